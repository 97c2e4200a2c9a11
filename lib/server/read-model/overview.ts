import "server-only";
import type { BatchStatus } from "batch-core/model";
import { type ExecutionFilter, NO_FILTER } from "@/lib/shared/filter/execution-filter";
import type { CountCard, ExecutionRow, FailureRow, OverviewJobRow, OverviewView, RunningRow } from "@/lib/shared/views";
import { findExecutions, idsBetween } from "./executions";
import { overdueSince } from "./memory/cadence";
import { type RecentRun, stripOf } from "./memory/recent-runs";
import type { ReadContext } from "./read-context";
import { capped } from "./rows/counts";
import { join, sql, where } from "./rows/sql";
import { toCount, toInstant, toStatus } from "./rows/values";
import { isStuck } from "./running";

const WINDOW = "24h";
const WINDOW_MS = 24 * 3_600_000;
const FAILURES_MAX = 20;
const JOBS_MAX = 100;

const CARDS = {
  failed: { ...NO_FILTER, status: ["FAILED", "UNKNOWN"], started: WINDOW },
  running: { ...NO_FILTER, status: ["STARTING", "STARTED", "STOPPING"] },
  stopping: { ...NO_FILTER, status: ["STOPPING"] },
  stuck: { ...NO_FILTER, stuck: true },
  stopped: { ...NO_FILTER, status: ["STOPPED"], started: WINDOW },
  completed: { ...NO_FILTER, status: ["COMPLETED"], started: WINDOW },
} as const satisfies Record<string, ExecutionFilter>;

/**
 * How the shift starts: what failed, what runs, how each job stands, in five statements. Every number is the count of the list it opens, by
 * the same SQL.
 */
export async function readOverview(context: ReadContext): Promise<OverviewView> {
  const now = context.now();
  const since = new Date(now.getTime() - WINDOW_MS);
  const [recent, { rows: live }] = await Promise.all([context.recent(), context.live()]);
  const names = [...new Set([...context.jobs.names(), ...recent.byJob.keys()])].slice(0, JOBS_MAX);
  const lastIds = names.flatMap((name) => recent.byJob.get(name)?.[0]?.id ?? []);
  const failureIds = newestFailures([...recent.byJob.values()].flat(), since);
  const ids = [...new Set([...lastIds, ...failureIds])].map(BigInt);
  const [counts, executions] = await Promise.all([
    countCards(context, live, since),
    ids.length === 0 ? [] : findExecutions(context, [sql`e.JOB_EXECUTION_ID in (${join(ids)})`], ids.length),
  ]);
  const byId = new Map(executions.map((execution) => [execution.id, execution.row]));
  return {
    readAt: now.toISOString(),
    since: since.toISOString(),
    ...counts,
    late: [...recent.byJob.values()].filter((runs) => overdueSince(runs, now) !== null).length,
    jobs: names.map((name) => {
      const runs = recent.byJob.get(name) ?? [];
      return toJobRow(context, name, runs, byId.get(runs[0]?.id ?? "") ?? null);
    }),
    failures: failureIds.flatMap((id) => byId.get(id) ?? []).map(toFailureRow),
    live,
  };
}

function newestFailures(runs: readonly RecentRun[], since: Date): string[] {
  return runs
    .filter(
      ({ status, started }) => (status === "FAILED" || status === "UNKNOWN") && started !== null && started >= since,
    )
    .map(({ id }) => id)
    .sort((a, b) => (BigInt(a) < BigInt(b) ? 1 : -1))
    .slice(0, FAILURES_MAX);
}

function toFailureRow(row: ExecutionRow): FailureRow {
  return {
    id: row.id,
    jobName: row.jobName,
    step: row.failedStep,
    ended: row.ended ?? row.updated,
    firstLine: row.exitMessageFirstLine,
  };
}

/** What began in the window is counted in one statement; what runs is known from the board. */
async function countCards(
  context: ReadContext,
  live: readonly RunningRow[],
  since: Date,
): Promise<Record<keyof typeof CARDS, CountCard>> {
  const [running, bounds] = await Promise.all([context.running(), idsBetween(context, since, null)]);
  const rows = await context.prisma.$queryRaw<Record<string, unknown>[]>(sql`
    select e.STATUS as status, count(*) as matching from BATCH_JOB_EXECUTION e
    ${where([sql`coalesce(e.START_TIME, e.CREATE_TIME) >= ${since}`, ...bounds])} group by e.STATUS`);
  const inWindow = (statuses: readonly BatchStatus[]) =>
    rows
      .filter(({ status }) => statuses.includes(toStatus(status).status))
      .reduce((sum, { matching }) => sum + toCount(matching), 0);
  const card = (name: keyof typeof CARDS, count: number): CountCard => ({
    count: capped(count),
    filter: CARDS[name],
  });
  return {
    failed: card("failed", inWindow(CARDS.failed.status)),
    stopped: card("stopped", inWindow(CARDS.stopped.status)),
    completed: card("completed", inWindow(CARDS.completed.status)),
    running: card("running", running.length),
    stopping: card("stopping", live.filter(({ status }) => status === "STOPPING").length),
    stuck: card("stuck", live.filter(isStuck).length),
  };
}

function toJobRow(
  { jobs, now }: ReadContext,
  jobName: string,
  runs: readonly RecentRun[],
  last: ExecutionRow | null,
): OverviewJobRow {
  const success = runs.find(({ status }) => status === "COMPLETED");
  return {
    jobName,
    launchable: jobs.get(jobName) !== undefined,
    last,
    lastSuccess: toInstant(success?.ended ?? null),
    overdueSince: toInstant(overdueSince(runs, now())),
    strip: stripOf(runs),
  };
}
