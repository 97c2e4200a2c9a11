import type { ExecutionContext } from "../model/execution-context.ts";
import type { Awaitable, ItemStream } from "./item-stream.ts";

/**
 * Several streams as one: opened, updated and committed in order; all are closed, whatever the others do, and what they threw is thrown
 * together.
 *
 * @see Spring Batch CompositeItemStream
 */
export function compositeStream(members: Iterable<ItemStream>): Required<ItemStream> {
  const streams = [...new Set(members)];
  return {
    async open(context: ExecutionContext) {
      for (const stream of streams) await stream.open?.(context);
    },
    async update(context: ExecutionContext) {
      for (const stream of streams) await stream.update?.(context);
    },
    async beforeCommit() {
      for (const stream of streams) await stream.beforeCommit?.();
    },
    async afterRollback() {
      for (const stream of streams) await stream.afterRollback?.();
    },
    close: () => endAll(streams, (stream) => stream.close?.()),
    release: () => endAll(streams, releaseStream),
  };
}

export function releaseStream(stream: ItemStream): Awaitable<void> {
  return stream.release ? stream.release() : stream.close?.();
}

async function endAll(streams: readonly ItemStream[], end: (stream: ItemStream) => Awaitable<void>): Promise<void> {
  const failures: unknown[] = [];
  for (const stream of streams) {
    try {
      await end(stream);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw new AggregateError(failures, "Several streams could not be closed");
}
