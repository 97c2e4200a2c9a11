import "server-only";
import type { TableLayout } from "batch-core";
import type { BatchStatus } from "batch-core/model";
import type { JobStats, StripCell } from "@/lib/shared/views";
import type { Db } from "../prisma";
import { sql } from "./sql";
import { durationMs, percentile, toDate, toInstant, toStatus, toText } from "./values";

/** One of the latest executions, as little of it as trends need. */
export interface RecentRun {
  readonly id: string;
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
  readonly readAt: Date;
  /** By job name, newest first. */
  readonly byJob: ReadonlyMap<string, readonly RecentRun[]>;
  /** By job name; jobs with fewer than three completed ones are missing. */
  readonly usual: ReadonlyMap<string, Usual>;
  readonly newestId: string | null;
}

export interface RecentRunsReader {
  /** @param maxAgeMs  how old the answer may be; older ones are given once more while a new one is read */
  get(maxAgeMs?: number): Promise<RecentRuns>;
}

/** Enough for jobs that run daily among some that run every minute, and read in some 15 ms. */
const WINDOW = 3_000;
const SAMPLE_MAX = 50;
const SAMPLE_MIN = 3;
const FRESH_MS = 30_000;

/** One statement for all pages together, so that no page has to ask for its own. */
export function recentRunsReader(prisma: Db, layout: TableLayout, now: () => Date): RecentRunsReader {
  let known: RecentRuns | null = null;
  let reading: Promise<RecentRuns> | null = null;
  const refresh = (): Promise<RecentRuns> => {
    reading ??= read(prisma, layout, now())
      .then((runs) => {
        known = runs;
        return runs;
      })
      .finally(() => {
        reading = null;
      });
    return reading;
  };
  return {
    async get(maxAgeMs = FRESH_MS) {
      if (!known) return refresh();
      const age = now().getTime() - known.readAt.getTime();
      if (age > maxAgeMs * 10) return refresh();
      // A failure here is met again by the next statement of the page itself.
      if (age > maxAgeMs) refresh().catch(() => {});
      return known;
    },
  };
}

async function read(prisma: Db, layout: TableLayout, readAt: Date): Promise<RecentRuns> {
  const rows = await prisma.$queryRaw<Record<string, unknown>[]>(sql`
    select e.JOB_EXECUTION_ID as id, i.JOB_NAME as jobName, e.STATUS as status,
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
  return { readAt, byJob, usual, newestId: rows[0] ? String(rows[0].id) : null };
}

function toRun(row: Record<string, unknown>, timeZone: string): RecentRun {
  const started = toDate(row.started, timeZone);
  const ended = toDate(row.ended, timeZone);
  return {
    id: String(row.id),
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
