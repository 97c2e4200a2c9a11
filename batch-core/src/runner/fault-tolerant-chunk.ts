import type { ChunkStep } from "../definition/chunk-step.ts";
import {
  ExhaustedRetryError,
  NonSkippableProcessError,
  NonSkippableReadError,
  RetryError,
  SkipListenerFailedError,
  StepListenerFailedError,
} from "../errors.ts";
import { skipCount } from "../model/step-execution.ts";
import type { Transaction } from "../repository/database.ts";
import type { ChunkParts, Contribution } from "./chunk-parts.ts";
import type { ChunkWork } from "./chunk-work.ts";
import {
  type Attempts,
  causeOf,
  type FaultTolerance,
  ForcedRollback,
  isFatal,
  NO_ATTEMPTS,
} from "./fault-tolerance.ts";
import { dropRead, type ItemRead, readTolerantly } from "./fault-tolerant-read.ts";
import { callForward } from "./listener-calls.ts";
import { retryKeys } from "./retry-keys.ts";
import type { StepRun } from "./step-run.ts";

/** How far into its chunk a scan had come: items of the chunk, from its start, that a restart reads and drops. */
export const SCAN_OFFSET_KEY = "org.springframework.batch.core.step.item.ChunkMonitor.OFFSET";

interface Skipped {
  readonly item: unknown;
  readonly error: unknown;
}

interface Processed extends ItemRead {
  readonly output: unknown;
}

/** A chunk at work. Its items stay in memory until they are written or skipped, over as many transactions as that takes. */
interface Buffer {
  /** What is still to be written; filtered and skipped items leave it. */
  readonly items: ItemRead[];
  readonly ended: boolean;
  /** What the processor made of `items` the last time; of its first ones when it then failed. */
  outputs: Processed[];
  filterCount: number;
  readSkips: readonly unknown[];
  processSkips: Skipped[];
  writeSkips: Skipped[];
  /** Those at writing the chunk; of the scan those at its last item. */
  writeAttempts: Attempts;
  /** One item per transaction, to find the one that cannot be written. */
  scanning: boolean;
  /** Not to be left although a transaction has committed. */
  busy: boolean;
  /** Highest place that is done, once a scan has begun. */
  scannedTo: number;
}

/**
 * A chunk of a step with skip, retry or noRollback.
 *
 * An error rolls the transaction back, and the next transaction repeats the same buffered items. What has no attempt left is skipped, if
 * it may be, in the transaction after its last failure. A chunk that cannot be written is scanned: one item per transaction, processed
 * again, until the bad one is found.
 *
 * With `readerIsTransactionalQueue` nothing is buffered: the next transaction reads again, whatever comes. Items are then recognised by
 * their keys, and a chunk that cannot be written is skipped as a whole.
 *
 * @see Spring Batch FaultTolerantChunkProcessor, BatchRetryTemplate and ChunkOrientedTasklet (5.2); outcomes: spec §9.6 and
 *   test/fixtures/spring-batch/chunks.json
 */
export function faultTolerantChunk(
  step: ChunkStep,
  parts: ChunkParts,
  tolerance: FaultTolerance,
  run: StepRun,
): ChunkWork {
  const { stepExecution, listeners } = run;
  const keepsOutputs = step.processorNonTransactional ?? false;
  const isQueue = step.readerIsTransactionalQueue ?? false;
  const keyOf = retryKeys(step);
  /** By the key of the item. */
  const processAttempts = new Map<unknown, Attempts>();
  /** By the key of the item; of a queue's items only. */
  const writeAttempts = new Map<unknown, Attempts>();
  let buffer: Buffer | null = null;
  let waitMs = 0;

  const maySkip = (error: unknown, contribution: Contribution) =>
    tolerance.maySkip(error, skipCount(stepExecution) + skipCount(contribution));

  function failed({ failures }: Attempts, lastError: unknown): Attempts {
    const attempts = { failures: failures + 1, lastError };
    if (tolerance.mayRetry(attempts)) waitMs = tolerance.backoffMs(attempts);
    return attempts;
  }

  function tellRetry({ lastError, failures }: Attempts): void {
    step.retry?.onError?.(causeOf(lastError), failures);
  }

  async function read(contribution: Contribution, transaction: Transaction): Promise<Buffer> {
    try {
      const { items, ended, skips } = await readTolerantly(
        parts,
        tolerance,
        run,
        contribution,
        parts.readScope(transaction),
      );
      return {
        items,
        ended,
        outputs: [],
        filterCount: 0,
        readSkips: skips,
        processSkips: [],
        writeSkips: [],
        writeAttempts: NO_ATTEMPTS,
        scanning: false,
        busy: false,
        scannedTo: 0,
      };
    } catch (error) {
      // A buffer that was lost half-filled cannot be read again.
      throw isFatal(error) ? error : new NonSkippableReadError(error);
    }
  }

  /** Of a chunk that is scanned the first item only; the others are as they were made before. */
  async function processAll(chunk: Buffer, contribution: Contribution): Promise<void> {
    if (chunk.scanning) chunk.filterCount = 0;
    const before = [...chunk.outputs];
    const outputs: Processed[] = [];
    for (const entry of [...chunk.items]) {
      const result = await processOne(entry, before, chunk, contribution);
      if (result === "dropped") chunk.items.splice(chunk.items.indexOf(entry), 1);
      else outputs.push({ ...entry, output: result.output });
      if (chunk.scanning) {
        outputs.push(...before);
        break;
      }
    }
    chunk.outputs = outputs;
    // Of every attempt at the chunk, as Java counts.
    contribution.filterCount += chunk.filterCount;
  }

  /** @param before  outputs of an earlier transaction, from this item on; takes the first away when the processor has its turn */
  async function processOne(
    entry: ItemRead,
    before: Processed[],
    chunk: Buffer,
    contribution: Contribution,
  ): Promise<"dropped" | { output: unknown }> {
    const key = keyOf(entry.item);
    const attempts = processAttempts.get(key) ?? NO_ATTEMPTS;
    if (!tolerance.mayRetry(attempts)) {
      processAttempts.delete(key);
      const { lastError } = attempts;
      if (!maySkip(lastError, contribution)) throw new RetryError(lastError);
      contribution.processSkipCount += 1;
      chunk.processSkips.push({ item: entry.item, error: lastError });
      return "dropped";
    }
    try {
      const kept = before.shift();
      if (kept && keepsOutputs) return { output: kept.output };
      const output = await callProcessor(entry, chunk, contribution);
      processAttempts.delete(key);
      if (output === null || output === undefined) return "dropped";
      if (keepsOutputs && !chunk.scanning) chunk.outputs.push({ ...entry, output });
      return { output };
    } catch (error) {
      const next = failed(attempts, error);
      processAttempts.set(key, next);
      tellRetry(next);
      throw error;
    }
  }

  /** Null for an item that is filtered, or skipped by an error that does not roll back. */
  async function callProcessor({ item }: ItemRead, chunk: Buffer, contribution: Contribution): Promise<unknown> {
    if (!parts.process) return item;
    try {
      const output = (await parts.process(item)) ?? null;
      if (output === null) chunk.filterCount += 1;
      return output;
    } catch (error) {
      if (tolerance.rollsBack(error)) throw error;
      if (!maySkip(error, contribution)) throw new NonSkippableProcessError(error);
      contribution.processSkipCount += 1;
      await tellSkipListeners({ processSkips: [{ item, error }] });
      return null;
    }
  }

  async function write(chunk: Buffer, transaction: Transaction, contribution: Contribution): Promise<void> {
    const attempts = chunk.writeAttempts;
    if (!tolerance.mayRetry(attempts)) {
      chunk.writeAttempts = NO_ATTEMPTS;
      if (!tolerance.maySkip(attempts.lastError, -1)) throw new ExhaustedRetryError(causeOf(attempts.lastError));
      chunk.scanning = true;
      chunk.busy = true;
      return scan(chunk, transaction, contribution, true);
    }
    try {
      if (chunk.scanning) await scan(chunk, transaction, contribution, false);
      else await writeChunk(chunk, transaction, contribution);
      chunk.writeAttempts = NO_ATTEMPTS;
    } catch (error) {
      chunk.writeAttempts = failed(attempts, error);
      // An item of a scan is not waited for: it is skipped.
      if (chunk.scanning) waitMs = 0;
      // The next transaction knows beforehand that it is a scan, and processes one item only.
      const wasScan = chunk.scanning;
      if (!tolerance.mayRetry(chunk.writeAttempts)) chunk.scanning = true;
      if (!wasScan) tellRetry(chunk.writeAttempts);
      throw error;
    }
  }

  async function writeChunk({ outputs }: Buffer, transaction: Transaction, contribution: Contribution): Promise<void> {
    try {
      await parts.write(
        outputs.map(({ output }) => output),
        transaction,
      );
    } catch (error) {
      throw tolerance.rollsBack(error) ? error : new ForcedRollback(error);
    }
    contribution.writeCount += outputs.length;
  }

  /** @param isRecovery  the first item of a scan, or one behind an item that could not be written */
  async function scan(
    chunk: Buffer,
    transaction: Transaction,
    contribution: Contribution,
    isRecovery: boolean,
  ): Promise<void> {
    const { items, outputs } = chunk;
    const [next] = outputs;
    if (next && items.length > 0) {
      if (chunk.processSkips.length > 0 && items.length !== outputs.length) {
        // What the processor had made of the item that it has now failed for.
        outputs.shift();
        return;
      }
      await scanOne(next, chunk, transaction, contribution, isRecovery);
    }
    if (items.length > 0 && outputs.length > 0) return;
    chunk.scanning = false;
    chunk.busy = false;
  }

  async function scanOne(
    next: Processed,
    chunk: Buffer,
    transaction: Transaction,
    contribution: Contribution,
    isRecovery: boolean,
  ): Promise<void> {
    const done = () => {
      chunk.items.shift();
      chunk.outputs.shift();
      chunk.scannedTo = next.place;
    };
    try {
      await parts.write([next.output], transaction, true);
      contribution.writeCount += 1;
      done();
    } catch (thrown) {
      const error = whatListenersHeard(thrown);
      const rollsBack = tolerance.rollsBack(error);
      if (!rollsBack && !tolerance.maySkip(error, -1)) {
        // Neither rolled back nor skipped: it is left out, and nobody counts it.
        done();
      } else if (maySkip(error, contribution)) {
        contribution.writeSkipCount += 1;
        chunk.writeSkips.push({ item: next.output, error });
        done();
      } else {
        throw isFatal(error) || !isRecovery ? error : new RetryError(error);
      }
      if (rollsBack) throw error;
    }
  }

  /** Writes what was read anew. All items of a chunk that cannot be written are skipped: which is the bad one cannot be found out. */
  async function writeFromQueue(chunk: Buffer, transaction: Transaction, contribution: Contribution): Promise<void> {
    const keys = chunk.items.map(({ item }) => keyOf(item));
    const known = keys.map((key) => writeAttempts.get(key) ?? NO_ATTEMPTS);
    const forget = () => {
      for (const key of keys) writeAttempts.delete(key);
    };
    if (known.every((attempts) => tolerance.mayRetry(attempts))) {
      try {
        await writeChunk(chunk, transaction, contribution);
      } catch (error) {
        const next = known.map((attempts) => failed(attempts, error));
        for (const [index, attempts] of next.entries()) writeAttempts.set(keys[index], attempts);
        tellRetry(next.reduce(worse, NO_ATTEMPTS));
        throw error;
      }
      return forget();
    }
    const { lastError } = known.reduce(worse, NO_ATTEMPTS);
    forget();
    for (const { output } of chunk.outputs) {
      if (!maySkip(lastError, contribution)) throw new RetryError(causeOf(lastError));
      contribution.writeSkipCount += 1;
      chunk.writeSkips.push({ item: output, error: causeOf(lastError) });
    }
  }

  /** Once per skipped item, in the transaction that gets past it. */
  async function tellSkipListeners(skips: Partial<Pick<Buffer, "readSkips" | "processSkips" | "writeSkips">>) {
    const { readSkips = [], processSkips = [], writeSkips = [] } = skips;
    try {
      for (const { item, error } of processSkips) await callForward(listeners, "onSkipInProcess", item, error);
      for (const { item, error } of writeSkips) await callForward(listeners, "onSkipInWrite", item, error);
      for (const error of readSkips) await callForward(listeners, "onSkipInRead", error);
    } catch (error) {
      throw new SkipListenerFailedError(error);
    }
  }

  return {
    begin: () => dropRead(parts, tolerance, stepExecution.context.getNumber(SCAN_OFFSET_KEY) ?? 0),

    async run(transaction, contribution) {
      // Items of a queue went back to it when a transaction was lost.
      if (isQueue) buffer = null;
      buffer ??= await read(contribution, transaction);
      await parts.afterRead();
      const chunk = buffer;
      if (chunk.items.length > 0 || chunk.writeSkips.length > 0) {
        try {
          await processAll(chunk, contribution);
          if (isQueue) await writeFromQueue(chunk, transaction, contribution);
          else await write(chunk, transaction, contribution);
        } catch (error) {
          throw causeOf(error);
        }
      }
      await tellSkipListeners(chunk);
      return chunk.ended && !chunk.busy;
    },

    async update(context) {
      const scanned = buffer?.busy ? buffer : null;
      if (scanned) context.put(SCAN_OFFSET_KEY, scanned.scannedTo);
      else context.remove(SCAN_OFFSET_KEY);
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
      if (!buffer.busy) buffer = null;
    },

    mayGoOn: (error) => !isFatal(error),
  };
}

function worse(a: Attempts, b: Attempts): Attempts {
  return b.failures > a.failures ? b : a;
}

/** Of an item that is written alone the error itself counts, also when a listener failed with it or at hearing of it. */
function whatListenersHeard(error: unknown): unknown {
  return error instanceof StepListenerFailedError ? whatListenersHeard(error.cause) : error;
}
