import type { FlowEndCode, NamedFlow } from "./flow.ts";

/**
 * Flows that run at the same time. The split waits for all of them, and its result is the worst of theirs: COMPLETED, STOPPED, FAILED, UNKNOWN.
 * A flow that throws does not stop the others; its error is thrown when all have ended.
 * @see Spring Batch SplitState
 */
export interface Split<Name extends string = string, End extends string = string> {
  readonly kind: "split";
  readonly name: Name;
  readonly flows: readonly NamedFlow[];
  /** Type only: the results that transitions may name. */
  readonly exitCodes?: FlowEndCode;
  /** Type only: the exit codes that ends inside of it give to the job. */
  readonly ends?: End;
}
