import type { ItemReader } from "../item-reader.ts";
import type { Awaitable } from "../item-stream.ts";
import { type ItemCountingOptions, itemCountingReader } from "./item-counting.ts";

/**
 * Reads from a function until it gives null or undefined. Keeps no position: after a restart the function is asked for what it gives then.
 *
 *     supplierReader(() => inbox.takeNext(), { maxItemCount: 100 })
 *
 * @see Spring Batch SupplierItemReader, ItemReaderAdapter
 */
export function supplierReader<T>(
  supply: () => Awaitable<T | null | undefined>,
  options: Pick<ItemCountingOptions, "name" | "maxItemCount"> = {},
): ItemReader<T> {
  const toBlock = (item: T | null | undefined) => (item === null || item === undefined ? null : [item]);
  return itemCountingReader<T, T>({
    ...options,
    name: options.name ?? "supplierReader",
    saveState: false,
    readAhead: false,
    source: {
      nextBlock() {
        const item = supply();
        return item instanceof Promise ? item.then(toBlock) : toBlock(item);
      },
    },
    toItem: (item) => item,
  });
}
