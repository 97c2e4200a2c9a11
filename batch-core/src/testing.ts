/** For tests of jobs, readers and writers: launch a job or one step, let it crash, set the clock, compare counters. Any test runner will do. */
export { assertCounts, counts, countsOf } from "./testing/counts.ts";
export type { ExecutionRows, StepRows } from "./testing/execution-rows.ts";
export {
  createJobExecution,
  createJobInstance,
  createStepExecution,
  createStepScope,
} from "./testing/meta-data-instances.ts";
export {
  type Crash,
  type Launcher,
  openTestBatch,
  type StepLaunch,
  type TestBatch,
  type TestBatchOptions,
  uniqueParameters,
} from "./testing/test-batch.ts";
export { type TestClock, testClock } from "./testing/test-clock.ts";
