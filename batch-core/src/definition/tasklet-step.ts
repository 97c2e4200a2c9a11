import type { Awaitable } from "../item/item-stream.ts";
import type { Transaction } from "../repository/database.ts";
import type { StepListener } from "./listeners.ts";
import type { StandardExitCode, StepOptions } from "./step.ts";
import type { StepScope } from "./step-scope.ts";

/** "CONTINUABLE" asks to be called again in a new transaction; anything else is the end of the step. */
export type RepeatStatus = "FINISHED" | "CONTINUABLE";

export interface TaskletScope<P = unknown, Exit extends string = string> extends StepScope<P> {
  /** Opened at the first statement; commits together with the counters and contexts of this call. */
  readonly transaction: Transaction;
  /** Adds to the counters of the step; applied when this call's transaction commits. */
  contribute(counts: { readCount?: number; filterCount?: number; writeCount?: number }): void;
  /** Sets the exit code the step ends with, unless it fails: a standard one, or one that the step's `exitCodes` list. */
  setExitCode(code: Exit | StandardExitCode, description?: string): void;
}

export type Tasklet<
  P = unknown,
  Exit extends string = string,
  Result extends RepeatStatus | void = RepeatStatus | void,
> = (scope: TaskletScope<P, Exit>) => Awaitable<Result>;

export interface TaskletStepOptions<Exit extends string = never> extends StepOptions {
  /** Codes that the tasklet may set besides the standard ones: what transitions of a flow may name. */
  readonly exitCodes?: readonly Exit[];
  readonly listeners?: readonly StepListener[];
}

/** A step that calls one function, once per transaction, until it is finished. */
export interface TaskletStep<P = unknown, Name extends string = string, Exit extends string = string>
  extends Omit<TaskletStepOptions, "exitCodes"> {
  readonly kind: "tasklet";
  readonly name: Name;
  readonly tasklet: Tasklet<P>;
  /** Type only: the exit codes that transitions may name. */
  readonly exitCodes?: Exit | StandardExitCode;
}
