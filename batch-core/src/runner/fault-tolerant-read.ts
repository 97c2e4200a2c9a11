import { NonSkippableReadError } from "../errors.ts";
import type { ReadScope } from "../item/item-reader.ts";
import { skipCount } from "../model/step-execution.ts";
import type { ChunkParts, Contribution } from "./chunk-parts.ts";
import { type FaultTolerance, isFatal } from "./fault-tolerance.ts";
import type { StepRun } from "./step-run.ts";

const READ_SKIPS_PER_CHUNK_MIN = 100;

/** An item, and its place among those that its chunk read, from 1. */
export interface ItemRead {
  readonly item: unknown;
  readonly place: number;
}

export interface ChunkRead {
  readonly items: ItemRead[];
  /** Whether the reader ended with this chunk. */
  readonly ended: boolean;
  /** What records that were passed over threw. */
  readonly skips: readonly unknown[];
}

/**
 * Reads a chunk and passes over records whose error may be skipped. A chunk that passed over very many ends early.
 *
 * @throws {NonSkippableReadError} for any other error, unless it is one of `noRollback`: such a record is left out without a count
 * @see Spring Batch FaultTolerantChunkProvider (5.2)
 */
export async function readTolerantly(
  parts: ChunkParts,
  tolerance: FaultTolerance,
  { stepExecution }: StepRun,
  contribution: Contribution,
  scope: ReadScope | undefined,
): Promise<ChunkRead> {
  const items: ItemRead[] = [];
  const skips: unknown[] = [];
  const isFull = parts.completion();
  const skipsMax = Math.max(parts.chunkSize ?? 0, READ_SKIPS_PER_CHUNK_MIN);
  while (!isFull(items.length) && skips.length < skipsMax) {
    try {
      const item = await parts.read(scope);
      if (item === null || item === undefined) return { items, ended: true, skips };
      items.push({ item, place: items.length + 1 });
      contribution.readCount += 1;
    } catch (error) {
      if (tolerance.maySkip(error, skipCount(stepExecution) + skipCount(contribution))) {
        contribution.readSkipCount += 1;
        skips.push(error);
      } else if (tolerance.rollsBack(error)) {
        throw isFatal(error) ? error : new NonSkippableReadError(error);
      }
    }
  }
  return { items, ended: false, skips };
}

/** Passes over the first records of a chunk whose scan was broken off: the reader stands at its start. Nobody hears of them again. */
export async function dropRead(parts: ChunkParts, tolerance: FaultTolerance, count: number): Promise<void> {
  for (let dropped = 0; dropped < count; ) {
    try {
      if ((await parts.drop()) === null) return;
      dropped += 1;
    } catch (error) {
      if (!tolerance.maySkip(error, -1)) throw new NonSkippableReadError(error);
    }
  }
}
