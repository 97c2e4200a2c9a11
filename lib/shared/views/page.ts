import type { Id, Instant } from "./values";

export interface Page<T> {
  readonly items: readonly T[];
  /** Cursor of the page with newer rows; null on the newest page. */
  readonly newer: string | null;
  /** Cursor of the page with older rows; null on the last page. */
  readonly older: string | null;
  /**
   * Set when the search stopped at this id before it had found a page full, because nothing but reading every row could answer it:
   * "searched back to execution 800,000"; `older` goes on from there.
   */
  readonly searchedTo: Id | null;
  /** Rows that match the filter over all pages. */
  readonly total: number;
  readonly totalCapped: boolean;
  /** When the database was read: rows older than a few polls are stale. */
  readonly readAt: Instant;
}
