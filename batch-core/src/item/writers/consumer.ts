import type { Awaitable } from "../item-stream.ts";
import type { ItemWriter, WriteScope } from "../item-writer.ts";

/**
 * Calls a function for every item, one after the other. What it does outside of `scope.transaction` is done again when the chunk is.
 *
 *     consumerWriter((order: Order) => mail(order))
 */
export function consumerWriter<T>(consume: (item: T, scope: WriteScope) => Awaitable<void>): ItemWriter<T> {
  return {
    async write(items, scope) {
      for (const item of items) await consume(item, scope);
    },
  };
}
