"use client";

import Link from "next/link";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { useNow } from "@/lib/client/use-now";
import { routes } from "@/lib/shared/routes";
import type { RunningRow } from "@/lib/shared/views";
import { DurationBar } from "../executions/duration-bar";
import { StatusBadge } from "../status/status-badge";
import { Count } from "../ui/count";
import { Table, Td, Th, Thead, Tr } from "../ui/table";
import { Time } from "../ui/time";

/** A commit older than this many usual polls is worth a look. */
const QUIET_MS = 30_000;

/** What is at work: where it is, how fast it goes, and when it last committed. */
export function RunningTable({ rows, caption }: { rows: readonly RunningRow[]; caption: string }) {
  const t = useT();
  const format = useFormat();
  return (
    <div className="@container">
      <Table className="table-fixed">
        <caption className="sr-only">{caption}</caption>
        <Thead>
          <tr>
            <Th className="w-30">{t("executions.status")}</Th>
            <Th>{t("executions.job")}</Th>
            <Th className="w-[18%] @max-2xl:hidden">{t("executions.step")}</Th>
            <Th className="w-34 @max-lg:hidden">{t("running.elapsed")}</Th>
            <Th numeric className="w-22 @max-xl:hidden">
              {t("counts.read")}
            </Th>
            <Th numeric className="w-22 @max-3xl:hidden">
              {t("counts.written")}
            </Th>
            <Th numeric className="w-14 @max-3xl:hidden">
              {t("counts.skips")}
            </Th>
            <Th numeric className="w-20 @max-2xl:hidden">
              {t("running.rate")}
            </Th>
            <Th className="w-24 @max-4xl:hidden">{t("running.lastCommit")}</Th>
            <Th className="w-26 @max-5xl:hidden">{t("running.eta")}</Th>
          </tr>
        </Thead>
        <tbody>
          {rows.map((row) => (
            <Tr key={row.id} className="relative">
              <Td>
                <StatusBadge status={row.status} liveness={row.liveness} compact />
              </Td>
              <Td className="max-w-0">
                <Link
                  href={routes.executions.detail(row.id)}
                  prefetch={false}
                  data-row-link
                  className="block truncate font-medium after:absolute after:inset-0"
                >
                  {row.jobName ?? t("executions.noJob")} <span className="mono font-normal text-muted">{row.id}</span>
                </Link>
              </Td>
              <Td className="@max-2xl:hidden">
                <Step row={row} />
              </Td>
              <Td className="@max-lg:hidden">
                <DurationBar of={{ ...row, durationMs: row.elapsedMs }} />
              </Td>
              <Td numeric className="@max-xl:hidden">
                <Count value={row.read} text={format.number(row.read)} />
              </Td>
              <Td numeric className="@max-3xl:hidden">
                <Count value={row.written} text={format.number(row.written)} />
              </Td>
              <Td numeric className="@max-3xl:hidden">
                <Count value={row.skipped} text={format.number(row.skipped)} tone="warn" />
              </Td>
              <Td numeric className="text-muted @max-2xl:hidden">
                {row.readPerSecond === null ? "–" : format.rate(row.readPerSecond)}
              </Td>
              <Td className="@max-4xl:hidden">
                <LastCommit row={row} />
              </Td>
              <Td className="@max-5xl:hidden">
                <Eta row={row} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function Step({ row }: { row: RunningRow }) {
  const t = useT();
  if (!row.step) return <span className="text-faint">–</span>;
  return (
    <span className="block truncate text-muted" title={row.step.name}>
      {row.step.name}{" "}
      <span className="text-faint text-xs">
        {row.step.of === null
          ? t("running.stepIndex", { index: row.step.index })
          : t("running.stepOf", { index: row.step.index, of: row.step.of })}
        {row.partitions && ` · ${t("timeline.partitions", { done: row.partitions.done, total: row.partitions.total })}`}
      </span>
    </span>
  );
}

function LastCommit({ row }: { row: RunningRow }) {
  const now = useNow(5_000);
  const isQuiet = row.lastCommit !== null && now - new Date(row.lastCommit).getTime() > QUIET_MS;
  return <Time at={row.lastCommit} show="relative" className={isQuiet ? "font-medium text-warning" : "text-muted"} />;
}

/** When it should be done, and what that guess rests on. */
function Eta({ row }: { row: RunningRow }) {
  const t = useT();
  const format = useFormat();
  const now = useNow(5_000);
  if (!row.eta) return <span className="text-faint">–</span>;
  return (
    <span className="text-muted" title={t(`running.basis.${row.eta.basis}`)} suppressHydrationWarning>
      {format.relative(row.eta.at, now)}
      <span className="sr-only"> {t(`running.basis.${row.eta.basis}`)}</span>
    </span>
  );
}
