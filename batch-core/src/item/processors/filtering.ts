/**
 * Filters the items of which `isUnwanted` is true; the others pass as they are.
 *
 *     processor: filteringProcessor((order: Order) => order.cancelled)
 *
 * @see Spring Batch PredicateFilteringItemProcessor
 */
export function filteringProcessor<T>(isUnwanted: (item: T) => boolean): (item: T) => T | null {
  return (item) => (isUnwanted(item) ? null : item);
}
