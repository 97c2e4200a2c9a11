import type { ItemReader, StepScope } from "batch-core";

/**
 * The same reader, pausing before every `itemCount` items, so that a fast job can be watched and stopped. It pauses while reading:
 * no transaction is open then. A stop ends the pause.
 */
export function pausing<T>(reader: ItemReader<T>, itemCount: number, pauseMs: number, scope: StepScope): ItemReader<T> {
  if (pauseMs === 0) return reader;
  let readCount = 0;
  return {
    open: (context) => reader.open?.(context),
    update: (context) => reader.update?.(context),
    close: () => reader.close?.(),
    async read() {
      if (readCount++ % itemCount === 0) await scope.clock.sleep(pauseMs, scope.signal).catch(() => {});
      return reader.read();
    },
  };
}
