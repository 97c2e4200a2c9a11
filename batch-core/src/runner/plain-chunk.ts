import type { ReadScope } from "../item/item-reader.ts";
import type { ChunkParts, Contribution } from "./chunk-parts.ts";
import type { ChunkWork } from "./chunk-work.ts";
import { type ItemsRead, NotedPosition, nothingRead, ReadAhead } from "./read-ahead.ts";
import type { StepRun } from "./step-run.ts";

/**
 * A chunk of a step without fault tolerance: any error ends the step. Where the reader allows it the next chunk is read while this one is
 * written and committed; this chunk's position was noted before.
 * @param concurrency  items processed at the same time
 */
export function plainChunk(parts: ChunkParts, concurrency: number, { stepExecution }: StepRun): ChunkWork {
  const ahead = parts.aheadSize === null ? null : new ReadAhead(parts, parts.aheadSize);
  const updated = parts.streams.filter((stream) => stream.update);
  let position: NotedPosition | null = null;

  async function notePosition(): Promise<NotedPosition> {
    const noted = new NotedPosition(stepExecution.context);
    await parts.readerStream.update?.(noted);
    return noted;
  }

  return {
    async run(transaction, contribution) {
      position = null;
      const { items, ended } = await readItems(
        parts,
        contribution,
        ahead ? await ahead.take() : nothingRead(),
        parts.readScope(transaction),
      );
      await parts.afterRead();
      if (items.length === 0) return ended;
      const outputs = await processAll(parts, items, concurrency);
      contribution.filterCount = items.length - outputs.length;
      if (ahead && !ended) position = await notePosition();
      const { writeLate } = parts;
      const late = writeLate && outputs.length <= transaction.lateRowsMax;
      const writing = late ? writeLate(outputs, transaction) : parts.write(outputs, transaction);
      if (position) ahead?.start();
      await writing;
      contribution.writeCount = outputs.length;
      return ended;
    },
    async update(context) {
      for (const stream of updated) {
        if (position && stream === parts.readerStream) position.applyTo(context);
        else await stream.update?.(context);
      }
    },
    afterRollback: async () => 0,
    afterCommit: () => {},
    mayGoOn: () => false,
    async end() {
      await ahead?.take();
    },
  };
}

/** @param begun  what of this chunk was read already */
async function readItems(
  { read, completion }: ChunkParts,
  contribution: Contribution,
  { items, ended, failure }: ItemsRead,
  scope: ReadScope | undefined,
): Promise<{ items: unknown[]; ended: boolean }> {
  const isFull = completion();
  contribution.readCount += items.length;
  if (failure) throw failure.error;
  if (ended || (items.length > 0 && isFull(items.length))) return { items, ended };
  for (;;) {
    const next = read(scope);
    const item = next instanceof Promise ? await next : next;
    if (item === null || item === undefined) return { items, ended: true };
    items.push(item);
    contribution.readCount += 1;
    if (isFull(items.length)) return { items, ended: false };
  }
}

/** What is to be written: the items themselves, or what the processor made of them and did not filter. */
async function processAll(
  { process }: ChunkParts,
  items: readonly unknown[],
  concurrency: number,
): Promise<readonly unknown[]> {
  if (!process) return items;
  const results =
    concurrency > 1 ? await processTogether(items, process, concurrency) : await processInTurn(items, process);
  return results.filter((output) => output !== null && output !== undefined);
}

async function processInTurn(items: readonly unknown[], process: (item: unknown) => unknown): Promise<unknown[]> {
  const results: unknown[] = [];
  for (const item of items) {
    const result = process(item);
    results.push(result instanceof Promise ? await result : result);
  }
  return results;
}

/** Results in the order of the items. The first error wins once everything that was begun has ended. */
async function processTogether(
  items: readonly unknown[],
  process: (item: unknown) => unknown,
  concurrency: number,
): Promise<unknown[]> {
  const results: unknown[] = new Array(items.length);
  let next = 0;
  let failed = false;
  const lane = async () => {
    while (next < items.length && !failed) {
      const index = next++;
      try {
        results[index] = await process(items[index]);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(concurrency, items.length) }, lane));
  const failure = lanes.find((settled) => settled.status === "rejected");
  if (failure) throw failure.reason;
  return results;
}
