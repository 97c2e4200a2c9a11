import type { BatchStatus } from "batch-core/model";
import type { Liveness } from "./execution-row";
import type { Id, Instant } from "./values";

export interface RunningBoardView {
  readonly readAt: Instant;
  readonly rows: readonly RunningRow[];
  /** Asked for and waiting for a free slot. */
  readonly waiting: number;
}

export interface RunningRow {
  readonly id: Id;
  readonly jobName: string | null;
  readonly instanceId: Id | null;
  readonly status: BatchStatus;
  readonly liveness: Liveness;
  readonly started: Instant | null;
  readonly elapsedMs: number | null;
  readonly usualMs: number | null;
  readonly slowMs: number | null;
  readonly step: { readonly name: string; readonly index: number; readonly of: number | null } | null;
  readonly read: number;
  readonly written: number;
  readonly skipped: number;
  /** Over the last polls; null until there are two. */
  readonly readPerSecond: number | null;
  readonly writtenPerSecond: number | null;
  /** When a step row was last updated: the last commit. */
  readonly lastCommit: Instant | null;
  readonly partitions: { readonly done: number; readonly total: number } | null;
  readonly host: string | null;
  readonly requestedBy: string | null;
  readonly eta: Eta | null;
}

export interface Eta {
  readonly at: Instant;
  readonly basis: EtaBasis;
}

/** Where an estimate comes from: the usual duration, or items against the usual number of items. */
export type EtaBasis = "usual-duration" | "usual-items";
