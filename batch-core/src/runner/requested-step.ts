import type { Job } from "../definition/define-job.ts";
import type { Step } from "../definition/flow.ts";
import { parameterValues } from "../definition/job-parameters-schema.ts";
import { StaleExecutionError } from "../errors.ts";
import type { ExecutionContext } from "../model/execution-context.ts";
import type { JobExecution } from "../model/job-execution.ts";
import type { RunEnvironment, StepReply } from "./run-environment.ts";
import { runStep } from "./step-runner.ts";

/**
 * Runs a StepExecution that another thread wrote down, to its end.
 *
 * @throws {StaleExecutionError} when its row is not as that thread wrote it: somebody ran, recovered or removed it meanwhile
 */
export async function runRequestedStep(
  job: Job,
  step: Step,
  execution: JobExecution,
  stepExecutionId: bigint,
  environment: RunEnvironment,
): Promise<StepReply> {
  const stepExecution = execution.stepExecutions.find(({ id }) => id === stepExecutionId);
  if (stepExecution?.status !== "STARTING") throw new StaleExecutionError("step", stepExecutionId, 0);
  const before = execution.context.copy();
  const parameters = parameterValues(job, execution.parameters, environment.layout);
  await runStep(step, stepExecution, execution, parameters, environment);
  return { jobContext: changesOf(before, execution.context) };
}

function changesOf(before: ExecutionContext, after: ExecutionContext): StepReply["jobContext"] {
  const set = after.entries().filter(([key, value]) => !Object.is(before.get(key), value));
  const removed = before.entries().filter(([key]) => !after.has(key));
  return [...set, ...removed.map(([key]) => [key, null] as const)];
}
