import type { BatchStatus } from "batch-core/model";
import type { Page } from "./page";
import type { KeyParameter } from "./parameters";
import type { Id, Instant } from "./values";

export interface ExecutionRow extends SeenVersions, ExecutionCounts {
  readonly id: Id;
  /** Null when the row points to no instance. */
  readonly instanceId: Id | null;
  /** Null when the instance row is missing. */
  readonly jobName: string | null;
  /** UNKNOWN when the column holds no status word; then `storedStatus` has what it holds. */
  readonly status: BatchStatus;
  readonly storedStatus: string | null;
  readonly exitCode: string | null;
  /** Most telling line of the exit message (its deepest cause); null when there is none. */
  readonly exitMessageFirstLine: string | null;
  /** 1-based position among the attempts of its instance. */
  readonly attempt: number;
  readonly attempts: number;
  readonly created: Instant | null;
  readonly started: Instant | null;
  readonly ended: Instant | null;
  readonly updated: Instant | null;
  /** Start to end; to the time of reading while it runs; null before the start or when the times make no sense. */
  readonly durationMs: number | null;
  readonly durationDoubt: DurationDoubt | null;
  /** Median over the recent completed executions of the job; null while fewer than three are known. */
  readonly usualMs: number | null;
  /** 95th percentile of the same executions. */
  readonly slowMs: number | null;
  /** The step it is in, while it runs. */
  readonly currentStep: string | null;
  /** The step that made it fail or stop. */
  readonly failedStep: string | null;
  /** Parameters, identifying ones first. */
  readonly keyParameters: readonly KeyParameter[];
  /** Who asked for it; null when nobody wrote that down (a Java application did). */
  readonly requestedBy: string | null;
  /** `host (pid)` of the process that runs or ran it; null when unknown. */
  readonly host: string | null;
  readonly liveness: Liveness;
}

/** Sums over steps; partition workers are counted once, through their manager. */
export interface ExecutionCounts {
  readonly read: number;
  readonly written: number;
  readonly filtered: number;
  /** Read, process and write skips together. */
  readonly skipped: number;
  readonly rollbacks: number;
  readonly commits: number;
}

export type ExecutionPage = Page<ExecutionRow>;

/** What an operator decides on: VERSION of the execution, and the sum of those of its steps, which moves with every chunk. */
export interface SeenVersions {
  readonly version: number;
  readonly stepsVersion: number;
}

/**
 * How alive an execution that should be running is. `suspect`: nothing moved for longer than usual. `lost`: its process is surely gone
 * (missed heartbeats). `stopping`: a stop was asked and is awaited. Null when it is not running.
 */
export type Liveness = "running" | "suspect" | "lost" | "stopping" | null;

/**
 * Why a duration is not to be trusted: `negative` ends before it begins; in `clocks-set-back` one of its times stands for two instants, since
 * the clocks of the database's zone were set back over it. `ms` is the span as the rows give it.
 */
export interface DurationDoubt {
  readonly kind: "negative" | "clocks-set-back";
  readonly ms: number;
}

/** One cell of the strip "last 30 runs". */
export interface StripCell {
  readonly id: Id;
  readonly status: BatchStatus;
  readonly started: Instant | null;
  readonly durationMs: number | null;
}

/** A neighbour to go to. */
export interface ExecutionLink {
  readonly id: Id;
  readonly status: BatchStatus;
  readonly started: Instant | null;
}
