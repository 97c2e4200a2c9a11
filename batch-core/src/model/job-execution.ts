import type { BatchStatus } from "./batch-status.ts";
import type { ExecutionContext } from "./execution-context.ts";
import type { ExitStatus } from "./exit-status.ts";
import type { JobInstance } from "./job-instance.ts";
import type { JobParameters } from "./job-parameters.ts";
import type { StepExecution } from "./step-execution.ts";

/**
 * JobExecution: one attempt at a JobInstance. Mutable, and owned by the runner that executes it; everybody else reads.
 * Times are instants; null means that it has not happened.
 */
export interface JobExecution {
  readonly id: bigint;
  readonly instance: JobInstance;
  readonly parameters: JobParameters;
  version: number;
  status: BatchStatus;
  exitStatus: ExitStatus;
  readonly createTime: Date;
  startTime: Date | null;
  endTime: Date | null;
  lastUpdated: Date | null;
  context: ExecutionContext;
  /** Rows of this attempt, oldest first. Steps that an earlier attempt completed are not among them. */
  readonly stepExecutions: StepExecution[];
  /** What went wrong, oldest first; in memory only. */
  readonly failures: unknown[];
}
