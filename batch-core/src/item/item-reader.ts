import type { Awaitable, ItemStream } from "./item-stream.ts";

/** Gives one item at a time, and `null` once when there are no more. Made for one StepExecution by the step's `reader` factory. */
export interface ItemReader<T> extends ItemStream {
  read(): Awaitable<T | null>;
}
