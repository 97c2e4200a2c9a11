import type { BatchStatus } from "batch-core/model";
import type { Id, Instant } from "./values";

export interface TimelineView {
  readonly segments: readonly TimelineSegment[];
  /** Oldest attempt first. */
  readonly lanes: readonly TimelineLane[];
}

export interface TimelineLane {
  readonly executionId: Id;
  readonly attempt: number;
  readonly status: BatchStatus;
  readonly bars: readonly TimelineBar[];
  /** Declared steps this attempt did not get to. */
  readonly notReached: readonly string[];
  /** Declared steps it skipped because an earlier attempt completed them. */
  readonly skippedAsComplete: readonly string[];
}

export interface TimelineBar {
  readonly stepExecutionId: Id | null;
  readonly stepName: string;
  readonly status: BatchStatus;
  readonly created: Instant | null;
  readonly started: Instant | null;
  readonly ended: Instant | null;
  readonly durationMs: number | null;
  /** Place on the axis, 0 to 1, gaps folded. */
  readonly offset: number;
  readonly width: number;
  readonly read: number;
  readonly written: number;
  readonly partitions: { readonly total: number; readonly done: number; readonly failed: number } | null;
}

/** A part of the axis: `from`–`to` in real time drawn with `weight` of the width; a folded gap has `gapMs`. */
export interface TimelineSegment {
  readonly from: Instant;
  readonly to: Instant;
  readonly weight: number;
  readonly gapMs: number | null;
}
