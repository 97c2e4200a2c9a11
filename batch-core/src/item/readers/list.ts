import type { ItemReader } from "../item-reader.ts";
import { type ItemCountingOptions, itemCountingReader } from "./item-counting.ts";

/**
 * Reads a list that is at hand. Unlike Spring Batch's it keeps its position: the list must be the same, in the same order, on a restart.
 *
 *     listReader([1, 2, 3])
 */
export function listReader<T>(items: readonly T[], options: ItemCountingOptions = {}): ItemReader<T> {
  let given = false;
  return itemCountingReader<T, T>({
    ...options,
    name: options.name ?? "listReader",
    source: {
      nextBlock() {
        if (given || items.length === 0) return null;
        given = true;
        return items;
      },
    },
    toItem: (item) => item,
  });
}
