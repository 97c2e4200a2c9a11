import type { StepScope } from "../definition/step-scope.ts";
import type { Awaitable, ItemStream } from "./item-stream.ts";

/** Turns an item into what is written; `null` filters it. */
export type ProcessFunction<I, O, P = unknown> = (item: I, scope: StepScope<P>) => Awaitable<O | null>;

/** The same as an object, for processors that keep a position or hold a resource. */
export interface ItemProcessor<I, O> extends ItemStream {
  process(item: I): Awaitable<O | null>;
}
