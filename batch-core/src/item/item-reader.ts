import type { Transaction } from "../repository/database.ts";
import type { Awaitable, ItemStream } from "./item-stream.ts";

/** What the reader of a step with `readerIsTransactionalQueue` is given with each read. */
export interface ReadScope {
  /** The chunk's transaction: what is taken through it comes back when the chunk rolls back. */
  readonly transaction: Transaction;
}

/** Gives one item at a time, and `null` once when there are no more. Made for one StepExecution by the step's `reader` factory. */
export interface ItemReader<T> extends ItemStream {
  /** @param scope  in a step with `readerIsTransactionalQueue` */
  read(scope?: ReadScope): Awaitable<T | null>;
  /**
   * True when nothing is lost or changed by reading items that are then dropped, as with files and queries: the next chunk is then read
   * while the last one commits. A reader that takes messages off a queue must not say so. Default false.
   */
  readonly readAhead?: boolean;
}
