import type { ItemQueue } from "../item-queue.ts";
import type { ItemWriter } from "../item-writer.ts";

/**
 * Puts the items of a chunk into a queue right before its commit, and waits for room there with the transaction open.
 *
 * @see Spring Batch BlockingQueueItemWriter
 */
export function queueWriter<T>(queue: ItemQueue<T>): ItemWriter<T> {
  let pending: T[] = [];
  return {
    write(items) {
      pending.push(...items);
    },
    async beforeCommit() {
      const items = pending;
      pending = [];
      for (const item of items) await queue.put(item);
    },
    afterRollback() {
      pending = [];
    },
  };
}
