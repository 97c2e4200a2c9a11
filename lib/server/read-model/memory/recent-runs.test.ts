import { describe, expect, it } from "vitest";
import { executionCount, type RecentRun } from "./recent-runs";

const runsOf = (...instanceIds: number[]): RecentRun[] =>
  instanceIds.map((instanceId, index) => ({
    id: String(index),
    instanceId: String(instanceId),
    jobName: "job",
    status: "COMPLETED",
    started: null,
    ended: null,
    durationMs: null,
  }));

const exactly = (value: number) => ({ value, capped: false });
const atLeast = (value: number) => ({ value, capped: true });

describe("the number of executions of a job", () => {
  it.each([
    ["all there are are known", runsOf(1, 1, 2), { isComplete: true, youngFrom: 0n }, exactly(9), exactly(3)],
    [
      "all its instances are young",
      runsOf(101, 101, 102),
      { isComplete: false, youngFrom: 100n },
      exactly(2),
      exactly(3),
    ],
    ["it never ran", [], { isComplete: false, youngFrom: 100n }, exactly(0), exactly(0)],
    ["one of its instances is old", runsOf(99, 101), { isComplete: false, youngFrom: 100n }, exactly(2), atLeast(2)],
    ["it ran only long ago", [], { isComplete: false, youngFrom: 100n }, exactly(1720), atLeast(1720)],
    [
      "its instances are too many to count",
      runsOf(101),
      { isComplete: false, youngFrom: 100n },
      atLeast(10_000),
      atLeast(10_000),
    ],
  ])("when %s", (_, runs, recent, instances, expected) => {
    expect(executionCount(runs, recent, instances)).toEqual(expected);
  });
});
