import type { StepExecution } from "../model/step-execution.ts";

export interface StepSnapshot {
  readonly version: number;
  /** @param options.version  false when the row's VERSION was raised although the chunk did not commit */
  restore(options: { readonly version: boolean }): void;
}

/**
 * What is taken back when a chunk rolls back after its metadata was written: VERSION, WRITE_COUNT, FILTER_COUNT, COMMIT_COUNT and the
 * context. Read and skip counts stay, since those items are not read again.
 * @see Spring Batch TaskletStep.ChunkTransactionCallback
 */
export function snapshotOf(step: StepExecution): StepSnapshot {
  const { version, writeCount, filterCount, commitCount, lastUpdated } = step;
  const context = step.context.copy();
  return {
    version,
    restore(options) {
      step.context.restore(context);
      Object.assign(step, { writeCount, filterCount, commitCount, lastUpdated }, options.version && { version });
    },
  };
}
