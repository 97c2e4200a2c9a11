import "server-only";
import { isRunning } from "batch-core/model";
import type { Eta, RunningBoardView, RunningRow } from "@/lib/shared/views";
import { rowSteps } from "./job-catalogue";
import type { ReadContext } from "./read-context";
import { completeExecutions, executionColumns, executionJoins, type StoredExecution } from "./rows/execution-rows";
import { join, sql } from "./rows/sql";
import { stepGroupsOf, totalSteps } from "./rows/step-totals";
import { toCount, toDate, toInstant } from "./rows/values";

/** More rows than a board can show; the newest are shown. */
const ROWS_MAX = 200;

/** Rates come from comparing two readings, so this one remembers the last ones. */
export interface RunningBoard {
  read(): Promise<RunningBoardView>;
}

const KNOWN_MAX = 1_000;

interface Sample {
  readonly at: number;
  readonly read: number;
  readonly written: number;
}

/** Silent for too long, or surely without a process: an operator has to decide. */
export function isStuck({ liveness }: Pick<RunningRow, "liveness">): boolean {
  return liveness === "suspect" || liveness === "lost";
}

/** A rate over less is noise, over more it is history. */
const RATE_SPAN_MIN_MS = 1_500;
const RATE_SPAN_MAX_MS = 15_000;

export function runningBoard(context: ReadContext): RunningBoard {
  let samples = new Map<string, readonly Sample[]>();
  const knownRuns = new Map<string, UsualRun>();
  return {
    async read() {
      const now = context.now();
      const { executions, waiting } = await readRunning(context);
      context.zone.note(stampsOfOthers(executions), now);
      const usualRuns = await usualRunsOf(context, executions, knownRuns);
      const next = new Map<string, readonly Sample[]>();
      const rows = executions.map((execution) => {
        const history = [...(samples.get(execution.id) ?? []), sampleOf(execution, now)].filter(
          ({ at }) => now.getTime() - at <= RATE_SPAN_MAX_MS,
        );
        next.set(execution.id, history);
        return toRow(context, execution, history, usualRuns.get(execution.jobName ?? "") ?? null);
      });
      samples = next;
      return { readAt: now.toISOString(), rows, waiting };
    },
  };
}

/** All executions that the table calls running, newest first. */
async function readRunning(context: ReadContext): Promise<{ executions: readonly StoredExecution[]; waiting: number }> {
  const ids = (await context.running()).slice(0, ROWS_MAX);
  if (ids.length === 0) return { executions: [], waiting: 0 };
  const records = await context.prisma.$queryRaw<Record<string, unknown>[]>(sql`
    select ${executionColumns(context)} from BATCH_JOB_EXECUTION e ${executionJoins(context)}
    where e.JOB_EXECUTION_ID in (${join(ids.map(BigInt))}) and e.STATUS in ('STARTING', 'STARTED', 'STOPPING')
    order by e.JOB_EXECUTION_ID desc`);
  const executions = await completeExecutions(context, records);
  return { executions, waiting: records.filter(({ leaseState }) => leaseState === "READY").length };
}

/** When those that other programs execute were last saved; our own are written in the zone that was told. */
function stampsOfOthers(executions: readonly StoredExecution[]): ReadonlyMap<string, Date | null> {
  const others = executions.filter(({ record }) => record.leaseState === null);
  return new Map(others.map(({ id, totals }) => [id, totals.lastUpdated]));
}

/** What the last completed execution of a job came to. */
interface UsualRun {
  readonly read: number;
  readonly steps: number;
}

/** The last completed execution of each job; asked for once per such execution. */
async function usualRunsOf(
  context: ReadContext,
  executions: readonly StoredExecution[],
  known: Map<string, UsualRun>,
): Promise<ReadonlyMap<string, UsualRun>> {
  const { byJob } = await context.recentAsKnown();
  const lastGood = new Map<string, string>();
  for (const { jobName } of executions) {
    const good = byJob.get(jobName ?? "")?.find(({ status }) => status === "COMPLETED");
    if (good) lastGood.set(good.jobName, good.id);
  }
  const missing = [...lastGood.values()].filter((id) => !known.has(id));
  if (missing.length > 0) {
    if (known.size > KNOWN_MAX) known.clear();
    const groups = await stepGroupsOf(context, missing);
    for (const id of missing) {
      const ofRun = groups.get(id) ?? [];
      known.set(id, { read: totalSteps(ofRun).read, steps: ofRun.filter(({ isColon }) => !isColon).length });
    }
  }
  return new Map(
    [...lastGood].flatMap(([jobName, id]) => {
      const run = known.get(id);
      return run ? [[jobName, run] as const] : [];
    }),
  );
}

function sampleOf({ totals }: StoredExecution, now: Date): Sample {
  return { at: now.getTime(), read: totals.read, written: totals.written };
}

function toRow(
  context: ReadContext,
  { row, totals, record }: StoredExecution,
  history: readonly Sample[],
  usual: UsualRun | null,
): RunningRow {
  const rates = ratesOf(history);
  const known = row.jobName === null ? undefined : context.jobs.get(row.jobName);
  const lastCommit = toInstant(totals.lastUpdated ?? toDate(record.updated, context.layout.timeZone));
  return {
    id: row.id,
    jobName: row.jobName,
    instanceId: row.instanceId,
    status: row.status,
    liveness: row.liveness,
    started: row.started,
    elapsedMs: row.durationMs,
    usualMs: row.usualMs,
    slowMs: row.slowMs,
    step: totals.currentStep
      ? {
          name: totals.currentStep,
          index: totals.currentIndex,
          of: known ? rowSteps(known).length : stepsOf(usual, totals.currentIndex),
        }
      : null,
    read: row.read,
    written: row.written,
    skipped: row.skipped,
    readPerSecond: rates?.read ?? null,
    writtenPerSecond: rates?.written ?? null,
    lastCommit,
    partitions: totals.partitions,
    host: row.host,
    requestedBy: row.requestedBy,
    eta:
      isRunning(row.status) && row.status !== "STOPPING" && !isStuck(row)
        ? etaOf(row, rates?.read ?? null, usual?.read ?? null, context.now())
        : null,
  };
}

/** As many as the last good execution had; one that has come further than that goes another way. */
function stepsOf(usual: UsualRun | null, index: number): number | null {
  return usual !== null && usual.steps >= index ? usual.steps : null;
}

function ratesOf(history: readonly Sample[]): { read: number; written: number } | null {
  const first = history[0];
  const last = history.at(-1);
  if (!first || !last || last.at - first.at < RATE_SPAN_MIN_MS) return null;
  const seconds = (last.at - first.at) / 1000;
  return {
    read: Math.max(0, toCount(last.read - first.read) / seconds),
    written: Math.max(0, toCount(last.written - first.written) / seconds),
  };
}

/** By items where the job reads about as many each time and a rate is known, else by the usual duration; null when it is past both. */
function etaOf(
  row: { readonly started: string | null; readonly usualMs: number | null; readonly read: number },
  readPerSecond: number | null,
  usualItems: number | null,
  now: Date,
): Eta | null {
  if (usualItems !== null && readPerSecond && usualItems > row.read) {
    const ms = ((usualItems - row.read) / readPerSecond) * 1000;
    return { at: new Date(now.getTime() + ms).toISOString(), basis: "usual-items" };
  }
  if (row.started === null || row.usualMs === null) return null;
  const at = Date.parse(row.started) + row.usualMs;
  return at > now.getTime() ? { at: new Date(at).toISOString(), basis: "usual-duration" } : null;
}
