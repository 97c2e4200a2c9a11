import type { ItemReader } from "batch-core";

/**
 * The same reader, pausing before every `everyItems` items, so that a fast job can be watched and stopped. It pauses while reading: no
 * transaction is open then. A pause that is broken off, as by a stop, is over.
 */
export function pausing<T>(
  reader: ItemReader<T>,
  { everyItems, pause }: { everyItems: number; pause: () => Promise<void> },
): ItemReader<T> {
  let readCount = 0;
  return {
    open: (context) => reader.open?.(context),
    update: (context) => reader.update?.(context),
    close: () => reader.close?.(),
    async read() {
      if (readCount++ % everyItems === 0) await pause().catch(() => {});
      return reader.read();
    },
  };
}
