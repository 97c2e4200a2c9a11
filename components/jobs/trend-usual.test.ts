import { expect, it } from "vitest";
import type { JobStats, TrendPoint } from "@/lib/shared/views";
import { trendUsual } from "./trend-usual";

const stats = { medianMs: 1_000, p95Ms: 2_000 } as JobStats; // only what is looked at

function points(skips: readonly number[], status: TrendPoint["status"] = "COMPLETED"): TrendPoint[] {
  return skips.map((skipped, index) => ({
    ...{ id: String(index), status, started: null, durationMs: 5, read: 10, written: 10, skipped },
  }));
}

it("takes durations from the figures of the job", () => {
  expect(trendUsual(points([1]), "duration", stats)).toEqual({ median: 1_000, p95: 2_000 });
});

it("counts executions without skips among those that tell what is usual", () => {
  const usual = trendUsual(points([...Array(15).fill(0), 3, 4, 5, 30, 40]), "skipped", stats);
  expect(usual).toEqual({ median: null, p95: 30 });
});

it("leaves out what has not ended, and lines that lie on each other", () => {
  expect(trendUsual([...points([2, 2, 2]), ...points([90], "STARTED")], "skipped", stats)).toEqual({
    median: 2,
    p95: null,
  });
  expect(trendUsual([], "read", stats)).toEqual({ median: null, p95: null });
});
