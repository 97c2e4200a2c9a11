import type { StepExecution } from "../model/step-execution.ts";

/**
 * What is taken back when a chunk rolls back after its metadata was written: VERSION, WRITE_COUNT, FILTER_COUNT, COMMIT_COUNT and the
 * context. Read and skip counts stay, since those items are not read again.
 * @see Spring Batch TaskletStep.ChunkTransactionCallback
 */
export function snapshotOf(step: StepExecution): { restore(): void } {
  const { version, writeCount, filterCount, commitCount, lastUpdated } = step;
  const context = step.context.copy();
  return {
    restore() {
      step.context.restore(context);
      Object.assign(step, { version, writeCount, filterCount, commitCount, lastUpdated });
    },
  };
}
