import type { BatchStatus } from "batch-core/model";
import type { DurationDoubt, StripCell } from "./execution-row";
import type { Id, Instant } from "./values";

export interface StepView extends StepCounts {
  readonly id: Id;
  readonly version: number;
  readonly name: string;
  /** Its place in the order of starting, from 1. */
  readonly order: number;
  /** From `batch.stepType` and the definition; null when neither tells. */
  readonly type: "chunk" | "tasklet" | "partition-manager" | "partition-worker" | "flow" | "job" | null;
  /** Step execution id of its manager when this is a partition worker. */
  readonly managerId: Id | null;
  readonly status: BatchStatus;
  readonly storedStatus: string | null;
  readonly exitCode: string | null;
  readonly exitMessage: string | null;
  readonly created: Instant | null;
  readonly started: Instant | null;
  readonly ended: Instant | null;
  readonly updated: Instant | null;
  readonly durationMs: number | null;
  readonly durationDoubt: DurationDoubt | null;
  readonly usualMs: number | null;
  /** Of the execution's duration, 0 to 1. */
  readonly share: number | null;
  /** Items read per second over its duration. */
  readonly itemsPerSecond: number | null;
  readonly chunkSize: number | null;
}

export interface StepCounts {
  readonly read: number;
  readonly filtered: number;
  readonly written: number;
  readonly readSkips: number;
  readonly processSkips: number;
  readonly writeSkips: number;
  readonly commits: number;
  readonly rollbacks: number;
}

/** How a step has been doing before, over at most 30 executions of its job; figures are of those that completed. */
export interface StepHistoryView {
  readonly readAt: Instant;
  readonly stepName: string;
  readonly completed: number;
  readonly minMs: number | null;
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
  readonly maxMs: number | null;
  readonly medianRead: number | null;
  /** Oldest first. */
  readonly runs: readonly StepRun[];
}

/** One execution of a step, among others of the same step. */
export interface StepRun extends StripCell {
  readonly stepExecutionId: Id;
  readonly read: number;
}
