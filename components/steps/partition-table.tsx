"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Fragment, useState } from "react";
import { useT } from "@/lib/client/locale";
import { stepQueries } from "@/lib/shared/queries/step-queries";
import type { PartitionSummary } from "@/lib/shared/views";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { ScrollText } from "../ui/scroll-text";
import { Skeleton } from "../ui/skeleton";
import { Table, TableScroll, Th, Thead } from "../ui/table";
import { PartitionRow } from "./partition-row";
import { PartitionStates } from "./partition-states";
import { Stragglers } from "./stragglers";
import { WorkerContext } from "./worker-context";

const COLUMNS = 8;

/**
 * Workers of one manager: those that failed first, then the silent and the slow ones. Their figures are part of the manager's, never added to
 * them. Read page by page, since there may be thousands.
 */
export function PartitionTable({ executionId, summary }: { executionId: string; summary: PartitionSummary }) {
  const t = useT();
  const [openId, setOpenId] = useState<string | null>(null);
  const query = useInfiniteQuery(stepQueries.partitions(executionId, summary.managerId));
  const pages = query.data?.pages ?? [];
  const workers = pages.flatMap(({ workers: { items } }) => items);
  const current = pages[0]?.summary ?? summary;
  const more = current.total - workers.length;
  return (
    <div className="overflow-clip rounded-lg border border-line bg-card">
      <PartitionStates summary={current} />
      <Stragglers workers={workers} readAt={pages[0]?.readAt ?? null} />
      {query.isPending && <Skeleton className="m-3.5" />}
      {query.isError && (
        <Notice kind="error" title={t("faces.errorTitle")} className="m-2">
          <Button size="sm" onClick={() => query.refetch()}>
            {t("common.retry")}
          </Button>
        </Notice>
      )}
      {workers.length > 0 && (
        <TableScroll
          label={t("partitions.title", { count: current.total })}
          className="relative max-h-96 overflow-y-auto"
        >
          <Table>
            <Thead className="sticky top-0 z-10 bg-card">
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
              {workers.map((worker) => (
                <Fragment key={worker.id}>
                  <PartitionRow
                    worker={worker}
                    isOpen={worker.id === openId}
                    onToggle={() => setOpenId(worker.id === openId ? null : worker.id)}
                  />
                  {worker.id === openId && (
                    <tr className="border-line-soft border-b">
                      <td colSpan={COLUMNS} className="bg-background">
                        {worker.exitMessage && (
                          <ScrollText className="max-h-40 px-3.5 py-2">{worker.exitMessage}</ScrollText>
                        )}
                        <WorkerContext executionId={executionId} stepExecutionId={worker.id} />
                      </td>
                    </tr>
                  )}
                </Fragment>
              ))}
            </tbody>
          </Table>
        </TableScroll>
      )}
      {workers.length > 0 && more > 0 && (
        <div className="flex flex-wrap items-center gap-x-3 border-line-soft border-t px-3.5 py-1.5 text-muted text-xs">
          {t("partitions.shown", { shown: workers.length, total: current.total })}
          {query.hasNextPage && (
            <Button size="sm" variant="ghost" pending={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
              {t("partitions.more", { count: Math.min(more, pages[0]?.workers.items.length ?? more) })}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
