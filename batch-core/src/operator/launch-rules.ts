import {
  type BatchError,
  JobExecutionAlreadyRunningError,
  JobInstanceAlreadyCompleteError,
  JobRestartError,
} from "../errors.ts";
import { isRunning } from "../model/batch-status.ts";
import type { JobExecution } from "../model/job-execution.ts";
import type { StepExecution } from "../model/step-execution.ts";

/** What is known of an instance that somebody wants to run. */
export interface LaunchCase {
  readonly jobName: string;
  readonly restartable: boolean;
  readonly jobInstanceId: bigint;
  /** Whether a complete instance may run again: in 4.x and 5.x, when no parameters name it. */
  readonly rerunsComplete: boolean;
  /** Newest first. */
  readonly executions: readonly Pick<JobExecution, "id" | "status">[];
  /** Why a context that the next attempt would start from cannot be read; a sentence. */
  readonly contextProblem?: string | null;
  /** Step rows of the newest execution. */
  readonly lastSteps: readonly Pick<StepExecution, "stepName" | "status">[];
}

/**
 * May this existing instance be run again? Null when it may.
 * @see Spring Batch SimpleJobLauncher#run and SimpleJobRepository#createJobExecution, 5.2; for 6.x TaskExecutorJobOperator; spec §4.2
 */
export function refuseLaunch(launch: LaunchCase): BatchError | null {
  const { jobName, executions, lastSteps } = launch;
  const [newest] = executions;
  if (!newest) {
    return new JobRestartError(
      `Instance ${launch.jobInstanceId} of job "${jobName}" has no execution to continue. Change an identifying parameter to run a new instance.`,
    );
  }
  if (!launch.restartable) {
    return new JobRestartError(
      `Job "${jobName}" prevents restarts, and instance ${launch.jobInstanceId} already ran as execution ${newest.id}. Change an identifying parameter to run a new instance.`,
    );
  }
  for (const step of lastSteps) {
    if (isRunning(step.status)) return new JobExecutionAlreadyRunningError(jobName, newest.id);
    if (step.status === "UNKNOWN") return unknown(jobName, newest.id, ` at step "${step.stepName}"`);
  }
  for (const { id, status } of executions) {
    if (isRunning(status)) return new JobExecutionAlreadyRunningError(jobName, id);
    if (status === "UNKNOWN") return unknown(jobName, id, "");
    if ((status === "COMPLETED" || status === "ABANDONED") && !launch.rerunsComplete) {
      return new JobInstanceAlreadyCompleteError(jobName, launch.jobInstanceId, id, status);
    }
  }
  if (launch.contextProblem) {
    return new JobRestartError(
      `${launch.contextProblem} A new attempt would begin from nothing and save over it, so it is not made. Mend the stored context, or change an identifying parameter to run a new instance.`,
    );
  }
  return null;
}

function unknown(jobName: string, jobExecutionId: bigint, where: string): JobRestartError {
  return new JobRestartError(
    `Execution ${jobExecutionId} of job "${jobName}" ended as UNKNOWN${where}: its data may or may not be there. Look at it, then recover it as failed or abandon it.`,
  );
}
