import { compositeStream } from "../composite-stream.ts";
import type { ItemProcessor } from "../item-processor.ts";
import { apply, type Processor, streamsOf } from "./composite.ts";

export interface ClassifierProcessorOptions<I, O, K extends string> {
  /** Names the processor of an item. */
  readonly classify: (item: I) => K;
  readonly processors: Readonly<Record<K, Processor<I, O>>>;
}

/**
 * Hands every item to the processor of its class, and takes the files and positions of all along: for the step's `makeProcessor`.
 *
 * @see Spring Batch ClassifierCompositeItemProcessor
 */
export function classifierProcessor<I, O, K extends string>(
  options: ClassifierProcessorOptions<I, O, K>,
): ItemProcessor<I, O> {
  const { classify, processors } = options;
  return {
    ...compositeStream(streamsOf(Object.values<Processor<I, O>>(processors))),
    process: (item) => apply(processors[classify(item)], item),
  };
}
