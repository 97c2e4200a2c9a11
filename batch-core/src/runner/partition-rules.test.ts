import { expect, it } from "vitest";
import type { BatchStatus } from "../model/batch-status.ts";
import { decidePartition } from "./partition-rules.ts";

const NOW = 7n;
const EARLIER = 6n;

/** Spec §12.1: a partition by its last row. */
it.each<[last: BatchStatus | null, where: bigint, allowStartIfComplete: boolean, decision: string]>([
  [null, EARLIER, false, "new"],
  ["COMPLETED", EARLIER, false, "skip"],
  ["COMPLETED", EARLIER, true, "new"],
  ["COMPLETED", NOW, false, "new"],
  ["FAILED", EARLIER, false, "again"],
  ["STOPPED", EARLIER, false, "again"],
  ["FAILED", EARLIER, true, "again"],
])("a partition that was %s in execution %s (allowStartIfComplete %s) is %s", (status, where, allow, decision) => {
  const last = status && { status, jobExecutionId: where };

  expect(
    decidePartition({ stepName: "worker:partition0", last, jobExecutionId: NOW, allowStartIfComplete: allow }),
  ).toBe(decision);
});

it.each<[BatchStatus, RegExp]>([
  ["UNKNOWN", /may or may not be there/],
  ["STARTING", /may be running/],
  ["STARTED", /may be running/],
  ["STOPPING", /may be running/],
  ["ABANDONED", /was abandoned/],
])("a partition that was %s stops the manager", (status, message) => {
  expect(() =>
    decidePartition({
      stepName: "worker:partition0",
      last: { status, jobExecutionId: EARLIER },
      jobExecutionId: NOW,
      allowStartIfComplete: true,
    }),
  ).toThrow(message);
});
