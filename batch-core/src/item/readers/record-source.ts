import type { ExecutionContext } from "../../model/execution-context.ts";
import type { Awaitable } from "../item-stream.ts";

/**
 * Where an item-counting reader gets its records: blocks of them, in the same order every time. A record is what counts in
 * `read.count`; it becomes an item later, one by one, so that a record which cannot become one is skipped alone.
 */
export interface RecordSource<R> {
  /** Finds the resource. `context` is the step's, with the keys of the last commit. */
  open?(context: ExecutionContext): Awaitable<void>;
  /** The next records, at least one; `null` at the end. Called again only when the last call has settled. */
  nextBlock(): Awaitable<readonly R[] | null>;
  /**
   * Gets past the first `count` records, by a way faster than reading them.
   * @returns how many records of the coming blocks must still be dropped
   */
  jumpTo?(count: number, context: ExecutionContext): Awaitable<number>;
  /**
   * Adds the source's own keys to the position that is saved.
   * @param block  the block that is being consumed
   * @param given  how many records of it have been given out
   */
  update?(context: ExecutionContext, block: readonly R[], given: number): void;
  /** Must do nothing when `open` failed or was not called. */
  close?(): Awaitable<void>;
}
