import { JobDefinitionError } from "../errors.ts";
import type { ChunkStep } from "./chunk-step.ts";
import type { TaskletStep } from "./tasklet-step.ts";

/** Any kind of step, its types erased: what the runner runs and the console draws. */
export type Step = ChunkStep | TaskletStep;

/** Steps one after the other, each only when the one before COMPLETED: Spring Batch's SimpleJob. */
export interface StepSequence {
  readonly kind: "sequence";
  readonly steps: readonly Step[];
}

/** What a job does, as data. */
export type Flow = StepSequence;

/** All steps of a flow, in the order a reader would meet them. */
export function stepsOf(flow: Flow): readonly Step[] {
  return flow.steps;
}

/** Builds a {@link Flow}: `job.start(a).next(b)`. */
export class FlowBuilder {
  readonly #steps: readonly Step[];

  constructor(steps: readonly Step[]) {
    this.#steps = steps;
  }

  next(step: Step): FlowBuilder {
    return new FlowBuilder([...this.#steps, step]);
  }

  build(): Flow {
    const names = this.#steps.map((step) => step.name);
    const twice = names.find((name, index) => names.indexOf(name) !== index);
    if (twice !== undefined) {
      throw new JobDefinitionError(`Two steps are named "${twice}". Step names must be unique within a job.`);
    }
    return { kind: "sequence", steps: this.#steps };
  }
}
