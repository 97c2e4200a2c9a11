import type { StepCounts } from "../../src/index.ts";

/** The counters in the order of the tables of outcomes: read, filter, write, commit, rollback, then read, process and write skips. */
export function outcomeCounts(step: StepCounts): number[] {
  return [
    step.readCount,
    step.filterCount,
    step.writeCount,
    step.commitCount,
    step.rollbackCount,
    step.readSkipCount,
    step.processSkipCount,
    step.writeSkipCount,
  ];
}
