import type { Step } from "../definition/flow.ts";
import { JobInterruptedError, StaleExecutionError } from "../errors.ts";
import { releaseStream } from "../item/composite-stream.ts";
import type { Awaitable, ItemStream } from "../item/item-stream.ts";
import { isGreaterThan, upgradeStatus } from "../model/batch-status.ts";
import { andExitStatus, type ExitStatus, exitStatus } from "../model/exit-status.ts";
import type { JobExecution } from "../model/job-execution.ts";
import type { StepExecution } from "../model/step-execution.ts";
import type { Generation } from "../repository/table-layout.ts";
import { runChunks } from "./chunk-runner.ts";
import { exitStatusOf, isInterruption } from "./exit-description.ts";
import { runFlowStep } from "./flow-step-runner.ts";
import { FRAMEWORK_VERSION, VERSION_KEY } from "./framework-keys.ts";
import { runJobStep } from "./job-step-runner.ts";
import { callForward } from "./listener-calls.ts";
import { runPartitions } from "./partition-runner.ts";
import type { RunEnvironment } from "./run-environment.ts";
import type { StepRun } from "./step-run.ts";
import { watchForStop } from "./stop-watch.ts";
import { runTasklet } from "./tasklet-runner.ts";

/**
 * Runs one StepExecution: open, run, settle, close. Nothing is thrown for what the step does; the row says it.
 *
 * @throws {StaleExecutionError} when another process changed the row: this one has lost the right to write
 * @see Spring Batch AbstractStep#execute (5.x)
 */
export async function runStep(
  step: Step,
  stepExecution: StepExecution,
  jobExecution: JobExecution,
  parameters: unknown,
  environment: RunEnvironment,
): Promise<void> {
  const { repository, clock, layout } = environment;
  const run = startRun(step, stepExecution, jobExecution, parameters, environment);
  if (layout.generation !== 4) stepExecution.context.put(VERSION_KEY, FRAMEWORK_VERSION);
  stepExecution.startTime = clock.now();
  stepExecution.status = "STARTED";
  await repository.updateStepExecution(stepExecution, jobExecution);
  try {
    await callForward(run.listeners, "beforeStep", stepExecution, run.scope);
    await runWatched(step, run);
    if (stepExecution.terminateOnly) throw new JobInterruptedError();
    stepExecution.exitStatus = andExitStatus(exitStatus("COMPLETED"), stepExecution.exitStatus);
    stepExecution.status = upgradeStatus(stepExecution.status, "COMPLETED");
  } catch (error) {
    if (error instanceof StaleExecutionError) {
      await endStreams(run, releaseStream);
      throw error;
    }
    fail(stepExecution, error, layout.generation);
  }
  await settle(step, run);
}

/** FAILED, or STOPPED by an interruption, for the reason that the exit then gives. */
function fail(stepExecution: StepExecution, error: unknown, generation: Generation): void {
  stepExecution.failures.push(error);
  stepExecution.status = upgradeStatus(stepExecution.status, isInterruption(error) ? "STOPPED" : "FAILED");
  stepExecution.exitStatus = andExitStatus(stepExecution.exitStatus, exitStatusOf(error, generation));
}

/** Steps of the other kinds wait for nothing themselves: their inner steps are watched. */
async function runWatched(step: Step, run: StepRun): Promise<void> {
  const isWatched = step.kind === "chunk" || step.kind === "tasklet" || step.kind === "job-step";
  const endWatch = isWatched ? watchForStop(run) : null;
  try {
    await runBody(step, run);
  } finally {
    endWatch?.();
  }
}

function runBody(step: Step, run: StepRun): Promise<void> {
  switch (step.kind) {
    case "chunk":
      return runChunks(step, run);
    case "tasklet":
      return runTasklet(step, run);
    case "partitioned":
      return runPartitions(step, run);
    case "flow-step":
      return runFlowStep(step, run);
    case "job-step":
      return runJobStep(step, run);
    default:
      return step satisfies never;
  }
}

function startRun(
  step: Step,
  stepExecution: StepExecution,
  jobExecution: JobExecution,
  parameters: unknown,
  environment: RunEnvironment,
): StepRun {
  const abort = new AbortController();
  return {
    stepExecution,
    jobExecution,
    environment,
    abort,
    // A listener that stands there twice hears everything once.
    listeners: [...new Set(step.listeners)],
    opened: [],
    scope: {
      parameters,
      jobParameters: jobExecution.parameters,
      jobName: jobExecution.instance.jobName,
      stepName: stepExecution.stepName,
      jobInstanceId: jobExecution.instance.id,
      jobExecutionId: jobExecution.id,
      stepExecutionId: stepExecution.id,
      stepContext: stepExecution.context,
      jobContext: jobExecution.context,
      counts: stepExecution,
      database: environment.database,
      clock: environment.clock,
      log: environment.log,
      signal: abort.signal,
    },
  };
}

/** The one place where a step's end is decided and saved, in Spring Batch's order. */
async function settle(step: Step, run: StepRun): Promise<void> {
  const { stepExecution, jobExecution, environment } = run;
  const { repository, clock, layout, log } = environment;
  stepExecution.endTime = clock.now();
  try {
    stepExecution.exitStatus = andExitStatus(stepExecution.exitStatus, await ownExitCode(step, run));
  } catch (error) {
    fail(stepExecution, error, layout.generation);
  }
  try {
    // 6.x saves the end before its listeners hear of it, and once more with what they made of it.
    if (layout.generation === 6) await repository.updateStepWithContext(stepExecution, jobExecution);
    stepExecution.exitStatus = andExitStatus(stepExecution.exitStatus, await afterStep(run));
    await repository.updateStepWithContext(stepExecution, jobExecution);
  } catch (error) {
    // Who cannot save does not know whether the step is still its own.
    await endStreams(run, releaseStream);
    if (error instanceof StaleExecutionError) throw error;
    stepExecution.status = "UNKNOWN";
    stepExecution.exitStatus = andExitStatus(stepExecution.exitStatus, exitStatus("UNKNOWN"));
    stepExecution.failures.push(error);
    log.error({ stepExecutionId: String(stepExecution.id), error: String(error) }, "The step's end could not be saved");
    return;
  }
  await endStreams(run, (stream) => stream.close?.());
}

async function ownExitCode(step: Step, { stepExecution }: StepRun): Promise<ExitStatus | null> {
  if (step.kind !== "chunk" || !step.exitCode || isGreaterThan(stepExecution.status, "STARTED")) return null;
  const code = await step.exitCode(stepExecution);
  return code === undefined ? null : exitStatus(code);
}

/** Opinions of the listeners on the exit, combined in reverse order; when one throws, that is logged and none of them counts. */
async function afterStep({ listeners, stepExecution, scope, environment }: StepRun): Promise<ExitStatus | null> {
  let combined: ExitStatus | null = null;
  try {
    for (const listener of listeners.toReversed()) {
      const opinion = await listener.afterStep?.(stepExecution, scope);
      if (opinion === null || opinion === undefined) continue;
      const exit = typeof opinion === "string" ? exitStatus(opinion) : opinion;
      combined = combined ? andExitStatus(combined, exit) : exit;
    }
  } catch (error) {
    environment.log.error({ stepExecutionId: String(stepExecution.id), error: String(error) }, "afterStep failed");
    return null;
  }
  return combined;
}

async function endStreams(
  { opened, environment, stepExecution }: StepRun,
  end: (stream: ItemStream) => Awaitable<void>,
): Promise<void> {
  for (const stream of opened) {
    try {
      await end(stream);
    } catch (error) {
      stepExecution.failures.push(error);
      environment.log.error(
        { stepExecutionId: String(stepExecution.id), error: String(error) },
        "A stream could not be closed",
      );
    }
  }
}
