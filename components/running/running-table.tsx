"use client";

import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { routes } from "@/lib/shared/routes";
import type { RunningRow } from "@/lib/shared/views";
import { StatusBadge } from "../status/status-badge";
import { Name } from "../ui/name";
import { RowLink } from "../ui/row-link";
import { Table, Td, Th, Thead, Tr } from "../ui/table";
import { DurationBar } from "../values/duration-bar";
import { Figure } from "../values/figure";
import { Eta, LastCommit, Rate } from "./running-figures";

/** What is at work: where it is, how fast it goes, when it last committed and when it should be done. Rows keep their height while figures change. */
export function RunningTable({ rows, caption }: { rows: readonly RunningRow[]; caption: string }) {
  const t = useT();
  const format = useFormat();
  return (
    <div className="@container">
      <Table className="table-fixed">
        <caption className="sr-only">{caption}</caption>
        <Thead>
          <tr>
            <Th className="w-32 @max-xl:hidden">{t("executions.status")}</Th>
            <Th className="@max-xl:pl-3.5">{t("executions.job")}</Th>
            <Th className="w-36 @max-2xl:hidden">{t("running.elapsed")}</Th>
            <Th numeric className="w-20 @max-4xl:hidden">
              {t("counts.read")}
            </Th>
            <Th numeric className="w-20 @max-3xl:hidden">
              {t("counts.written")}
            </Th>
            <Th numeric className="w-16 @max-4xl:hidden">
              {t("counts.skips")}
            </Th>
            <Th numeric className="w-22 @max-lg:hidden">
              {t("running.rate")}
            </Th>
            <Th className="w-26 @max-5xl:hidden">{t("running.lastCommit")}</Th>
            <Th className="w-34 @max-md:w-28">{t("running.eta")}</Th>
          </tr>
        </Thead>
        <tbody>
          {rows.map((row) => (
            <Tr key={row.id} className="relative h-13">
              <Td className="@max-xl:hidden">
                <StatusBadge status={row.status} liveness={row.liveness} compact />
              </Td>
              <Td className="@max-xl:pl-3.5 max-w-0">
                <RowLink href={routes.executions.detail(row.id)} className="block truncate font-medium">
                  {row.jobName === null ? t("executions.noJob") : <Name text={row.jobName} />}{" "}
                  <span className="mono font-normal text-muted">{row.id}</span>
                </RowLink>
                <span className="flex min-w-0 items-baseline gap-1.5 text-muted text-xs">
                  <StatusBadge
                    status={row.status}
                    liveness={row.liveness}
                    compact
                    className="@min-xl:hidden shrink-0 text-xs"
                  />
                  <Step row={row} />
                </span>
              </Td>
              <Td className="@max-2xl:hidden">
                <DurationBar of={{ ...row, durationMs: row.elapsedMs }} />
                {row.usualMs !== null && (
                  <span className="block text-faint text-xs">
                    {t("duration.usual", { duration: format.duration(row.usualMs) })}
                  </span>
                )}
              </Td>
              <Td numeric className="@max-4xl:hidden">
                <Figure value={row.read} />
              </Td>
              <Td numeric className="@max-3xl:hidden">
                <Figure value={row.written} />
              </Td>
              <Td numeric className="@max-4xl:hidden">
                <Figure value={row.skipped} narrow tone="warn" />
              </Td>
              <Td numeric className="@max-lg:hidden">
                <Rate row={row} />
              </Td>
              <Td className="@max-5xl:hidden">
                <LastCommit row={row} />
              </Td>
              <Td>
                <Eta row={row} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

/** The step it is in, which one of how many, and how many of its partitions are done. */
function Step({ row }: { row: RunningRow }) {
  const t = useT();
  if (!row.step) return <span className="text-faint">–</span>;
  const { name, index, of } = row.step;
  const parts = [
    name,
    of === null ? t("running.stepIndex", { index }) : t("running.stepOf", { index, of }),
    row.partitions && t("timeline.partitions", { done: row.partitions.done, total: row.partitions.total }),
  ].filter((part) => part !== null);
  return (
    <span className="min-w-0 truncate" title={parts.join(" · ")}>
      {parts.join(" · ")}
    </span>
  );
}
