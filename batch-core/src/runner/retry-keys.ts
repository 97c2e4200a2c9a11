import type { ChunkStep } from "../definition/chunk-step.ts";
import { toJson } from "../item/json/to-json.ts";

/**
 * What tells whether an item was tried before: the item itself, or what `keyGenerator` makes of it. Items of a transactional queue come back
 * as other objects, so there equal objects are the same item.
 * @see Spring Batch KeyGenerator; in Java items are compared by `equals`
 */
export function retryKeys({ keyGenerator, readerIsTransactionalQueue = false }: ChunkStep): (item: unknown) => unknown {
  if (keyGenerator) return keyGenerator;
  return readerIsTransactionalQueue ? looksOf : (item) => item;
}

function looksOf(item: unknown): unknown {
  return typeof item === "object" && item !== null ? toJson(item) : item;
}
