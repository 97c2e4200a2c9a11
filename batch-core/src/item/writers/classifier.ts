import { compositeStream } from "../composite-stream.ts";
import type { ItemWriter } from "../item-writer.ts";

export interface ClassifierWriterOptions<T, K extends string> {
  /** Names the writer of an item. */
  readonly classify: (item: T) => K;
  readonly writers: Readonly<Record<K, ItemWriter<T>>>;
}

/**
 * Hands every item to the writer of its class: within a chunk each writer gets its items together, in their order. Files and positions of
 * all writers are taken along, which Spring Batch's ClassifierCompositeItemWriter does not do; writers that keep a position need different
 * names.
 *
 *     classifierWriter({ classify: (order: Order) => (order.amount > 1000 ? "large" : "small"), writers: { large, small } })
 */
export function classifierWriter<T, K extends string>(options: ClassifierWriterOptions<T, K>): ItemWriter<T> {
  const { classify, writers } = options;
  return {
    ...compositeStream(Object.values<ItemWriter<T>>(writers)),
    async write(items, scope) {
      for (const [key, group] of Map.groupBy(items, classify)) await writers[key].write(group, scope);
    },
  };
}
