import "server-only";
import type { TableLayout } from "batch-core";
import type { BatchStatus } from "batch-core/model";
import type { Count, JobStats, StripCell } from "@/lib/shared/views";
import type { Db } from "../../prisma/prisma";
import { sql } from "../rows/sql";
import { durationMs, percentile, toDate, toInstant, toStatus, toText } from "../rows/values";

/** One of the latest executions, as little of it as trends need. */
export interface RecentRun {
  readonly id: string;
  readonly instanceId: string;
  readonly jobName: string;
  readonly status: BatchStatus;
  readonly started: Date | null;
  readonly ended: Date | null;
  readonly durationMs: number | null;
}

/** How long the completed executions of a job take lately. */
export interface Usual {
  readonly medianMs: number;
  readonly p95Ms: number;
}

/** The latest executions of all jobs, as they were at one time. */
export interface RecentRuns {
  /** By job name, newest first. */
  readonly byJob: ReadonlyMap<string, readonly RecentRun[]>;
  /** By job name; jobs with fewer than three completed ones are missing. */
  readonly usual: ReadonlyMap<string, Usual>;
  /** There are no older ones. */
  readonly isComplete: boolean;
  /** An instance of a higher id was made when these executions had begun, so that all its executions are among them. */
  readonly youngFrom: bigint;
}

/** Enough for jobs that run daily among some that run every minute, and read in some 15 ms. */
const WINDOW = 3_000;
/** So many do not all happen to be restarts of what began before. */
const OLDEST = 100;
const SAMPLE_MAX = 50;
const SAMPLE_MIN = 3;

/** One statement for all pages together, so that no page has to ask for its own. */
export async function readRecentRuns(prisma: Db, layout: TableLayout): Promise<RecentRuns> {
  const rows = await prisma.$queryRaw<Record<string, unknown>[]>(sql`
    select e.JOB_EXECUTION_ID as id, i.JOB_INSTANCE_ID as instanceId, i.JOB_NAME as jobName, e.STATUS as status,
      cast(e.START_TIME as char) as started, cast(e.END_TIME as char) as ended
    from (select JOB_EXECUTION_ID, JOB_INSTANCE_ID, STATUS, START_TIME, END_TIME
            from BATCH_JOB_EXECUTION order by JOB_EXECUTION_ID desc limit ${WINDOW}) e
    join BATCH_JOB_INSTANCE i on i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID
    order by e.JOB_EXECUTION_ID desc`);
  const byJob = new Map<string, RecentRun[]>();
  for (const row of rows) {
    const run = toRun(row, layout.timeZone);
    const runs = byJob.get(run.jobName);
    if (runs) runs.push(run);
    else byJob.set(run.jobName, [run]);
  }
  const usual = new Map<string, Usual>();
  for (const [jobName, runs] of byJob) {
    const ofJob = usualOf(runs);
    if (ofJob) usual.set(jobName, ofJob);
  }
  const oldest = rows.slice(-OLDEST).map(({ instanceId }) => BigInt(String(instanceId)));
  const youngFrom = oldest.reduce((max, id) => (id > max ? id : max), 0n);
  return { byJob, usual, isComplete: rows.length < WINDOW, youngFrom };
}

function toRun(row: Record<string, unknown>, timeZone: string): RecentRun {
  const started = toDate(row.started, timeZone);
  const ended = toDate(row.ended, timeZone);
  return {
    id: String(row.id),
    instanceId: String(row.instanceId),
    jobName: toText(row.jobName) ?? "",
    status: toStatus(row.status).status,
    started,
    ended,
    durationMs: durationMs(started, ended),
  };
}

function usualOf(runs: readonly RecentRun[]): Usual | null {
  const sample = completedDurations(runs);
  const medianMs = percentile(sample, 0.5);
  const p95Ms = percentile(sample, 0.95);
  return sample.length >= SAMPLE_MIN && medianMs !== null && p95Ms !== null ? { medianMs, p95Ms } : null;
}

/** Ascending, of the newest {@link SAMPLE_MAX} completed executions. */
function completedDurations(runs: readonly RecentRun[]): number[] {
  return runs
    .filter(({ status }) => status === "COMPLETED")
    .slice(0, SAMPLE_MAX)
    .flatMap(({ durationMs: ms }) => (ms === null ? [] : [ms]))
    .sort((a, b) => a - b);
}

/** @param runs  newest first @returns oldest first */
export function stripOf(runs: readonly RecentRun[], lengthMax = 30): StripCell[] {
  return runs
    .slice(0, lengthMax)
    .map((run) => ({
      id: run.id,
      status: run.status,
      started: toInstant(run.started),
      durationMs: run.durationMs,
    }))
    .reverse();
}

/**
 * How many executions a job has, as far as the latest ones of all jobs and its instances tell: exactly when all its instances are young,
 * else at least one for each.
 */
export function executionCount(
  runs: readonly RecentRun[],
  { isComplete, youngFrom }: Pick<RecentRuns, "isComplete" | "youngFrom">,
  instances: Count,
): Count {
  const known = new Set(runs.map(({ instanceId }) => instanceId));
  const areYoung =
    !instances.capped && known.size === instances.value && [...known].every((id) => BigInt(id) > youngFrom);
  if (isComplete || areYoung) return { value: runs.length, capped: false };
  return { value: Math.max(runs.length, instances.value), capped: true };
}

export function statsOf(runs: readonly RecentRun[]): Omit<JobStats, "executions" | "instances"> {
  const sample = runs.slice(0, 200);
  const ended = sample.filter(({ ended: end, status }) => end !== null || status === "COMPLETED");
  const durations = completedDurations(sample);
  return {
    sample: sample.length,
    successRate: ended.length === 0 ? null : ended.filter(({ status }) => status === "COMPLETED").length / ended.length,
    meanMs: durations.length === 0 ? null : durations.reduce((a, b) => a + b, 0) / durations.length,
    medianMs: percentile(durations, 0.5),
    p95Ms: percentile(durations, 0.95),
  };
}
