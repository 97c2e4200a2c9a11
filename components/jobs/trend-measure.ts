import type { Format } from "@/lib/client/format";
import type { TrendPoint } from "@/lib/shared/views";

export const TREND_MEASURES = ["duration", "read", "written", "skipped"] as const;
export type TrendMeasure = (typeof TREND_MEASURES)[number];

const VALUES: Record<TrendMeasure, (point: TrendPoint) => number | null> = {
  duration: (point) => point.durationMs,
  read: (point) => point.read,
  written: (point) => point.written,
  skipped: (point) => point.skipped,
};

/** Null while it is not known. */
export function trendValue(point: TrendPoint, measure: TrendMeasure): number | null {
  return VALUES[measure](point);
}

export function trendText(value: number, measure: TrendMeasure, format: Format): string {
  return measure === "duration" ? format.duration(value) : format.number(value);
}
