import type { FlowEndCode, FlowGraph } from "./flow.ts";
import type { StepListener } from "./listeners.ts";
import type { StepOptions } from "./step.ts";

export interface FlowStepOptions extends StepOptions {
  readonly listeners?: readonly StepListener[];
}

/**
 * A flow that has a row of its own, beside the rows of its steps. Status and exit of the row are those of the flow; its counters stay 0. Steps
 * inside begin with a copy of its context.
 * @see Spring Batch FlowStep
 */
export interface FlowStep<Name extends string = string, End extends string = string> extends FlowStepOptions {
  readonly kind: "flow-step";
  readonly name: Name;
  readonly flow: FlowGraph;
  /** Type only: the exit codes that transitions may name. */
  readonly exitCodes?: FlowEndCode | End;
}
