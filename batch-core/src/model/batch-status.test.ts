import { describe, expect, it } from "vitest";
import {
  BATCH_STATUSES,
  type BatchStatus,
  isAtLeast,
  isBatchStatus,
  isGreaterThan,
  isRunning,
  isUnsuccessful,
  matchStatus,
  maxStatus,
  upgradeStatus,
} from "./batch-status.ts";

/** Row = current status, column = what it hears of, in the order of the tuple. Spring Batch 4.3, 5.2 and 6.0 agree on every cell. */
const UPGRADES: Record<BatchStatus, string> = {
  COMPLETED: "COMPLETED COMPLETED COMPLETED STOPPING STOPPED FAILED ABANDONED UNKNOWN",
  STARTING: "COMPLETED STARTING STARTED STOPPING STOPPED FAILED ABANDONED UNKNOWN",
  STARTED: "COMPLETED STARTED STARTED STOPPING STOPPED FAILED ABANDONED UNKNOWN",
  STOPPING: "STOPPING STOPPING STOPPING STOPPING STOPPED FAILED ABANDONED UNKNOWN",
  STOPPED: "STOPPED STOPPED STOPPED STOPPED STOPPED FAILED ABANDONED UNKNOWN",
  FAILED: "FAILED FAILED FAILED FAILED FAILED FAILED ABANDONED UNKNOWN",
  ABANDONED: "ABANDONED ABANDONED ABANDONED ABANDONED ABANDONED ABANDONED ABANDONED UNKNOWN",
  UNKNOWN: "UNKNOWN UNKNOWN UNKNOWN UNKNOWN UNKNOWN UNKNOWN UNKNOWN UNKNOWN",
};

describe("BatchStatus", () => {
  it("is ordered from COMPLETED to UNKNOWN", () => {
    expect(BATCH_STATUSES.join(" ")).toBe("COMPLETED STARTING STARTED STOPPING STOPPED FAILED ABANDONED UNKNOWN");
    for (const [a, status] of BATCH_STATUSES.entries()) {
      for (const [b, other] of BATCH_STATUSES.entries()) {
        expect(isGreaterThan(status, other), `${status} > ${other}`).toBe(a > b);
        expect(isAtLeast(status, other), `${status} >= ${other}`).toBe(a >= b);
        expect(maxStatus(status, other)).toBe(a > b ? status : other);
      }
    }
  });

  it.each(BATCH_STATUSES.map((status) => ({ status })))("$status is upgraded as in Spring Batch", ({ status }) => {
    expect(BATCH_STATUSES.map((other) => upgradeStatus(status, other)).join(" ")).toBe(UPGRADES[status]);
  });

  it("runs while it is STARTING, STARTED or STOPPING", () => {
    expect(BATCH_STATUSES.filter(isRunning)).toEqual(["STARTING", "STARTED", "STOPPING"]);
  });

  it("is unsuccessful from FAILED on", () => {
    expect(BATCH_STATUSES.filter(isUnsuccessful)).toEqual(["FAILED", "ABANDONED", "UNKNOWN"]);
  });

  it.each([
    ["FAILED", "FAILED"],
    ["FAILED_ON_FRIDAY", "FAILED"],
    ["STOPPED BY HAND", "STOPPED"],
    ["COMPLETED WITH SKIPS", "COMPLETED"],
    ["UNKNOWN", "UNKNOWN"],
    ["failed", "COMPLETED"],
    ["CUSTOM", "COMPLETED"],
    ["", "COMPLETED"],
  ] as const)("reads %j as %s", (text, status) => {
    expect(matchStatus(text)).toBe(status);
  });

  it("knows its words and no others", () => {
    expect(BATCH_STATUSES.every(isBatchStatus)).toBe(true);
    expect(["", "completed", "NOOP", "COMPLETED "].some(isBatchStatus)).toBe(false);
  });
});
