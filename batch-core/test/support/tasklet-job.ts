import { defineJob, type Job, type StepOptions, type Tasklet, type TaskletStepOptions } from "../../src/index.ts";

interface Options extends StepOptions, Pick<TaskletStepOptions, "listeners"> {
  readonly jobName?: string;
  readonly exitCodes?: readonly string[];
}

/** A job whose one step calls `tasklet`. */
export function taskletJob(tasklet: Tasklet, { jobName = "tasklet", ...options }: Options = {}): Job {
  return defineJob({ name: jobName, flow: (job) => job.start(job.taskletStep("work", tasklet, options)) });
}
