import type { ChunkStep } from "../definition/chunk-step.ts";
import { CommitOutcomeUnknownError, JobInterruptedError, StaleExecutionError } from "../errors.ts";
import { LateInsertError, type Transaction } from "../repository/database.ts";
import { type ChunkParts, type Contribution, makeParts, noContribution } from "./chunk-parts.ts";
import type { ChunkWork } from "./chunk-work.ts";
import { faultToleranceOf } from "./fault-tolerance.ts";
import { faultTolerantChunk } from "./fault-tolerant-chunk.ts";
import { CHUNK_TASKLET_TYPE, STEP_TYPE_KEY, TASKLET_STEP_TYPE, TASKLET_TYPE_KEY } from "./framework-keys.ts";
import { callForward, callReverse, tellRollback } from "./listener-calls.ts";
import { plainChunk } from "./plain-chunk.ts";
import type { StepRun } from "./step-run.ts";
import { snapshotOf } from "./step-snapshot.ts";

/**
 * Runs a chunk step's body: chunk after chunk until the reader has no more.
 *
 * @throws whatever a part throws and the step does not tolerate: the step fails with that very error
 * @throws {JobInterruptedError} at a chunk boundary, when the execution was asked to stop
 * @see Spring Batch TaskletStep with ChunkOrientedTasklet (the "legacy" chunk step of 4.x and 5.x)
 */
export async function runChunks(step: ChunkStep, run: StepRun): Promise<void> {
  const { stepExecution, environment } = run;
  const parts = makeParts(step, run);
  await openStreams(parts, run);
  const tolerance = faultToleranceOf(step);
  const work = tolerance
    ? faultTolerantChunk(step, parts, tolerance, run)
    : plainChunk(parts, step.concurrency ?? 1, run);
  stepExecution.context.put(TASKLET_TYPE_KEY, CHUNK_TASKLET_TYPE);
  stepExecution.context.put(STEP_TYPE_KEY, TASKLET_STEP_TYPE);
  await work.begin?.();
  await work.update(stepExecution.context);
  await environment.repository.updateStepContext(stepExecution);
  try {
    for (;;) {
      if (stepExecution.terminateOnly) throw new JobInterruptedError();
      if (await runChunk(work, parts, run)) return;
    }
  } finally {
    await work.end?.();
  }
}

/**
 * Files may be those of a restart by now, if a listener took its time and the execution was recovered meanwhile: opening them cuts them back.
 * @throws {StaleExecutionError} before anything is touched
 */
async function openStreams({ streams }: ChunkParts, { stepExecution, environment, opened }: StepRun): Promise<void> {
  if (streams.some((stream) => stream.release)) {
    const stored = await environment.repository.getStepExecution(stepExecution.id);
    if (stored?.version !== stepExecution.version) {
      throw new StaleExecutionError("step", stepExecution.id, stepExecution.version);
    }
  }
  for (const stream of streams) {
    opened.push(stream);
    await stream.open?.(stepExecution.context);
  }
}

/**
 * Runs one chunk: reads, processes, writes what is left, commits.
 *
 * Written items, reader position, context and counters commit in one transaction, so a restart begins at the first item of the first
 * chunk that did not commit. A writer that reaches outside that transaction (a mail, another system) sees those items a second time.
 *
 * @returns true when the step's input has ended
 */
async function runChunk(work: ChunkWork, parts: ChunkParts, run: StepRun): Promise<boolean> {
  const { stepExecution, environment, listeners } = run;
  const before = snapshotOf(stepExecution);
  const contribution = noContribution();
  let metadataWasWritten = false;
  let ended = false;
  // What fails before or after the work itself is nothing that an item could be skipped or tried again for.
  let working = false;
  // A chunk that a listener did not let begin is no rollback.
  let begun = false;
  try {
    await callForward(listeners, "beforeChunk", stepExecution, run.scope);
    begun = true;
    await environment.database.transaction(async (transaction) => {
      try {
        working = true;
        ended = await work.run(transaction, contribution);
        working = false;
        if (environment.crash) await environment.crash("after-write");
      } finally {
        apply(contribution, run);
      }
      metadataWasWritten = true;
      await commitChunk(work, parts, run, transaction);
    });
  } catch (thrown) {
    const refused = thrown instanceof LateInsertError;
    const error = refused ? thrown.refusal : thrown;
    const answerLost = error instanceof CommitOutcomeUnknownError && stepExecution.version > before.version;
    if (!(answerLost && (await environment.repository.settleLostCommit(stepExecution)))) {
      for (const stream of parts.streams) await stream.afterRollback?.();
      if (error instanceof StaleExecutionError) throw error;
      if (metadataWasWritten) before.restore({ version: !answerLost });
      // The write has failed, as late as with the commit: what was filtered before it counts.
      if (refused) stepExecution.filterCount += contribution.filterCount;
      if (begun) stepExecution.rollbackCount += 1;
      await tellRollback(run, error);
      const waitMs = await work.afterRollback(error);
      if (!working || !work.mayGoOn(error)) throw error;
      if (waitMs > 0) await environment.clock.sleep(waitMs, run.scope.signal);
      return false;
    }
  }
  work.afterCommit();
  if (environment.crash) await environment.crash("after-commit");
  await callReverse(listeners, "afterChunk", stepExecution, run.scope);
  return ended;
}

function apply(contribution: Contribution, { stepExecution }: StepRun): void {
  stepExecution.readCount += contribution.readCount;
  stepExecution.filterCount += contribution.filterCount;
  stepExecution.writeCount += contribution.writeCount;
  stepExecution.readSkipCount += contribution.readSkipCount;
  stepExecution.processSkipCount += contribution.processSkipCount;
  stepExecution.writeSkipCount += contribution.writeSkipCount;
}

/**
 * Saves positions and counters and commits. Files are made real only once the step row was found to be still ours: whoever took the step
 * over may be writing them already.
 */
async function commitChunk(work: ChunkWork, parts: ChunkParts, run: StepRun, transaction: Transaction): Promise<void> {
  const { stepExecution, jobExecution, environment } = run;
  const { repository, crash } = environment;
  await work.update(stepExecution.context);
  stepExecution.commitCount += 1;
  if (!parts.streams.some((stream) => stream.beforeCommit)) {
    if (crash) await crash("before-commit");
    return repository.commitStepExecution(stepExecution, jobExecution, transaction);
  }
  if (stepExecution.context.isDirty) {
    await repository.updateStepWithContext(stepExecution, jobExecution, transaction);
  } else {
    await repository.updateStepExecution(stepExecution, jobExecution, transaction);
  }
  for (const stream of parts.streams) await stream.beforeCommit?.();
  await crash?.("before-commit");
}
