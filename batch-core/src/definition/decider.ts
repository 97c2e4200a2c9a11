import type { Awaitable } from "../item/item-stream.ts";
import type { JobExecution } from "../model/job-execution.ts";
import type { StepExecution } from "../model/step-execution.ts";

/** What a decider looks at. */
export interface DeciderScope<P = unknown> {
  readonly parameters: P;
  readonly jobExecution: JobExecution;
  /**
   * The step before the decider in its own flow: on a restart possibly a row of an earlier attempt. Null at the beginning of a flow and right
   * after a nested flow.
   */
  readonly lastStep: StepExecution | null;
}

/**
 * A place in a flow where a function chooses the way. It is asked again at every attempt, so it must answer from what is stored (parameters,
 * the last step, contexts), not from the time of day.
 * @see Spring Batch JobExecutionDecider
 */
export interface Decider<Name extends string = string, Code extends string = string> {
  readonly kind: "decision";
  readonly name: Name;
  readonly decide: (scope: DeciderScope) => Awaitable<string>;
  /** Type only: the answers that transitions may name. */
  readonly exitCodes?: Code;
}
