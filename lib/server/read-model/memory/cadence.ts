import "server-only";
import { isRunning } from "batch-core/model";
import { percentile } from "../rows/values";
import type { RecentRun } from "./recent-runs";

/** Fewer starts show no habit. */
const STARTS_MIN = 5;
/** Newest ones that are looked at: habits change. */
const STARTS_MAX = 30;
/** A job is regular when so many of its gaps are about the middle one. */
const REGULAR_SHARE = 0.7;
const REGULAR_DEVIATION = 0.2;
const TOLERANCE_MIN_MS = 10 * 60_000;
/** Of the usual gap, up to half an hour: a nightly job is missed before the night is over. */
const TOLERANCE_SHARE = 0.05;
const TOLERANCE_SHARE_MAX_MS = 30 * 60_000;
const WEEK_MS = 7 * 86_400_000;

/**
 * When a job that starts regularly should have started and has not; null when it is in time, or has no habit. Judged by its starts alone: a
 * restart is none, and while it is at work nobody waits for its start. A pause that it made a week ago too, such as a weekend, is its habit.
 * @param runs  of one job, newest first
 */
export function overdueSince(runs: readonly RecentRun[], now: Date): Date | null {
  if (runs.some(({ status }) => isRunning(status))) return null;
  const starts = startsOf(runs);
  const last = starts.at(-1);
  if (last === undefined || starts.length < STARTS_MIN) return null;
  const gaps = starts.slice(1).map((start, index) => start - (starts[index] ?? start));
  const usual = percentile(
    [...gaps].sort((a, b) => a - b),
    0.5,
  );
  if (usual === null || usual <= 0) return null;
  const deviations = gaps.map((gap) => Math.abs(gap - usual)).filter((ms) => ms <= usual * REGULAR_DEVIATION);
  if (deviations.length < gaps.length * REGULAR_SHARE) return null;
  const tolerance = Math.max(
    TOLERANCE_MIN_MS,
    Math.min(usual * TOLERANCE_SHARE, TOLERANCE_SHARE_MAX_MS),
    2 * Math.max(...deviations),
  );
  const isLateAt = (time: number, before: number) => time - before > usual + tolerance;
  if (!isLateAt(now.getTime(), last)) return null;
  const weekAgo = now.getTime() - WEEK_MS;
  const beforeThat = starts.findLast((start) => start <= weekAgo);
  if (beforeThat !== undefined && isLateAt(weekAgo, beforeThat)) return null;
  // Of a shorter history nobody knows its weekends: it is late when it never paused for so long.
  if (beforeThat === undefined && !isLateAt(now.getTime(), last + Math.max(...gaps) - usual)) return null;
  return new Date(Math.max(last + usual, (beforeThat ?? Number.NEGATIVE_INFINITY) + WEEK_MS));
}

/** When each instance first started, in order. */
function startsOf(runs: readonly RecentRun[]): readonly number[] {
  const first = new Map<string, number>();
  for (const { instanceId, started } of runs) {
    if (started) first.set(instanceId, Math.min(first.get(instanceId) ?? Number.POSITIVE_INFINITY, started.getTime()));
  }
  return [...first.values()].sort((a, b) => a - b).slice(-STARTS_MAX);
}
