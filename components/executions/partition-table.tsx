"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { Fragment, useState } from "react";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { executionQueries } from "@/lib/shared/queries";
import type { PartitionSummary } from "@/lib/shared/views";
import { StatusBadge } from "../status/status-badge";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Count } from "../ui/count";
import { Notice } from "../ui/notice";
import { Skeleton } from "../ui/skeleton";
import { Table, TableScroll, Td, Th, Thead, Tr } from "../ui/table";
import { Time } from "../ui/time";
import { WorkerContext } from "./worker-context";

/** Workers of one manager, silent and slow ones first. Their figures are part of the manager's, never added to them. */
export function PartitionTable({ executionId, summary }: { executionId: string; summary: PartitionSummary }) {
  const t = useT();
  const format = useFormat();
  const [openId, setOpenId] = useState<string | null>(null);
  const query = useQuery(executionQueries.partitions(executionId, summary.managerId));
  const workers = query.data?.workers.items ?? [];
  return (
    <div className="overflow-clip rounded-lg border border-line bg-card">
      <p className="border-line-soft border-b px-3.5 py-2 text-xs">
        <span className="font-medium">{t("partitions.title", { count: summary.total })}</span>{" "}
        <span className="text-muted">
          {t("partitions.progress", { done: summary.completed, running: summary.running, failed: summary.failed })}
        </span>
      </p>
      {query.isPending && <Skeleton className="m-3.5" />}
      {query.isError && (
        <Notice kind="error" title={t("faces.errorTitle")} className="m-2">
          <Button size="sm" onClick={() => query.refetch()}>
            {t("common.retry")}
          </Button>
        </Notice>
      )}
      {workers.length > 0 && (
        <TableScroll label={t("partitions.title", { count: summary.total })} className="max-h-96 overflow-y-auto">
          <Table>
            <Thead className="sticky top-0 bg-card">
              <tr>
                <Th>{t("partitions.partition")}</Th>
                <Th>{t("executions.status")}</Th>
                <Th numeric>{t("counts.read")}</Th>
                <Th numeric>{t("counts.written")}</Th>
                <Th numeric>{t("counts.skips")}</Th>
                <Th numeric>{t("steps.rate")}</Th>
                <Th numeric>{t("executions.duration")}</Th>
                <Th>{t("executions.updated")}</Th>
              </tr>
            </Thead>
            <tbody>
              {workers.map((worker) => {
                const skips = worker.readSkips + worker.processSkips + worker.writeSkips;
                return (
                  <Fragment key={worker.id}>
                    <Tr>
                      <Td className="mono max-w-48" title={worker.name}>
                        <button
                          type="button"
                          aria-expanded={worker.id === openId}
                          aria-label={t("partitions.context", { name: worker.name })}
                          onClick={() => setOpenId(worker.id === openId ? null : worker.id)}
                          className="flex max-w-full items-center gap-1 rounded-sm"
                        >
                          <ChevronRight
                            aria-hidden
                            className={cn("size-3.5 shrink-0 text-muted", worker.id === openId && "rotate-90")}
                          />
                          <span className="truncate">{worker.name.slice(worker.name.indexOf(":") + 1)}</span>
                        </button>
                      </Td>
                      <Td>
                        <StatusBadge status={worker.status} stored={worker.storedStatus} />
                      </Td>
                      <Td numeric>
                        <Count value={worker.read} text={format.number(worker.read)} />
                      </Td>
                      <Td numeric>
                        <Count value={worker.written} text={format.number(worker.written)} />
                      </Td>
                      <Td numeric>
                        <Count value={skips} text={format.number(skips)} tone="warn" />
                      </Td>
                      <Td numeric>{worker.itemsPerSecond === null ? "–" : format.rate(worker.itemsPerSecond)}</Td>
                      <Td numeric>{worker.durationMs === null ? "–" : format.duration(worker.durationMs)}</Td>
                      <Td>
                        <Time at={worker.updated} show="relative" />
                      </Td>
                    </Tr>
                    {worker.id === openId && (
                      <tr className="border-line-soft border-b">
                        <td colSpan={8} className="bg-background">
                          <WorkerContext executionId={executionId} stepExecutionId={worker.id} />
                        </td>
                      </tr>
                    )}
                  </Fragment>
                );
              })}
            </tbody>
          </Table>
        </TableScroll>
      )}
      {workers.length > 0 && workers.length < summary.total && (
        <p className="border-line-soft border-t px-3.5 py-2 text-muted text-xs">
          {t("partitions.shown", { shown: workers.length, total: summary.total })}
        </p>
      )}
    </div>
  );
}
