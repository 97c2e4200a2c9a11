import type { ExecutionFilter } from "../filter/execution-filter";
import type { ExecutionRow, StripCell } from "./execution-row";
import type { RunningRow } from "./running";
import type { Count, Id, Instant } from "./values";

export interface OverviewView {
  readonly readAt: Instant;
  /** Start of the window of `failed`, `stopped` and `completed`: 24 hours before. */
  readonly since: Instant;
  readonly failed: CountCard;
  readonly running: CountCard;
  readonly stopping: CountCard;
  /** Running by the table but suspect or lost. */
  readonly stuck: CountCard;
  readonly stopped: CountCard;
  readonly completed: CountCard;
  /** Jobs that start regularly and have not: those that the catalogue shows as late. */
  readonly late: number;
  readonly jobs: readonly OverviewJobRow[];
  /** Newest first, at most 20. */
  readonly failures: readonly FailureRow[];
  readonly live: readonly RunningRow[];
}

export interface OverviewJobRow {
  readonly jobName: string;
  readonly launchable: boolean;
  readonly last: ExecutionRow | null;
  readonly lastSuccess: Instant | null;
  /** When it should have started, of a job that starts regularly and has not; else null. */
  readonly overdueSince: Instant | null;
  /** Oldest first, at most 30. */
  readonly strip: readonly StripCell[];
}

/** A number that opens the list it counts. */
export interface CountCard {
  readonly count: Count;
  readonly filter: ExecutionFilter;
}

export interface FailureRow {
  readonly id: Id;
  readonly jobName: string | null;
  readonly step: string | null;
  readonly ended: Instant | null;
  readonly firstLine: string | null;
}
