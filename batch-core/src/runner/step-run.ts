import type { StepListener } from "../definition/listeners.ts";
import type { StepScope } from "../definition/step-scope.ts";
import type { ItemStream } from "../item/item-stream.ts";
import type { JobExecution } from "../model/job-execution.ts";
import type { StepExecution } from "../model/step-execution.ts";
import type { RunEnvironment } from "./run-environment.ts";

/** One StepExecution at work: what its parts share. */
export interface StepRun {
  readonly stepExecution: StepExecution;
  readonly jobExecution: JobExecution;
  readonly scope: StepScope;
  readonly listeners: readonly StepListener[];
  readonly environment: RunEnvironment;
  /** Streams to close at the end, in the order they were opened. */
  readonly opened: ItemStream[];
  /** Ends the wait of whatever listens to `scope.signal`. */
  readonly abort: AbortController;
}
