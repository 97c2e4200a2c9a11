import type { Awaitable, ItemStream } from "./item-stream.ts";

/** Gives one item at a time, and `null` once when there are no more. Made for one StepExecution by the step's `reader` factory. */
export interface ItemReader<T> extends ItemStream {
  read(): Awaitable<T | null>;
  /**
   * True when nothing is lost or changed by reading items that are then dropped, as with files and queries: the next chunk is then read
   * while the last one commits. A reader that takes messages off a queue must not say so. Default false.
   */
  readonly readAhead?: boolean;
}
