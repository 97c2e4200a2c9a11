import type { JobBuilder, JobExecution, Step, StepOptions } from "../../src/index.ts";

/** What one run of a step does: "ok", "fail", or it ends with that exit code. */
export type Outcome = "ok" | "fail" | (string & {});

export interface ScriptedSteps {
  /** A tasklet step; after its last outcome it is ok. */
  step(name: string, ...outcomes: Outcome[]): Step;
  stepWith(options: StepOptions, name: string, ...outcomes: Outcome[]): Step;
}

/** Makes steps whose outcomes are written down, run by run. */
export function scriptedSteps(job: JobBuilder<unknown>): ScriptedSteps {
  const stepWith: ScriptedSteps["stepWith"] = (options, name, ...outcomes) => {
    const left = [...outcomes];
    return job.taskletStep(
      name,
      ({ setExitCode }) => {
        const outcome = left.shift() ?? "ok";
        if (outcome === "fail") throw new Error(`${name} fails as it was told`);
        if (outcome !== "ok") setExitCode(outcome);
      },
      { ...options, exitCodes: [] as string[] },
    );
  };
  return { stepWith, step: (name, ...outcomes) => stepWith({}, name, ...outcomes) };
}

/** "STATUS/EXIT" of the job, then "name STATUS/EXIT" of each row of this execution. */
export function storyOf({ status, exitStatus, stepExecutions }: JobExecution): { job: string; rows: string[] } {
  return {
    job: `${status}/${exitStatus.code}`,
    rows: stepExecutions.map((step) => `${step.stepName} ${step.status}/${step.exitStatus.code}`),
  };
}
