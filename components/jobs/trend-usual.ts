import { isRunning } from "batch-core/model";
import type { JobStats, TrendPoint } from "@/lib/shared/views";
import { type TrendMeasure, trendValue } from "./trend-measure";

export interface TrendUsual {
  readonly median: number | null;
  readonly p95: number | null;
}

/**
 * What is usual: of durations over completed executions, as the job's figures say; of counts over all that have ended, those that had none
 * too. A line that would lie on the ground, or on another, is none.
 */
export function trendUsual(points: readonly TrendPoint[], measure: TrendMeasure, stats: JobStats): TrendUsual {
  const { median, p95 } =
    measure === "duration"
      ? { median: stats.medianMs, p95: stats.p95Ms }
      : percentiles(points.filter(({ status }) => !isRunning(status)).map((point) => trendValue(point, measure) ?? 0));
  return { median: median || null, p95: p95 !== median ? p95 || null : null };
}

function percentiles(values: readonly number[]): TrendUsual {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? null;
  return { median: at(0.5), p95: at(0.95) };
}
