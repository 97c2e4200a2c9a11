"use client";

import { useQuery } from "@tanstack/react-query";
import { isRunning } from "batch-core/model";
import { useT } from "@/lib/client/locale";
import { useStatusAnnouncements } from "@/lib/client/use-status-announcements";
import { NO_FILTER } from "@/lib/shared/filter/execution-filter";
import { executionQueries } from "@/lib/shared/queries/execution-queries";
import type { ExecutionRow, Instant } from "@/lib/shared/views";
import type { ColumnName } from "./columns";
import { ExecutionTable } from "./execution-table";

const COLUMNS: readonly ColumnName[] = [
  "attempt",
  "started",
  "duration",
  "step",
  "read",
  "written",
  "skipped",
  "exitCode",
];
const SHOWN = 25;

/** The newest executions of one job; asks again only while one of them is at work. */
export function RecentExecutions({
  jobName,
  initial,
  readAt,
}: {
  jobName: string;
  initial: readonly ExecutionRow[];
  readAt: Instant;
}) {
  const t = useT();
  const query = useQuery({
    ...executionQueries.list({ ...NO_FILTER, job: [jobName] }, { before: null, after: null, size: SHOWN }),
    enabled: initial.some((row) => isRunning(row.status)),
  });
  const fresh = query.data && query.data.readAt > readAt ? query.data.items : initial;
  const rows = fresh.slice(0, Math.max(initial.length, 1));
  useStatusAnnouncements(rows);
  return <ExecutionTable rows={rows} caption={t("executions.caption")} columns={COLUMNS} withJob={false} />;
}
