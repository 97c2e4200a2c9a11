import type { Transaction } from "../repository/database.ts";
import type { Awaitable, ItemStream } from "./item-stream.ts";

/** What a writer gets beside its items. */
export interface WriteScope {
  /** The chunk's transaction: what is written through it commits together with the reader's position and the counters. */
  readonly transaction: Transaction;
}

/**
 * Writes a whole chunk, or throws. `items` may be empty (all filtered). Effects outside `scope.transaction` may be seen twice after a
 * crash, unless the writer undoes them in `open` (file writers truncate to the committed position).
 */
export interface ItemWriter<T> extends ItemStream {
  write(items: readonly T[], scope: WriteScope): Awaitable<void>;
}
