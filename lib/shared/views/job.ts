import type { BatchStatus } from "batch-core/model";
import type { ActionState } from "./actions";
import type { ExecutionRow, StripCell } from "./execution-row";
import type { FlowView } from "./flow";
import type { InstanceRow } from "./instance";
import type { JobStats } from "./jobs";
import type { FieldView } from "./launch";
import type { Page } from "./page";
import type { Id, Instant } from "./values";

export interface JobView {
  readonly readAt: Instant;
  readonly name: string;
  readonly description: string | null;
  readonly launchable: boolean;
  readonly launch: ActionState;
  readonly restartable: boolean;
  readonly hasIncrementer: boolean;
  readonly fields: readonly FieldView[];
  readonly flow: FlowView | null;
  readonly steps: readonly StepStats[];
  readonly stats: JobStats;
  readonly trend: readonly TrendPoint[];
  readonly grid: GridView;
  readonly instances: Page<InstanceRow>;
  readonly recent: readonly ExecutionRow[];
}

export interface StepStats {
  readonly stepName: string;
  readonly runs: number;
  readonly failures: number;
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
  readonly shareOfRun: number | null;
}

/** One bar of the trend: newest last. */
export interface TrendPoint extends StripCell {
  readonly read: number;
  readonly written: number;
  readonly skipped: number;
}

/** Runs × steps, oldest run first; `cells[run][step]`. */
export interface GridView {
  readonly steps: readonly string[];
  readonly runs: readonly StripCell[];
  readonly cells: readonly (readonly (GridCell | null)[])[];
}

export interface GridCell {
  /** The execution of its column, or the earlier attempt that had completed the step. */
  readonly executionId: Id;
  readonly stepExecutionId: Id;
  readonly status: BatchStatus;
  readonly durationMs: number | null;
}
