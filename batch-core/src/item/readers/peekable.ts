import { ExecutionContext } from "../../model/execution-context.ts";
import type { ItemReader } from "../item-reader.ts";
import type { Awaitable } from "../item-stream.ts";

/** A reader that can be asked what comes next. */
export interface PeekableReader<T> extends ItemReader<T> {
  /** The item that the next `read` will give; null at the end. */
  peek(): Awaitable<T | null>;
}

/**
 * Adds `peek` to a reader: for items made of several records, whose end shows in the next one. What was only peeked at counts as unread
 * when the position is saved.
 *
 * @see Spring Batch SingleItemPeekableItemReader
 */
export function peekableReader<T>(reader: ItemReader<T>): PeekableReader<T> {
  /** The item, and the position of the reader before it. */
  let peeked: { readonly item: T | null; readonly before: ExecutionContext } | null = null;

  return {
    async open(context) {
      peeked = null;
      await reader.open?.(context);
    },
    read() {
      if (!peeked) return reader.read();
      const { item } = peeked;
      peeked = null;
      return item;
    },
    async peek() {
      if (!peeked) {
        const before = new ExecutionContext();
        await reader.update?.(before);
        peeked = { item: await reader.read(), before };
      }
      return peeked.item;
    },
    async update(context) {
      if (!peeked) return reader.update?.(context);
      for (const [key, value] of peeked.before.entries()) context.put(key, value);
    },
    beforeCommit: () => reader.beforeCommit?.(),
    afterRollback: () => reader.afterRollback?.(),
    close: () => reader.close?.(),
  };
}
