import type { CauseView } from "./cause";
import type { ExecutionRow } from "./execution-row";
import type { StepView } from "./step";
import type { Id, Instant } from "./values";

export interface CompareView {
  readonly readAt: Instant;
  readonly a: ExecutionRow;
  readonly b: ExecutionRow;
  readonly parameters: readonly {
    readonly name: string;
    readonly a: string | null;
    readonly b: string | null;
    readonly same: boolean;
  }[];
  /** In the order of running. */
  readonly steps: readonly {
    readonly name: string;
    readonly a: ComparedStep | null;
    readonly b: ComparedStep | null;
  }[];
  /** First step whose outcome differs. */
  readonly divergesAt: string | null;
  /** Entries of the contexts that differ, as text; null is an absent one. `step` is null for the context of the job. */
  readonly contexts: readonly {
    readonly step: string | null;
    readonly key: string;
    readonly a: string | null;
    readonly b: string | null;
  }[];
  readonly causeA: CauseView | null;
  readonly causeB: CauseView | null;
}

/** A step as it stands after an execution: a step that an earlier attempt completed is done, though this one has no row of it. */
export interface ComparedStep extends StepView {
  /** The attempt that last ran it. */
  readonly executionId: Id;
  /** How many attempts its counts and its duration are the sums of; 1 where two attempts at one instance are compared. */
  readonly attempts: number;
}
