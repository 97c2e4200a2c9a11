import type { Step } from "../definition/flow.ts";
import { JobInterruptedError, JobRestartError, StartLimitExceededError } from "../errors.ts";
import { ExecutionContext } from "../model/execution-context.ts";
import type { JobExecution } from "../model/job-execution.ts";
import type { StepExecution } from "../model/step-execution.ts";
import type { LastStepExecution } from "../repository/job-repository.ts";
import type { RunEnvironment } from "./run-environment.ts";
import { runStepElsewhere } from "./step-dispatch.ts";
import { runStep } from "./step-runner.ts";

/** Set on a step's context once it ran; in memory, so that a later save does not carry it into the next attempt. */
export const EXECUTED_KEY = "batch.executed";

export interface StepHandling {
  /** What the context of a step that begins anew is a copy of. */
  readonly baseContext?: ExecutionContext | null;
  /** Other steps run at the same time: in another thread, where the host lends one. */
  readonly elsewhere?: boolean;
}

/**
 * Runs a step if it has to run: not when an earlier attempt of this instance completed or abandoned it. Then the old row is returned, and
 * its exit code drives what follows; no new row is written.
 *
 * @throws {JobInterruptedError} when the execution is to stop, before or after the step
 * @throws {JobRestartError} when the step's last row is UNKNOWN
 * @throws {StartLimitExceededError}
 * @see Spring Batch SimpleStepHandler
 */
export async function handleStep(
  step: Step,
  execution: JobExecution,
  parameters: unknown,
  environment: RunEnvironment,
  { baseContext = null, elsewhere = false }: StepHandling = {},
): Promise<StepExecution> {
  if (isStopping(execution)) throw new JobInterruptedError();
  const { repository } = environment;
  const last = await repository.findLastStepExecution(execution.instance, step.name);
  // A name used twice in one execution: the step runs again.
  const earlier = last && last.step.jobExecutionId !== execution.id ? last : null;
  if (earlier && !mustRun(step, earlier)) return earlier.step;
  if (last && step.startLimit && last.startCount >= step.startLimit) {
    throw new StartLimitExceededError(step.name, step.startLimit);
  }

  const stepExecution = await repository.createStepExecution(execution, step.name, contextFor(earlier, baseContext));
  execution.stepExecutions.push(stepExecution);
  if (elsewhere) await runStepElsewhere(step, stepExecution, execution, parameters, environment);
  else await runStep(step, stepExecution, execution, parameters, environment);
  await repository.updateJobContext(execution);
  if (stepExecution.status === "STOPPING" || stepExecution.status === "STOPPED") {
    execution.status = "STOPPING";
    throw new JobInterruptedError();
  }
  return stepExecution;
}

function mustRun(step: Step, { step: last }: LastStepExecution): boolean {
  if (last.status === "UNKNOWN") {
    throw new JobRestartError(
      `Step "${step.name}" ended as UNKNOWN in execution ${last.jobExecutionId}: its data may or may not be there. Look, then mark the execution as failed or abandoned.`,
    );
  }
  return !((last.status === "COMPLETED" && !step.allowStartIfComplete) || last.status === "ABANDONED");
}

/** A step that did not complete goes on from where it was; any other begins anew. */
function contextFor(earlier: LastStepExecution | null, base: ExecutionContext | null): ExecutionContext {
  if (!earlier || earlier.step.status === "COMPLETED") return base?.copy() ?? new ExecutionContext();
  const context = earlier.step.context.copy();
  context.remove(EXECUTED_KEY);
  return context;
}

function isStopping({ status }: JobExecution): boolean {
  return status === "STOPPING" || status === "STOPPED";
}
