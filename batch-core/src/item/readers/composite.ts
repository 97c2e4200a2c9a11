import { compositeStream } from "../composite-stream.ts";
import type { ItemReader } from "../item-reader.ts";
import type { Awaitable } from "../item-stream.ts";

/**
 * Reads several readers one after the other, each to its end. Each keeps its own position, so they need different names.
 *
 * @see Spring Batch CompositeItemReader
 */
export function compositeReader<T>(...readers: readonly ItemReader<T>[]): ItemReader<T> {
  let current = 0;
  const read = (): Awaitable<T | null> => {
    for (; current < readers.length; current++) {
      const item = readers[current]?.read() ?? null;
      if (item instanceof Promise) return item.then(orNext);
      if (item !== null) return item;
    }
    return null;
  };
  const orNext = (item: T | null): Awaitable<T | null> => {
    if (item !== null) return item;
    current++;
    return read();
  };
  return { ...compositeStream(readers), read };
}
