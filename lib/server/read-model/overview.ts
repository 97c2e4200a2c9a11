import "server-only";
import { type ExecutionFilter, NO_FILTER } from "@/lib/shared/execution-filter";
import type { CountCard, ExecutionRow, FailureRow, OverviewJobRow, OverviewView, RunningRow } from "@/lib/shared/views";
import { executionJoins } from "./execution-rows";
import { filterConditions, findExecutions } from "./executions";
import { COUNT_MAX, type ReadContext } from "./read-context";
import { type RecentRun, stripOf } from "./recent-runs";
import { join, sql, where } from "./sql";
import { toCount, toInstant } from "./values";

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
 * @param live  what runs, from the board that all browsers share
 */
export async function readOverview(context: ReadContext, live: readonly RunningRow[]): Promise<OverviewView> {
  const now = context.now();
  const since = new Date(now.getTime() - WINDOW_MS);
  const recent = await context.recent();
  const names = [...new Set([...context.jobs.names(), ...recent.byJob.keys()])].slice(0, JOBS_MAX);
  const lastIds = names.flatMap((name) => recent.byJob.get(name)?.[0]?.id ?? []);
  const failureIds = newestFailures([...recent.byJob.values()].flat(), since);
  const ids = [...new Set([...lastIds, ...failureIds])].map(BigInt);
  const [counts, executions] = await Promise.all([
    countCards(context),
    ids.length === 0 ? [] : findExecutions(context, [sql`e.JOB_EXECUTION_ID in (${join(ids)})`], ids.length),
  ]);
  const byId = new Map(executions.map((execution) => [execution.id, execution.row]));
  return {
    readAt: now.toISOString(),
    since: since.toISOString(),
    ...counts,
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

/** All cards in one statement. */
async function countCards(context: ReadContext): Promise<Record<keyof typeof CARDS, CountCard>> {
  const counts = Object.entries(CARDS).map(
    ([name, filter]) => sql`select ${name} as card, count(*) as matching from (
      select 1 from BATCH_JOB_EXECUTION e ${executionJoins(context)} ${where(filterConditions(context, filter))}
      limit ${COUNT_MAX + 1}) c`,
  );
  const rows = await context.prisma.$queryRaw<Record<string, unknown>[]>(join(counts, " union all "));
  const cardOf = (name: keyof typeof CARDS): CountCard => {
    const matching = toCount(rows.find(({ card }) => card === name)?.matching);
    return {
      count: { value: Math.min(matching, COUNT_MAX), capped: matching > COUNT_MAX },
      filter: CARDS[name],
    };
  };
  return {
    failed: cardOf("failed"),
    running: cardOf("running"),
    stopping: cardOf("stopping"),
    stuck: cardOf("stuck"),
    stopped: cardOf("stopped"),
    completed: cardOf("completed"),
  };
}

function toJobRow(
  { jobs }: ReadContext,
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
    strip: stripOf(runs),
  };
}
