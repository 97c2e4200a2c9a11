import type { BatchStatus } from "batch-core/model";
import type { ExecutionAction } from "./actions";
import type { Id, Instant } from "./values";

/** One action on many executions, how far it is, and what came of each. */
export interface BulkOperationView {
  readonly readAt: Instant;
  readonly id: Id;
  readonly action: BulkAction;
  readonly actor: string;
  readonly reason: string | null;
  /** Query string of the filter it was chosen by; null when rows were ticked. */
  readonly filter: string | null;
  /** `interrupted`: it runs by the table, but nobody works on it any more; it can be continued. */
  readonly state: "running" | "paused" | "interrupted" | "done";
  readonly created: Instant | null;
  readonly updated: Instant | null;
  readonly matched: number;
  readonly eligible: number;
  /** Still to be done. */
  readonly pending: number;
  readonly done: number;
  readonly refused: number;
  readonly failed: number;
  readonly ineligible: number;
  /** By position. */
  readonly items: readonly BulkItemView[];
  /** Position to ask on from; null on the last page. */
  readonly next: number | null;
}

export interface BulkItemView {
  /** From 1. */
  readonly position: number;
  readonly executionId: Id;
  readonly jobName: string | null;
  readonly beforeStatus: BatchStatus | null;
  readonly state: BulkItemState;
  readonly code: string | null;
  /** Why it was refused or could not be done. */
  readonly message: string | null;
  /** The execution that a restart began. */
  readonly resultExecutionId: Id | null;
  readonly updated: Instant | null;
}

/** `REFUSED` by a rule, `FAILED` for a reason nobody foresaw; `INELIGIBLE` from the beginning. */
export type BulkItemState = "PENDING" | "WORKING" | "DONE" | "REFUSED" | "FAILED" | "INELIGIBLE";

/** What can be done to many executions at once. */
export type BulkAction = Exclude<ExecutionAction, "runAgain">;

/** What a bulk operation would do. */
export interface BulkPreviewView {
  readonly readAt: Instant;
  readonly action: BulkAction;
  readonly matched: number;
  readonly eligible: number;
  readonly rows: readonly BulkPreviewRow[];
}

export interface BulkPreviewRow {
  readonly executionId: Id;
  readonly jobName: string | null;
  /** Null when there is no such execution. */
  readonly status: BatchStatus | null;
  readonly eligible: boolean;
  /** Why not. */
  readonly reason: string | null;
}
