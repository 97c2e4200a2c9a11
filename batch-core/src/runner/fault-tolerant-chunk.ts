import type { ChunkStep } from "../definition/chunk-step.ts";
import {
  ExhaustedRetryError,
  NonSkippableProcessError,
  NonSkippableReadError,
  RetryError,
  SkipListenerFailedError,
} from "../errors.ts";
import { skipCount } from "../model/step-execution.ts";
import type { Transaction } from "../repository/database.ts";
import type { ChunkParts, Contribution } from "./chunk-parts.ts";
import type { ChunkWork } from "./chunk-work.ts";
import { type Attempts, type FaultTolerance, isFatal } from "./fault-tolerance.ts";
import { callForward } from "./listener-calls.ts";
import type { StepRun } from "./step-run.ts";

/** How far into its chunk a scan had come: items of the chunk, from its start, that a restart reads and drops. */
export const SCAN_OFFSET_KEY = "org.springframework.batch.core.step.item.ChunkMonitor.OFFSET";

const READ_SKIPS_PER_CHUNK_MIN = 100;

interface Skipped {
  readonly item: unknown;
  readonly error: unknown;
}

interface BufferedItem {
  readonly item: unknown;
  /** Place among the items that this chunk read, from 1. */
  readonly place: number;
  /** What the processor made of it, kept when it is not to be called again. */
  output?: unknown;
}

/** A chunk whose items stay in memory until they are written or skipped, over as many transactions as that takes. */
interface Buffer {
  readonly items: BufferedItem[];
  /** Whether the reader ended with this chunk. */
  ended: boolean;
  readSkips: unknown[];
  processSkips: Skipped[];
  writeSkips: Skipped[];
  writeAttempts: Attempts;
  /** One item per transaction, to find the one that cannot be written. */
  scanning: boolean;
  /** Highest place that is done, once a scan has begun. */
  scannedTo: number;
}

const NO_ATTEMPTS: Attempts = { failures: 0, lastError: undefined };

/**
 * A chunk of a step with skip, retry or noRollback.
 *
 * An error rolls the transaction back, and the next transaction repeats the same buffered items. What has no attempt left is skipped, if
 * it may be, in the transaction after its last failure. A chunk that cannot be written is scanned: one item per transaction, processed
 * again, until the bad one is found.
 *
 * @see Spring Batch FaultTolerantChunkProvider and FaultTolerantChunkProcessor (5.2); outcomes: spec §9.6
 */
export function faultTolerantChunk(
  step: ChunkStep,
  parts: ChunkParts,
  tolerance: FaultTolerance,
  run: StepRun,
): ChunkWork {
  const { stepExecution, listeners } = run;
  const processAttempts = new Map<unknown, Attempts>();
  const keepsOutputs = step.processorNonTransactional ?? false;
  let buffer: Buffer | null = null;
  let waitMs = 0;
  let toDrop = Number(stepExecution.context.getNumber(SCAN_OFFSET_KEY) ?? 0);

  const skipsSoFar = (contribution: Contribution) => skipCount(stepExecution) + skipCount(contribution);

  async function read(contribution: Contribution): Promise<Buffer> {
    const chunk: Buffer = {
      items: [],
      ended: false,
      readSkips: [],
      processSkips: [],
      writeSkips: [],
      writeAttempts: NO_ATTEMPTS,
      scanning: false,
      scannedTo: 0,
    };
    await dropScanned();
    const isFull = parts.completion();
    const readSkipsMax = Math.max(parts.chunkSize ?? 0, READ_SKIPS_PER_CHUNK_MIN);
    let place = 0;
    while (!isFull(chunk.items.length) && chunk.readSkips.length < readSkipsMax) {
      try {
        const item = await parts.read();
        if (item === null || item === undefined) {
          chunk.ended = true;
          break;
        }
        chunk.items.push({ item, place: ++place });
        contribution.readCount += 1;
      } catch (error) {
        if (tolerance.maySkip(error, skipsSoFar(contribution))) {
          contribution.readSkipCount += 1;
          chunk.readSkips.push(error);
        } else if (tolerance.rollsBack(error)) {
          throw new NonSkippableReadError(error);
        }
      }
    }
    return chunk;
  }

  /** After a crash in the middle of a scan the reader stands at the start of that chunk: what had been scanned is passed over. */
  async function dropScanned(): Promise<void> {
    while (toDrop > 0) {
      try {
        const item = await parts.read();
        if (item === null) toDrop = 0;
        else toDrop -= 1;
      } catch (error) {
        if (!tolerance.maySkip(error, -1)) throw new NonSkippableReadError(error);
      }
    }
  }

  async function processAll(chunk: Buffer, contribution: Contribution): Promise<BufferedItem[]> {
    const outputs: BufferedItem[] = [];
    // While scanning only the item whose turn it is.
    for (const entry of chunk.scanning ? chunk.items.slice(0, 1) : [...chunk.items]) {
      const outcome = await processOne(entry, chunk, contribution);
      if (outcome === "dropped") chunk.items.splice(chunk.items.indexOf(entry), 1);
      else outputs.push({ ...entry, output: outcome.output });
    }
    return outputs;
  }

  async function processOne(
    entry: BufferedItem,
    chunk: Buffer,
    contribution: Contribution,
  ): Promise<"dropped" | { output: unknown }> {
    const { process } = parts;
    if (!process) return { output: entry.item };
    if (keepsOutputs && entry.output !== undefined) return { output: entry.output };
    for (;;) {
      const attempts = processAttempts.get(entry.item) ?? NO_ATTEMPTS;
      if (!tolerance.mayRetry(attempts)) {
        processAttempts.delete(entry.item);
        skipInProcess(entry, attempts.lastError, chunk, contribution);
        return "dropped";
      }
      try {
        const output = await process(entry.item);
        processAttempts.delete(entry.item);
        if (output === null || output === undefined) {
          contribution.filterCount += 1;
          return "dropped";
        }
        if (keepsOutputs) entry.output = output;
        return { output };
      } catch (error) {
        if (!tolerance.rollsBack(error)) {
          if (!tolerance.maySkip(error, skipsSoFar(contribution))) throw new NonSkippableProcessError(error);
          contribution.processSkipCount += 1;
          await tellSkipListeners([], [{ item: entry.item, error }], []);
          return "dropped";
        }
        const failed = { failures: attempts.failures + 1, lastError: error };
        processAttempts.set(entry.item, failed);
        if (tolerance.mayRetry(failed)) waitMs = tolerance.backoffMs(failed);
        throw error;
      }
    }
  }

  function skipInProcess(entry: BufferedItem, error: unknown, chunk: Buffer, contribution: Contribution): void {
    if (!tolerance.maySkip(error, skipsSoFar(contribution))) throw new RetryError(error);
    contribution.processSkipCount += 1;
    chunk.processSkips.push({ item: entry.item, error });
  }

  async function write(
    chunk: Buffer,
    outputs: readonly BufferedItem[],
    transaction: Transaction,
    contribution: Contribution,
  ): Promise<void> {
    if (chunk.scanning) return scan(chunk, outputs, transaction, contribution);
    try {
      await parts.write(
        outputs.map(({ output }) => output),
        transaction,
      );
    } catch (error) {
      const failed = { failures: chunk.writeAttempts.failures + 1, lastError: error };
      chunk.writeAttempts = failed;
      if (tolerance.mayRetry(failed)) waitMs = tolerance.backoffMs(failed);
      // The next transaction knows beforehand that it is a scan, and processes one item only.
      else chunk.scanning = true;
      throw error;
    }
    contribution.writeCount += outputs.length;
    chunk.items.length = 0;
  }

  async function scan(
    chunk: Buffer,
    outputs: readonly BufferedItem[],
    transaction: Transaction,
    contribution: Contribution,
  ): Promise<void> {
    const { lastError } = chunk.writeAttempts;
    if (chunk.scannedTo === 0 && !tolerance.maySkip(lastError, -1)) throw new ExhaustedRetryError(lastError);
    const [entry] = outputs;
    if (!entry) return;
    try {
      await parts.write([entry.output], transaction, true);
      contribution.writeCount += 1;
      done(chunk, entry);
    } catch (error) {
      const skipped = { item: entry.output, error };
      if (!tolerance.maySkip(error, skipsSoFar(contribution))) throw isFatal(error) ? error : new RetryError(error);
      contribution.writeSkipCount += 1;
      chunk.writeSkips.push(skipped);
      done(chunk, entry);
      if (tolerance.rollsBack(error)) throw error;
    }
  }

  function done(chunk: Buffer, entry: BufferedItem): void {
    chunk.scannedTo = entry.place;
    const index = chunk.items.findIndex(({ place }) => place === entry.place);
    if (index >= 0) chunk.items.splice(index, 1);
  }

  /** Once per skipped item, in the transaction that gets past it. */
  async function tellSkipListeners(
    reads: readonly unknown[],
    processes: readonly Skipped[],
    writes: readonly Skipped[],
  ): Promise<void> {
    try {
      for (const { item, error } of processes) await callForward(listeners, "onSkipInProcess", item, error);
      for (const { item, error } of writes) await callForward(listeners, "onSkipInWrite", item, error);
      for (const error of reads) await callForward(listeners, "onSkipInRead", error);
    } catch (error) {
      throw new SkipListenerFailedError(error);
    }
  }

  return {
    async run(transaction, contribution) {
      // A buffer that was lost half-filled cannot be read again.
      buffer ??= await read(contribution).catch((error: unknown) => {
        throw isFatal(error) ? error : new NonSkippableReadError(error);
      });
      await parts.afterRead();
      const chunk = buffer;
      if (chunk.items.length > 0 || chunk.writeSkips.length > 0) {
        const outputs = await processAll(chunk, contribution);
        await write(chunk, outputs, transaction, contribution);
      }
      await tellSkipListeners(chunk.readSkips, chunk.processSkips, chunk.writeSkips);
      return chunk.ended && chunk.items.length === 0;
    },

    async update(context) {
      const scanned = buffer?.scanning && buffer.items.length > 0 ? buffer : null;
      if (scanned) context.put(SCAN_OFFSET_KEY, scanned.scannedTo);
      else if (toDrop === 0) context.remove(SCAN_OFFSET_KEY);
      for (const stream of parts.streams) {
        if (!(scanned && stream === parts.readerStream)) await stream.update?.(context);
      }
    },

    async afterRollback() {
      const wait = waitMs;
      waitMs = 0;
      return wait;
    },

    afterCommit() {
      if (!buffer) return;
      buffer.readSkips = [];
      buffer.processSkips = [];
      buffer.writeSkips = [];
      if (buffer.items.length === 0) buffer = null;
    },

    mayGoOn: (error) => !isFatal(error),
  };
}
