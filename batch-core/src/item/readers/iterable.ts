import type { ItemReader } from "../item-reader.ts";
import { type ItemCountingOptions, itemCountingReader } from "./item-counting.ts";

/**
 * Reads whatever `for await` can loop over: generators, streams, sets. Restarts by passing over what it had, so the iterable must give the
 * same from the beginning again; set `saveState` to false where it cannot.
 *
 *     iterableReader(numbersUpTo(10))
 *     iterableReader(fetchPages(url), { saveState: false })
 */
export function iterableReader<T>(
  items: Iterable<T> | AsyncIterable<T>,
  options: ItemCountingOptions = {},
): ItemReader<T> {
  let iterator: Iterator<T> | AsyncIterator<T> | null = null;
  return itemCountingReader<T, T>({
    ...options,
    name: options.name ?? "iterableReader",
    // An item is taken only when it is asked for: taking it may do something.
    readAhead: false,
    source: {
      open() {
        iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
      },
      nextBlock() {
        const next = iterator?.next() ?? { done: true, value: undefined };
        return next instanceof Promise ? next.then(toBlock) : toBlock(next);
      },
      async close() {
        await iterator?.return?.();
        iterator = null;
      },
    },
    toItem: (item) => item,
  });
}

function toBlock<T>(next: IteratorResult<T>): T[] | null {
  return next.done ? null : [next.value];
}
