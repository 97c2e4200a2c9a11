import { describe, expect, it } from "vitest";
import { managerOf, type StepGroup, totalSteps } from "./step-totals";

const start = Date.parse("2026-11-19T02:00:00Z");
const at = (seconds: number) => new Date(start + seconds * 1000);
let lastId = 0n;

function group(name: string, counts: Partial<StepGroup> = {}): StepGroup {
  lastId += 1n;
  return {
    executionId: "1",
    name,
    isColon: false,
    rows: 1,
    running: 0,
    completed: 1,
    failed: 0,
    versions: 0,
    firstId: lastId,
    lastFailedId: null,
    lastRunningId: null,
    started: at(0),
    ended: at(10),
    updated: at(10),
    read: 0,
    written: 0,
    filtered: 0,
    skipped: 0,
    rollbacks: 0,
    commits: 0,
    ...counts,
  };
}

describe("the sum over steps", () => {
  it("counts partition workers once, through their manager", () => {
    const groups = [
      group("prepare", { read: 5 }),
      group("manager", { read: 30, commits: 9 }),
      group("worker", { isColon: true, rows: 3, read: 30, commits: 9, started: at(1), ended: at(9) }),
    ];
    expect(totalSteps(groups)).toMatchObject({ read: 35, commits: 9 });
  });

  it("counts workers whose manager has not gathered them yet", () => {
    const groups = [
      group("manager", { ended: null, running: 1, completed: 0, lastRunningId: 90n }),
      group("worker", {
        isColon: true,
        rows: 3,
        running: 2,
        completed: 1,
        read: 12,
        started: at(1),
        ended: null,
        lastRunningId: 93n,
      }),
    ];
    expect(totalSteps(groups)).toMatchObject({ read: 12, currentStep: "manager", partitions: { done: 1, total: 3 } });
  });

  it("takes steps whose names merely have a colon for what they are", () => {
    const groups = [
      group("prepare", { read: 5, started: at(0), ended: at(1) }),
      group("load", { isColon: true, read: 7, started: at(2), ended: at(5) }),
    ];
    expect(totalSteps(groups).read).toBe(12);
  });

  it("names the last step that failed", () => {
    const groups = [group("a"), group("b", { failed: 1, completed: 0, lastFailedId: 7n })];
    expect(totalSteps(groups)).toMatchObject({ failedStep: "b", currentStep: null });
  });
});

describe("the manager of a group of workers", () => {
  it("is the step of the same name, or the one whose time encloses theirs", () => {
    const enclosing = group("manager", { started: at(0), ended: at(10) });
    const workers = group("worker", { isColon: true, started: at(1), ended: at(9) });
    const twin = group("worker", { firstId: 1n });
    expect(managerOf(workers, [enclosing, workers])).toBe(enclosing);
    expect(managerOf(workers, [enclosing, twin, workers])).toBe(twin);
  });
});
