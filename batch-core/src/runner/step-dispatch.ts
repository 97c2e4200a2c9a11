import type { Step } from "../definition/flow.ts";
import { StaleExecutionError } from "../errors.ts";
import { isRunning } from "../model/batch-status.ts";
import { andExitStatus, exitStatus } from "../model/exit-status.ts";
import type { JobExecution } from "../model/job-execution.ts";
import type { StepExecution } from "../model/step-execution.ts";
import { describeError } from "./exit-description.ts";
import type { RunEnvironment } from "./run-environment.ts";
import { runStep } from "./step-runner.ts";

/**
 * Runs a StepExecution beside others: in another thread where the host lends one, else in this one. What the step put into the job's
 * context is in `jobExecution` afterwards, and the row's end in `stepExecution`.
 *
 * Only chunk and tasklet steps go elsewhere; the other kinds do no work of their own.
 *
 * @throws {StaleExecutionError} when another process changed the row
 */
export async function runStepElsewhere(
  step: Step,
  stepExecution: StepExecution,
  jobExecution: JobExecution,
  parameters: unknown,
  environment: RunEnvironment,
): Promise<void> {
  const { repository, stepDispatcher } = environment;
  if (!stepDispatcher || (step.kind !== "chunk" && step.kind !== "tasklet")) {
    return runStep(step, stepExecution, jobExecution, parameters, environment);
  }
  // The other thread reads it from its row.
  if (jobExecution.context.isDirty) await repository.updateJobContext(jobExecution);
  try {
    const { jobContext } = await stepDispatcher.runStep({
      jobExecutionId: jobExecution.id,
      stepExecutionId: stepExecution.id,
      stepName: step.name,
    });
    for (const [key, value] of jobContext) jobExecution.context.put(key, value);
    await takeOverRow(stepExecution, environment);
  } catch (error) {
    if (error instanceof StaleExecutionError) throw error;
    await takeOverRow(stepExecution, environment);
    if (isRunning(stepExecution.status)) await settleLost(stepExecution, jobExecution, error, environment);
  }
}

async function takeOverRow(stepExecution: StepExecution, { repository }: RunEnvironment): Promise<void> {
  const stored = await repository.getStepExecution(stepExecution.id);
  if (!stored) throw new StaleExecutionError("step", stepExecution.id, stepExecution.version);
  Object.assign(stepExecution, stored);
}

/** Whoever ran it cannot say any more how it ended. */
async function settleLost(
  stepExecution: StepExecution,
  jobExecution: JobExecution,
  error: unknown,
  { repository, clock }: RunEnvironment,
): Promise<void> {
  stepExecution.failures.push(error);
  stepExecution.status = "FAILED";
  stepExecution.exitStatus = andExitStatus(stepExecution.exitStatus, exitStatus("FAILED", describeError(error)));
  stepExecution.endTime = clock.now();
  await repository.updateStepExecution(stepExecution, jobExecution);
}
