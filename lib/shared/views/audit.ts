import type { Id, Instant } from "./values";

/** What operators did, newest first. */
export interface AuditPage {
  readonly readAt: Instant;
  /** False where the database has no table for it, so that nothing is ever listed. */
  readonly kept: boolean;
  readonly items: readonly AuditEntry[];
  /** Cursor of the page with older entries; null on the last page. */
  readonly older: string | null;
}

export interface AuditEntry {
  readonly id: Id;
  readonly at: Instant | null;
  readonly actor: string;
  readonly action: string;
  readonly jobName: string | null;
  readonly instanceId: Id | null;
  readonly executionId: Id | null;
  readonly reason: string | null;
  readonly beforeStatus: string | null;
  readonly afterStatus: string | null;
  readonly result: string;
  readonly message: string | null;
}
