import type { ErrorClasses } from "./error-classes.ts";

/** Skips allowed when `limit` is not given. */
export const SKIP_LIMIT_DEFAULT = 10;

/** Which errors of an item cost only that item. */
export interface SkipOptions extends ErrorClasses {
  /** Read, process and write skips of one step execution together; default 10. */
  readonly limit?: number;
  /**
   * Asked before the classes: true skips. `skipCount` is negative when the question is only whether such an error can be skipped at all.
   */
  readonly policy?: (error: unknown, skipCount: number) => boolean;
}
