import type { ChunkStep } from "../definition/chunk-step.ts";
import { CommitOutcomeUnknownError, JobInterruptedError, StaleExecutionError } from "../errors.ts";
import type { ItemReader } from "../item/item-reader.ts";
import type { ItemStream } from "../item/item-stream.ts";
import type { ItemWriter } from "../item/item-writer.ts";
import type { Transaction } from "../repository/database.ts";
import { callForward, callReverse } from "./listener-calls.ts";
import type { StepRun } from "./step-runner.ts";
import { snapshotOf } from "./step-snapshot.ts";
import { CHUNK_TASKLET_TYPE, STEP_TYPE_KEY, TASKLET_STEP_TYPE, TASKLET_TYPE_KEY } from "./step-types.ts";

/** The parts of a chunk step, made for one StepExecution. */
export interface ChunkParts {
  readonly reader: ItemReader<unknown>;
  readonly process: ((item: unknown) => unknown) | null;
  readonly writer: ItemWriter<unknown>;
  /** Reader, processor, writer and the step's further streams: all that keeps a position or takes part in the commit. */
  readonly streams: readonly ItemStream[];
}

/** What one chunk adds to the counters of its step; applied whether or not the chunk commits. */
interface Contribution {
  readCount: number;
  filterCount: number;
  writeCount: number;
}

/**
 * Runs a chunk step's body: chunk after chunk until the reader has no more.
 *
 * @throws whatever a part throws: the step fails with that very error
 * @throws {JobInterruptedError} at a chunk boundary, when the execution was asked to stop
 * @see Spring Batch TaskletStep with ChunkOrientedTasklet (the "legacy" chunk step of 4.x and 5.x)
 */
export async function runChunks(step: ChunkStep, run: StepRun): Promise<void> {
  const { stepExecution, environment } = run;
  const parts = makeParts(step, run);
  for (const stream of parts.streams) {
    run.opened.push(stream);
    await stream.open?.(stepExecution.context);
  }
  stepExecution.context.put(TASKLET_TYPE_KEY, CHUNK_TASKLET_TYPE);
  stepExecution.context.put(STEP_TYPE_KEY, TASKLET_STEP_TYPE);
  await updateStreams(parts, run);
  await environment.repository.updateStepContext(stepExecution);
  for (;;) {
    if (stepExecution.terminateOnly) {
      run.abort.abort(new JobInterruptedError());
      throw new JobInterruptedError();
    }
    if (await runChunk(step, parts, run)) return;
  }
}

function makeParts(step: ChunkStep, run: StepRun): ChunkParts {
  const { scope } = run;
  const reader = step.reader(scope);
  const processor = step.makeProcessor?.(scope) ?? null;
  const writer = step.writer(scope);
  const { processor: processFunction } = step;
  const process = processor
    ? (item: unknown) => processor.process(item)
    : processFunction
      ? (item: unknown) => processFunction(item, scope)
      : null;
  const streams = [reader, ...(processor ? [processor] : []), writer, ...(step.streams?.(scope) ?? [])];
  return { reader, process, writer, streams: [...new Set(streams)] };
}

/**
 * Runs one chunk: reads up to `chunkSize` items, processes them, writes what is left, commits.
 *
 * Written items, reader position, context and counters commit in one transaction, so a restart begins at the first item of the first
 * chunk that did not commit. The transaction opens after read and process, so that a slow processor holds no locks.
 *
 * @returns true when the input has ended
 */
async function runChunk(step: ChunkStep, parts: ChunkParts, run: StepRun): Promise<boolean> {
  const { stepExecution, environment, listeners } = run;
  const before = snapshotOf(stepExecution);
  const contribution: Contribution = { readCount: 0, filterCount: 0, writeCount: 0 };
  let metadataWasWritten = false;
  let ended = false;
  try {
    await callForward(listeners, "beforeChunk", stepExecution);
    await environment.database.transaction(async (transaction) => {
      try {
        const items = await readChunk(step.chunkSize, parts, run, contribution);
        ended = items.length < step.chunkSize;
        await environment.crash?.("after-read");
        if (items.length > 0) await processAndWrite(items, parts, run, contribution, transaction);
        await environment.crash?.("after-write");
      } finally {
        stepExecution.readCount += contribution.readCount;
        stepExecution.filterCount += contribution.filterCount;
        stepExecution.writeCount += contribution.writeCount;
      }
      metadataWasWritten = true;
      await saveChunk(parts, run, transaction);
      await environment.crash?.("before-commit");
    });
    await environment.crash?.("after-commit");
    await callReverse(listeners, "afterChunk", stepExecution);
    return ended;
  } catch (error) {
    if (error instanceof CommitOutcomeUnknownError && (await didCommit(run))) return ended;
    for (const stream of parts.streams) await stream.afterRollback?.();
    if (error instanceof StaleExecutionError) throw error;
    if (metadataWasWritten) before.restore();
    stepExecution.rollbackCount += 1;
    await callReverse(listeners, "afterChunkError", stepExecution, error);
    throw error;
  }
}

async function readChunk(
  chunkSize: number,
  { reader }: ChunkParts,
  { listeners }: StepRun,
  contribution: Contribution,
): Promise<unknown[]> {
  const items: unknown[] = [];
  const listens = listeners.some((listener) => listener.beforeRead || listener.afterRead || listener.onReadError);
  while (items.length < chunkSize) {
    const next = listens ? readHeard(reader, listeners) : reader.read();
    const item = next instanceof Promise ? await next : next;
    if (item === null) break;
    items.push(item);
    contribution.readCount += 1;
  }
  return items;
}

async function readHeard(reader: ItemReader<unknown>, listeners: StepRun["listeners"]): Promise<unknown> {
  try {
    await callForward(listeners, "beforeRead");
    const item = await reader.read();
    if (item !== null) await callReverse(listeners, "afterRead", item);
    return item;
  } catch (error) {
    await callReverse(listeners, "onReadError", error);
    throw error;
  }
}

async function processAndWrite(
  items: readonly unknown[],
  { process, writer }: ChunkParts,
  { listeners }: StepRun,
  contribution: Contribution,
  transaction: Transaction,
): Promise<void> {
  const outputs = process ? await processAll(items, process, listeners) : items;
  contribution.filterCount = items.length - outputs.length;
  try {
    await callForward(listeners, "beforeWrite", outputs);
    await writer.write(outputs, { transaction });
    await callReverse(listeners, "afterWrite", outputs);
  } catch (error) {
    await callReverse(listeners, "onWriteError", error, outputs);
    throw error;
  }
  contribution.writeCount = outputs.length;
}

async function processAll(
  items: readonly unknown[],
  process: (item: unknown) => unknown,
  listeners: StepRun["listeners"],
): Promise<unknown[]> {
  const listens = listeners.some(
    (listener) => listener.beforeProcess || listener.afterProcess || listener.onProcessError,
  );
  const outputs: unknown[] = [];
  for (const item of items) {
    const result = listens ? processHeard(item, process, listeners) : process(item);
    const output = result instanceof Promise ? await result : result;
    if (output !== null && output !== undefined) outputs.push(output);
  }
  return outputs;
}

async function processHeard(
  item: unknown,
  process: (item: unknown) => unknown,
  listeners: StepRun["listeners"],
): Promise<unknown> {
  await callForward(listeners, "beforeProcess", item);
  try {
    const result = (await process(item)) ?? null;
    await callReverse(listeners, "afterProcess", item, result);
    return result;
  } catch (error) {
    await callReverse(listeners, "onProcessError", item, error);
    throw error;
  }
}

async function saveChunk(parts: ChunkParts, run: StepRun, transaction: Transaction): Promise<void> {
  const { stepExecution, jobExecution, environment } = run;
  await updateStreams(parts, run);
  stepExecution.commitCount += 1;
  if (stepExecution.context.isDirty) {
    await environment.repository.updateStepWithContext(stepExecution, jobExecution, transaction);
  } else {
    await environment.repository.updateStepExecution(stepExecution, jobExecution, transaction);
  }
  for (const stream of parts.streams) await stream.beforeCommit?.();
}

async function updateStreams(parts: ChunkParts, { stepExecution }: StepRun): Promise<void> {
  for (const stream of parts.streams) await stream.update?.(stepExecution.context);
}

/** The row's VERSION tells: the chunk raised it by one. */
async function didCommit({ stepExecution, environment }: StepRun): Promise<boolean> {
  return (await environment.repository.readStepVersion(stepExecution.id)) === stepExecution.version;
}
