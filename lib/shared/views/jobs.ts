import type { ExecutionRow, StripCell } from "./execution-row";
import type { Count, Instant } from "./values";

export interface JobsView {
  readonly readAt: Instant;
  readonly jobs: readonly JobRow[];
}

export interface JobRow {
  readonly name: string;
  readonly description: string | null;
  /** Known to this installation, so that it can be launched here. */
  readonly launchable: boolean;
  readonly stats: JobStats;
  readonly runningNow: number;
  readonly last: ExecutionRow | null;
  /** When it should have started, of a job that starts regularly and has not; else null. */
  readonly overdueSince: Instant | null;
  /** Oldest first, at most 30. */
  readonly strip: readonly StripCell[];
}

/** Numbers over the recent executions of one job, at most the last 200. */
export interface JobStats {
  readonly executions: Count;
  readonly instances: Count;
  /** How many executions the figures below are about. */
  readonly sample: number;
  /** Completed among the ended, 0 to 1; null when none has ended. */
  readonly successRate: number | null;
  readonly meanMs: number | null;
  readonly medianMs: number | null;
  readonly p95Ms: number | null;
}
