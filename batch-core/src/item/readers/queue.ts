import type { ItemQueue } from "../item-queue.ts";
import type { ItemReader } from "../item-reader.ts";
import { type ItemCountingOptions, itemCountingReader } from "./item-counting.ts";

export interface QueueReaderOptions extends Pick<ItemCountingOptions, "name" | "maxItemCount"> {
  /** An empty queue is the end of the input after this time. Default 1000; `Infinity` waits until it is closed. */
  readonly timeoutMs?: number;
}

/**
 * Takes items out of a queue until it is closed, or empty for too long. Keeps no position, and an item that was taken is not put back: a
 * chunk that is lost is lost.
 *
 * @see Spring Batch BlockingQueueItemReader
 */
export function queueReader<T>(queue: ItemQueue<T>, options: QueueReaderOptions = {}): ItemReader<T> {
  const { timeoutMs = 1000 } = options;
  return itemCountingReader<T, T>({
    ...options,
    name: options.name ?? "queueReader",
    saveState: false,
    readAhead: false,
    source: {
      async nextBlock() {
        const item = await queue.poll(timeoutMs);
        return item === null ? null : [item];
      },
    },
    toItem: (item) => item,
  });
}
