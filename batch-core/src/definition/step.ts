import type { EXIT_CODES } from "../model/exit-status.ts";

export type StandardExitCode = (typeof EXIT_CODES)[number];

/** What every kind of step can say of itself. */
export interface StepOptions {
  /** Words for the console. */
  readonly description?: string;
  /** Runs again on a restart although it completed; default false. */
  readonly allowStartIfComplete?: boolean;
  /** How many executions of this step one JobInstance may have; default and 0: no limit. */
  readonly startLimit?: number;
}
