import type { Clock } from "../clock.ts";
import type { Logger } from "../logger.ts";
import type { ExecutionContext } from "../model/execution-context.ts";
import type { JobParameters } from "../model/job-parameters.ts";
import type { StepCounts } from "../model/step-execution.ts";
import type { Database } from "../repository/database.ts";

/**
 * What a step's factories and functions can see of the StepExecution they serve: Spring Batch's late binding.
 * `parameters` are the values of the job's schema; `jobParameters` the same as they are stored.
 */
export interface StepScope<P = unknown> {
  readonly parameters: P;
  readonly jobParameters: JobParameters;
  readonly jobName: string;
  readonly stepName: string;
  readonly jobInstanceId: bigint;
  readonly jobExecutionId: bigint;
  readonly stepExecutionId: bigint;
  /** Saved with every chunk. */
  readonly stepContext: ExecutionContext;
  /** Saved when the step ends. */
  readonly jobContext: ExecutionContext;
  /** Counters of the step as of the last commit. */
  readonly counts: Readonly<StepCounts>;
  /** The database that also holds the `BATCH_*` tables. */
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /**
   * Aborted within about a second when the execution is asked to stop: pass it to whatever can wait for long. What is broken off so rolls
   * back and ends the step as STOPPED; a restart repeats it.
   */
  readonly signal: AbortSignal;
}
