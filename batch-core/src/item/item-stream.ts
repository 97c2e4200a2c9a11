import type { ExecutionContext } from "../model/execution-context.ts";

/** A value, or a promise of it. Components that have the value at hand return it bare: an `await` per item costs more than most items. */
export type Awaitable<T> = T | Promise<T>;

/**
 * What a reader, processor or writer may add to keep its position across a restart and to take part in the chunk's
 * transaction. Every member is optional.
 *
 * Order in a step: `open` once; then per chunk `update`, `beforeCommit` and the commit, or `afterRollback`; `close` (or `release`) once, also
 * after a failed `open`. `update` runs once more before the first chunk.
 */
export interface ItemStream {
  /** Takes up the position that `context` holds; an empty context means the beginning. */
  open?(context: ExecutionContext): Awaitable<void>;
  /** Writes the position into `context`; it is saved in the transaction of the chunk. */
  update?(context: ExecutionContext): Awaitable<void>;
  /** Makes buffered output real, after the last statement and right before the commit. */
  beforeCommit?(): Awaitable<void>;
  /** Forgets what the lost chunk buffered. */
  afterRollback?(): Awaitable<void>;
  close?(): Awaitable<void>;
  /**
   * Instead of `close`, when another process has taken the step over and may be at work on the same file: gives back what is held, and
   * changes nothing. Absent: `close` does no more than that.
   */
  release?(): Awaitable<void>;
}
