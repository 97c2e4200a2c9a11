import type { Awaitable } from "../item/item-stream.ts";
import type { Job } from "./define-job.ts";
import type { ParameterInput } from "./job-parameters-schema.ts";
import type { StepListener } from "./listeners.ts";
import type { StepOptions } from "./step.ts";
import type { StepScope } from "./step-scope.ts";

export interface JobStepOptions<P = unknown> extends StepOptions {
  /** The job to launch, or its name where it is registered. */
  readonly job: Job | string;
  /**
   * What it is launched with, as a launch takes it; default: all parameters of this job. Remembered in the step's context, so that a restart
   * continues the same instance.
   */
  readonly parameters?: (scope: StepScope<P>) => Awaitable<ParameterInput>;
  readonly listeners?: readonly StepListener[];
}

/**
 * A step that launches another job and waits for its end: an instance and executions of its own, operated like any other. The step's exit is
 * the job's. FAILED, ABANDONED and UNKNOWN fail the step; a job that was stopped stops it, and a stop of this job stops the other one.
 * @see Spring Batch JobStep
 */
export interface JobStep<P = unknown, Name extends string = string> extends JobStepOptions<P> {
  readonly kind: "job-step";
  readonly name: Name;
  /** Type only: any code the job may end with. */
  readonly exitCodes?: string;
}
