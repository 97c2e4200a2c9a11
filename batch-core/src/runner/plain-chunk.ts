import type { Transaction } from "../repository/database.ts";
import type { ChunkParts, Contribution } from "./chunk-parts.ts";
import type { ChunkWork } from "./chunk-runner.ts";

/**
 * A chunk of a step without fault tolerance: any error ends the step.
 * @param concurrency  items processed at the same time
 */
export function plainChunk(parts: ChunkParts, concurrency: number): ChunkWork {
  return {
    async run(transaction, contribution) {
      const { items, ended } = await readItems(parts, contribution);
      await parts.afterRead();
      if (items.length > 0) await processAndWrite(parts, items, concurrency, transaction, contribution);
      return ended;
    },
    async update(context) {
      for (const stream of parts.streams) await stream.update?.(context);
    },
    afterRollback: async () => 0,
    afterCommit: () => {},
    mayGoOn: () => false,
  };
}

async function readItems(
  { read, completion }: ChunkParts,
  contribution: Contribution,
): Promise<{ items: unknown[]; ended: boolean }> {
  const items: unknown[] = [];
  const isFull = completion();
  for (;;) {
    const next = read();
    const item = next instanceof Promise ? await next : next;
    if (item === null || item === undefined) return { items, ended: true };
    items.push(item);
    contribution.readCount += 1;
    if (isFull(items.length)) return { items, ended: false };
  }
}

async function processAndWrite(
  { process, write }: ChunkParts,
  items: readonly unknown[],
  concurrency: number,
  transaction: Transaction,
  contribution: Contribution,
): Promise<void> {
  let outputs = items;
  if (process) {
    const results =
      concurrency > 1 ? await processTogether(items, process, concurrency) : await processInTurn(items, process);
    outputs = results.filter((output) => output !== null && output !== undefined);
  }
  contribution.filterCount = items.length - outputs.length;
  await write(outputs, transaction);
  contribution.writeCount = outputs.length;
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
