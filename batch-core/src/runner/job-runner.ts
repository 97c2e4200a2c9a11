import type { Job } from "../definition/define-job.ts";
import { parameterValues } from "../definition/job-parameters-schema.ts";
import { StaleExecutionError } from "../errors.ts";
import { isGreaterThan, maxStatus, upgradeStatus } from "../model/batch-status.ts";
import { andExitStatus, exitStatus } from "../model/exit-status.ts";
import type { JobExecution } from "../model/job-execution.ts";
import { exitStatusOf, isInterruption } from "./exit-description.ts";
import { runJobFlow } from "./flow-runner.ts";
import { FRAMEWORK_VERSION, VERSION_KEY } from "./framework-keys.ts";
import { callForward, callReverse } from "./listener-calls.ts";
import type { RunEnvironment } from "./run-environment.ts";

const NOTHING_TO_DO = "Nothing was done: every step was complete already, or the job has no steps.";

/**
 * Runs one JobExecution to its end: start, walk the flow, settle the status. Never throws for what the job does; the execution says it.
 *
 * @returns the execution, its status final and saved. When another process ended it meanwhile, its row stays as that process left it.
 * @see Spring Batch AbstractJob#execute (4.x and 5.x)
 */
export async function runJob(job: Job, execution: JobExecution, environment: RunEnvironment): Promise<JobExecution> {
  const { log } = environment;
  try {
    await attempt(job, execution, environment);
    await settle(job, execution, environment);
  } catch (error) {
    if (!(error instanceof StaleExecutionError)) throw error;
    log.warn({ jobExecutionId: String(execution.id) }, `Gave up: ${error.message}`);
    await settleStale(execution, environment);
  }
  return execution;
}

/** Somebody else changed our rows. If they ended the execution it is theirs; if it still counts as running nobody knows its state. */
async function settleStale(execution: JobExecution, { repository, clock }: RunEnvironment): Promise<void> {
  execution.status = "UNKNOWN";
  execution.exitStatus = exitStatus("UNKNOWN", "A row of this execution was changed by another process while it ran.");
  execution.endTime = clock.now();
  await repository.updateJobExecution(execution).catch((error: unknown) => {
    if (!(error instanceof StaleExecutionError)) throw error;
  });
  const stored = await repository.getJobExecution(execution.id);
  if (stored)
    Object.assign(execution, { status: stored.status, exitStatus: stored.exitStatus, endTime: stored.endTime });
}

async function attempt(job: Job, execution: JobExecution, environment: RunEnvironment): Promise<void> {
  const { repository, clock, layout } = environment;
  try {
    if (layout.generation !== 4) execution.context.put(VERSION_KEY, FRAMEWORK_VERSION);
    const parameters = parameterValues(job, execution.parameters, layout);
    // One that was stopped before it began is STOPPING here and stays so: the body ends it at once.
    execution.startTime = clock.now();
    execution.status = upgradeStatus(execution.status, "STARTED");
    await repository.updateJobExecution(execution);
    await callForward(job.listeners, "beforeJob", execution);
    await runJobFlow(job.flow, execution, parameters, environment);
  } catch (error) {
    if (error instanceof StaleExecutionError) throw error;
    execution.failures.push(error);
    execution.exitStatus = exitStatusOf(error, layout.generation);
    execution.status = maxStatus(execution.status, isInterruption(error) ? "STOPPED" : "FAILED");
  }
}

async function settle(job: Job, execution: JobExecution, environment: RunEnvironment): Promise<void> {
  const { repository, clock, layout, log } = environment;
  if (!isGreaterThan(execution.status, "STOPPED") && execution.stepExecutions.length === 0) {
    execution.exitStatus = andExitStatus(execution.exitStatus, exitStatus("NOOP", NOTHING_TO_DO));
  }
  execution.endTime = clock.now();
  // 6.x saves the end before its listeners hear of it, and once more with what they made of it.
  const savesTwice = layout.generation === 6;
  if (savesTwice) await repository.updateJobExecution(execution);
  try {
    await callReverse(job.listeners, "afterJob", execution);
  } catch (error) {
    log.error({ jobExecutionId: String(execution.id), error: String(error) }, "afterJob failed");
  }
  await repository.updateJobExecution(execution, { endedByUs: savesTwice });
}
