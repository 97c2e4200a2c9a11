import { compositeStream } from "../composite-stream.ts";
import type { ItemWriter } from "../item-writer.ts";

/**
 * Hands every chunk to all writers, one after the other, and takes their files and positions along. Writers that keep a position need
 * different names.
 *
 *     compositeWriter(sqlWriter<Bird>({ … }), csvWriter("birds.csv", ["id", "name"]))
 */
export function compositeWriter<T>(...writers: readonly ItemWriter<T>[]): ItemWriter<T> {
  return {
    ...compositeStream(writers),
    async write(items, scope) {
      for (const writer of writers) await writer.write(items, scope);
    },
  };
}
