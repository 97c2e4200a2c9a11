import type { Page } from "./page";
import type { StepView } from "./step";
import type { Id, Instant } from "./values";

/** Workers of one manager, silent and slow ones first. */
export interface PartitionsView {
  readonly readAt: Instant;
  readonly summary: PartitionSummary;
  readonly workers: Page<StepView>;
}

export interface PartitionSummary {
  readonly managerId: Id;
  readonly managerName: string;
  readonly total: number;
  readonly completed: number;
  readonly running: number;
  readonly failed: number;
  readonly read: number;
  readonly written: number;
  readonly skipped: number;
}
