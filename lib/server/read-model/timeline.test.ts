import { describe, expect, it } from "vitest";
import { type Lane, type LaneBar, layOutTimeline } from "./timeline";

const start = Date.parse("2026-11-19T02:00:00Z");
const at = (seconds: number) => new Date(start + seconds * 1000);

function bar(stepName: string, from: number, to: number | null, status: LaneBar["status"] = "COMPLETED"): LaneBar {
  return {
    stepExecutionId: stepName,
    stepName,
    status,
    created: null,
    started: at(from),
    ended: to === null ? null : at(to),
    read: 0,
    written: 0,
    partitions: null,
  };
}

function lane(attempt: number, bars: readonly LaneBar[], status: Lane["status"] = "COMPLETED"): Lane {
  return { executionId: String(attempt), attempt, status, bars, declaredSteps: ["prepare", "load", "report"] };
}

describe("the timeline", () => {
  it("is true to scale within an attempt", () => {
    const { lanes, segments } = layOutTimeline([lane(1, [bar("prepare", 0, 10), bar("load", 10, 40)])], at(100));
    expect(segments).toHaveLength(1);
    expect(lanes[0]?.bars.map(({ offset, width }) => [offset, width])).toEqual([
      [0, 0.25],
      [0.25, 0.75],
    ]);
  });

  it("folds a week between two attempts, and says how long it was", () => {
    const week = 7 * 24 * 3600;
    const { segments, lanes } = layOutTimeline(
      [lane(1, [bar("prepare", 0, 10)], "FAILED"), lane(2, [bar("load", week, week + 10)])],
      at(week + 100),
    );
    expect(segments.map(({ gapMs }) => gapMs)).toEqual([null, (week - 10) * 1000, null]);
    expect(segments.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1);
    expect(lanes[1]?.bars[0]?.width).toBeGreaterThan(0.4);
  });

  it("draws what runs up to now", () => {
    const { lanes } = layOutTimeline(
      [lane(1, [bar("prepare", 0, 10), bar("load", 10, null, "STARTED")], "STARTED")],
      at(20),
    );
    expect(lanes[0]?.bars[1]).toMatchObject({ durationMs: 10_000, offset: 0.5, width: 0.5 });
  });

  it("tells steps that were skipped as complete from those that were not reached", () => {
    const { lanes } = layOutTimeline(
      [
        lane(1, [bar("prepare", 0, 5), bar("load", 5, 9, "FAILED")], "FAILED"),
        lane(2, [bar("load", 20, 25, "FAILED")], "FAILED"),
      ],
      at(100),
    );
    expect(lanes.map(({ skippedAsComplete, notReached }) => ({ skippedAsComplete, notReached }))).toEqual([
      { skippedAsComplete: [], notReached: ["report"] },
      { skippedAsComplete: ["prepare"], notReached: ["report"] },
    ]);
  });

  it("has room for steps without any time", () => {
    const nothing = { ...bar("load", 0, null, "STARTING"), started: null };
    expect(layOutTimeline([lane(1, [nothing], "STARTING")], at(0)).lanes[0]?.bars[0]).toMatchObject({
      offset: 0,
      width: 0,
    });
  });
});
