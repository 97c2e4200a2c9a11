import "server-only";
import type { TableLayout } from "batch-core";
import type { BatchStatus } from "batch-core/model";
import type { Count, JobStats, StripCell } from "@/lib/shared/views";
import type { Db } from "../../prisma/prisma";
import { join, raw, sql } from "../rows/sql";
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
  /** How many of the latest executions of all jobs are this job's, by job name: older ones that were added for it aside. */
  readonly frequency: ReadonlyMap<string, number>;
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
  const byJob = byJobName(rows, layout.timeZone);
  const frequency = new Map([...byJob].map(([jobName, runs]) => [jobName, runs.length]));
  const oldest = rows.slice(-OLDEST).map(({ instanceId }) => BigInt(String(instanceId)));
  const youngFrom = oldest.reduce((max, id) => (id > max ? id : max), 0n);
  return { byJob, usual: usualByJob(byJob), frequency, isComplete: rows.length < WINDOW, youngFrom };
}

type RunsByJob = ReadonlyMap<string, readonly RecentRun[]>;

/** Fewer than so many among the latest executions of all jobs say little of a job. */
const RARE_MAX = 10;
const RARE_INSTANCES = 30;
/** What is looked through for them: keys of an index, some fifty milliseconds. */
const RARE_KEYS_MAX = 50_000;
const RARE_ROWS_MAX = 9_000;

/**
 * The latest executions of jobs that run so rarely that those of busier ones crowd them out of {@link readRecentRuns}: what runs once a
 * night has a usual duration too. One statement.
 */
export async function readRareRuns(
  prisma: Db,
  layout: TableLayout,
  recent: RecentRuns,
  stored: ReadonlyMap<string, { readonly instances: Count }>,
): Promise<RunsByJob> {
  const names = recent.isComplete ? [] : rareNames(recent, stored);
  if (names.length === 0) return new Map();
  // Sorted by a sum, so that no optimizer walks down the primary key in search of the few rows of a rare job.
  const instances = names.map(
    (
      name,
      index,
    ) => sql`select * from (select JOB_INSTANCE_ID, JOB_NAME from BATCH_JOB_INSTANCE where JOB_NAME = ${name}
      order by JOB_INSTANCE_ID + 0 desc limit ${RARE_INSTANCES}) ${raw(`i${index}`)}`,
  );
  const rows = await prisma.$queryRaw<Record<string, unknown>[]>(sql`
    select e.JOB_EXECUTION_ID as id, i.JOB_INSTANCE_ID as instanceId, i.JOB_NAME as jobName, e.STATUS as status,
      cast(e.START_TIME as char) as started, cast(e.END_TIME as char) as ended
    from (${join(instances, " union all ")}) i join BATCH_JOB_EXECUTION e on e.JOB_INSTANCE_ID = i.JOB_INSTANCE_ID
    order by e.JOB_EXECUTION_ID desc limit ${RARE_ROWS_MAX}`);
  return byJobName(rows, layout.timeZone);
}

function rareNames(recent: RecentRuns, stored: ReadonlyMap<string, { readonly instances: Count }>): string[] {
  const rare = [...stored]
    .filter(([name, { instances }]) => !instances.capped && (recent.frequency.get(name) ?? 0) < RARE_MAX)
    .sort(([, a], [, b]) => a.instances.value - b.instances.value);
  let keys = 0;
  return rare.flatMap(([name, { instances }]) => {
    keys += instances.value;
    return keys <= RARE_KEYS_MAX ? [name] : [];
  });
}

/** The latest executions, those of rare jobs with what came before them. */
export function withRareRuns(recent: RecentRuns, rare: RunsByJob): RecentRuns {
  if (rare.size === 0) return recent;
  const byJob = new Map(recent.byJob);
  for (const [jobName, older] of rare) {
    const runs = byJob.get(jobName) ?? [];
    const known = new Set(runs.map(({ id }) => id));
    byJob.set(jobName, [...runs, ...older.filter(({ id }) => !known.has(id))]);
  }
  return { ...recent, byJob, usual: usualByJob(byJob) };
}

function byJobName(rows: readonly Record<string, unknown>[], timeZone: string): Map<string, RecentRun[]> {
  return Map.groupBy(
    rows.map((row) => toRun(row, timeZone)),
    ({ jobName }) => jobName,
  );
}

function usualByJob(byJob: RunsByJob): ReadonlyMap<string, Usual> {
  return new Map(
    [...byJob].flatMap(([jobName, runs]) => {
      const usual = usualOf(runs);
      return usual ? [[jobName, usual] as const] : [];
    }),
  );
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
