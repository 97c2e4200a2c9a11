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
  /** Whether its executions are asked before the job and their steps: in 6.x. */
  readonly executionsFirst?: boolean;
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
  const byExecutions = () => refuseExecutions(launch);
  const byJob = () => refuseJob(launch, newest.id) ?? refuseSteps(jobName, newest.id, lastSteps);
  const refusal = launch.executionsFirst ? (byExecutions() ?? byJob()) : (byJob() ?? byExecutions());
  if (refusal) return refusal;
  if (launch.contextProblem) {
    return new JobRestartError(
      `${launch.contextProblem} A new attempt would begin from nothing and save over it, so it is not made. Mend the stored context, or change an identifying parameter to run a new instance.`,
    );
  }
  return null;
}

function refuseJob({ jobName, restartable, jobInstanceId }: LaunchCase, newestId: bigint): BatchError | null {
  if (restartable) return null;
  return new JobRestartError(
    `Job "${jobName}" prevents restarts, and instance ${jobInstanceId} already ran as execution ${newestId}. Change an identifying parameter to run a new instance.`,
  );
}

function refuseSteps(jobName: string, newestId: bigint, lastSteps: LaunchCase["lastSteps"]): BatchError | null {
  for (const step of lastSteps) {
    if (isRunning(step.status)) return new JobExecutionAlreadyRunningError(jobName, newestId);
    if (step.status === "UNKNOWN") return unknown(jobName, newestId, ` at step "${step.stepName}"`);
  }
  return null;
}

function refuseExecutions({ jobName, jobInstanceId, executions, rerunsComplete }: LaunchCase): BatchError | null {
  for (const { id, status } of executions) {
    if (isRunning(status)) return new JobExecutionAlreadyRunningError(jobName, id);
    if (status === "UNKNOWN") return unknown(jobName, id, "");
    if ((status === "COMPLETED" || status === "ABANDONED") && !rerunsComplete) {
      return new JobInstanceAlreadyCompleteError(jobName, jobInstanceId, id, status);
    }
  }
  return null;
}

function unknown(jobName: string, jobExecutionId: bigint, where: string): JobRestartError {
  return new JobRestartError(
    `Execution ${jobExecutionId} of job "${jobName}" ended as UNKNOWN${where}: its data may or may not be there. Look at it, then recover it as failed or abandon it.`,
  );
}
