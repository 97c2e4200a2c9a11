import type { ChunkStep } from "../definition/chunk-step.ts";
import { type CompletionPolicy, itemCount } from "../definition/completion-policy.ts";
import type { StepListener } from "../definition/listeners.ts";
import { JobDefinitionError } from "../errors.ts";
import type { ItemReader, ReadScope } from "../item/item-reader.ts";
import type { Awaitable, ItemStream } from "../item/item-stream.ts";
import type { ItemWriter } from "../item/item-writer.ts";
import { insertionOf } from "../item/sql/insertion.ts";
import type { EngineTransaction, Transaction } from "../repository/database.ts";
import { callForward, callReverse, tell, tellFailure } from "./listener-calls.ts";
import type { StepRun } from "./step-run.ts";

/** The parts of a chunk step, made for one StepExecution, with their listeners called around them. */
export interface ChunkParts {
  /** Null at the end of the input. */
  readonly read: (scope?: ReadScope) => unknown;
  /** The same without a word to the listeners. */
  readonly drop: () => unknown;
  /** What `read` is given; undefined but for a transactional queue. */
  readonly readScope: (transaction: Transaction) => ReadScope | undefined;
  /** Called when the items of a chunk are read: the crash point there. */
  readonly afterRead: () => Awaitable<void>;
  /** Null for an item that is filtered. The same function for every item, so that a step without a processor costs nothing. */
  readonly process: ((item: unknown) => unknown) | null;
  /** @param listeners  `beforeWrite` is not called while a chunk is scanned item by item */
  readonly write: (items: readonly unknown[], transaction: Transaction, isScan?: boolean) => Promise<void>;
  /** Writes with the commit, in its packet; null where somebody would notice that. */
  readonly writeLate: ((items: readonly unknown[], transaction: EngineTransaction) => void) | null;
  /** Reader, processor, writer and the step's further streams: all that keeps a position or takes part in the commit. */
  readonly streams: readonly ItemStream[];
  readonly readerStream: ItemStream;
  readonly completion: CompletionPolicy;
  /** The chunk size where it is a number; null where a policy decides. */
  readonly chunkSize: number | null;
  /** How many items may be read before the chunk before them has committed; null for none. */
  readonly aheadSize: number | null;
}

/** What one chunk adds to the counters of its step; added whether or not the chunk commits. */
export interface Contribution {
  readCount: number;
  filterCount: number;
  writeCount: number;
  readSkipCount: number;
  processSkipCount: number;
  writeSkipCount: number;
}

export function noContribution(): Contribution {
  return { readCount: 0, filterCount: 0, writeCount: 0, readSkipCount: 0, processSkipCount: 0, writeSkipCount: 0 };
}

export function makeParts(step: ChunkStep, { scope, listeners, environment }: StepRun): ChunkParts {
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
  const chunkSize = typeof step.chunkSize === "function" ? step.chunkSize(scope) : step.chunkSize;
  if (typeof chunkSize === "number" && !(Number.isInteger(chunkSize) && chunkSize > 0)) {
    throw new JobDefinitionError(`Step "${step.name}": expected chunkSize to be a positive integer, got ${chunkSize}.`);
  }
  return {
    read: heardReader(reader, listeners),
    drop: () => reader.read(),
    readScope: (transaction) => (step.readerIsTransactionalQueue ? { transaction } : undefined),
    afterRead: () => environment.crash?.("after-read"),
    process: process && heardProcessor(process, listeners),
    write: heardWriter(writer, listeners),
    writeLate:
      hearsWriting(listeners) || streams.some((stream) => stream.beforeCommit) ? null : insertionOf<unknown>(writer),
    streams: [...new Set<ItemStream>(streams)],
    readerStream: reader,
    completion: typeof chunkSize === "number" ? itemCount(chunkSize) : chunkSize.policy,
    chunkSize: typeof chunkSize === "number" ? chunkSize : null,
    aheadSize:
      typeof chunkSize === "number" && reader.readAhead && !step.readerIsTransactionalQueue && !hearsReading(listeners)
        ? chunkSize
        : null,
  };
}

/** Whether somebody would notice that a chunk is read before the one before it has ended. */
function hearsReading(listeners: readonly StepListener[]): boolean {
  return listeners.some(
    (listener) =>
      listener.beforeRead ||
      listener.afterRead ||
      listener.onReadError ||
      listener.beforeChunk ||
      listener.afterChunk ||
      listener.afterChunkError,
  );
}

/** Whether somebody would notice that a chunk is written later than it seems. */
function hearsWriting(listeners: readonly StepListener[]): boolean {
  return listeners.some((listener) => listener.beforeWrite || listener.afterWrite || listener.onWriteError);
}

function heardReader(reader: ItemReader<unknown>, listeners: readonly StepListener[]): (scope?: ReadScope) => unknown {
  if (!listeners.some((listener) => listener.beforeRead || listener.afterRead || listener.onReadError)) {
    return (scope) => reader.read(scope);
  }
  return async (scope) => {
    try {
      await tell("beforeRead", () => callForward(listeners, "beforeRead"));
      const item = (await reader.read(scope)) ?? null;
      if (item !== null) await tell("afterRead", () => callReverse(listeners, "afterRead", item));
      return item;
    } catch (error) {
      await tellFailure("onReadError", error, () => callReverse(listeners, "onReadError", error));
      throw error;
    }
  };
}

function heardProcessor(
  process: (item: unknown) => unknown,
  listeners: readonly StepListener[],
): (item: unknown) => unknown {
  if (!listeners.some((listener) => listener.beforeProcess || listener.afterProcess || listener.onProcessError)) {
    return process;
  }
  return async (item) => {
    try {
      await tell("beforeProcess", () => callForward(listeners, "beforeProcess", item));
      const result = (await process(item)) ?? null;
      await tell("afterProcess", () => callReverse(listeners, "afterProcess", item, result));
      return result;
    } catch (error) {
      await tellFailure("onProcessError", error, () => callReverse(listeners, "onProcessError", item, error));
      throw error;
    }
  };
}

function heardWriter(writer: ItemWriter<unknown>, listeners: readonly StepListener[]): ChunkParts["write"] {
  if (!hearsWriting(listeners)) return async (items, transaction) => writer.write(items, { transaction });
  return async (items, transaction, isScan = false) => {
    try {
      if (!isScan) await tell("beforeWrite", () => callForward(listeners, "beforeWrite", items));
      await writer.write(items, { transaction });
      await tell("afterWrite", () => callReverse(listeners, "afterWrite", items));
    } catch (error) {
      await tellFailure("onWriteError", error, () => callReverse(listeners, "onWriteError", error, items));
      throw error;
    }
  };
}
