import { compositeStream } from "../composite-stream.ts";
import type { ItemProcessor } from "../item-processor.ts";
import type { Awaitable, ItemStream } from "../item-stream.ts";

/** A processor as an object, or as a function of the item alone. */
export type Processor<I, O> = ItemProcessor<I, O> | ((item: I) => Awaitable<O | null>);

/**
 * One processor from several, with their files and positions: for the step's `makeProcessor`. Each gets what the one before gave; the
 * first that gives nothing filters the item and ends the chain. For functions alone `compose` is enough.
 *
 * @see Spring Batch CompositeItemProcessor
 */
export function compositeProcessor<A, B, C>(first: Processor<A, B>, second: Processor<B, C>): ItemProcessor<A, C>;
export function compositeProcessor<A, B, C, D>(
  first: Processor<A, B>,
  second: Processor<B, C>,
  third: Processor<C, D>,
): ItemProcessor<A, D>;
export function compositeProcessor<A, B, C, D, E>(
  first: Processor<A, B>,
  second: Processor<B, C>,
  third: Processor<C, D>,
  fourth: Processor<D, E>,
): ItemProcessor<A, E>;
export function compositeProcessor(...processors: Processor<unknown, unknown>[]): ItemProcessor<unknown, unknown> {
  return {
    ...compositeStream(streamsOf(processors)),
    async process(item) {
      let value: unknown = item;
      for (const processor of processors) {
        value = await apply(processor, value);
        if (value === null || value === undefined) return null;
      }
      return value;
    },
  };
}

export function apply<I, O>(processor: Processor<I, O>, item: I): Awaitable<O | null> {
  return typeof processor === "function" ? processor(item) : processor.process(item);
}

/** Those processors that take part in the step's life. */
export function streamsOf(processors: readonly Processor<never, unknown>[]): ItemStream[] {
  return processors.filter((processor) => typeof processor !== "function");
}
