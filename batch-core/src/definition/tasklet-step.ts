import type { Awaitable } from "../item/item-stream.ts";
import type { Transaction } from "../repository/database.ts";
import type { StepListener } from "./listeners.ts";
import type { StandardExitCode, StepOptions } from "./step.ts";
import type { StepScope } from "./step-scope.ts";

/** "CONTINUABLE" asks to be called again in a new transaction; anything else is the end of the step. */
export type RepeatStatus = "FINISHED" | "CONTINUABLE";

export interface TaskletScope<P = unknown> extends StepScope<P> {
  /** Opened at the first statement; commits together with the counters and contexts of this call. */
  readonly transaction: Transaction;
  /** Adds to the counters of the step; applied when this call's transaction commits. */
  contribute(counts: { readCount?: number; filterCount?: number; writeCount?: number }): void;
  /** Sets the exit code the step ends with, unless it fails. */
  setExitCode(code: string, description?: string): void;
}

export type Tasklet<P = unknown> = (scope: TaskletScope<P>) => Awaitable<RepeatStatus | void>;

export interface TaskletStepOptions extends StepOptions {
  readonly listeners?: readonly StepListener[];
}

/** A step that calls one function, once per transaction, until it is finished. */
export interface TaskletStep<P = unknown, Name extends string = string, Exit extends string = StandardExitCode>
  extends TaskletStepOptions {
  readonly kind: "tasklet";
  readonly name: Name;
  readonly tasklet: Tasklet<P>;
  /** Type only: the exit codes that transitions may name. */
  readonly exitCodes?: Exit;
}
