import { defineJob, runIdIncrementer } from "batch-core";
import { z } from "zod";

/** The smallest job: two tasklets, one after the other. */
export const helloJob = defineJob({
  name: "helloJob",
  description: "Says hello in two steps",
  parameters: z.object({
    name: z.string().default("world").meta({ title: "Who is greeted", identifying: false }),
    "run.id": z
      .int()
      .positive()
      .default(1)
      .meta({ title: "Run", description: "Another number makes another instance" }),
  }),
  incrementer: runIdIncrementer(),
  flow: (job) => {
    const helloStep1 = job.taskletStep("helloStep1", ({ log, parameters }) => {
      log.info({}, `Hello, ${parameters.name}`);
    });
    const helloStep2 = job.taskletStep("helloStep2", ({ log, jobExecutionId }) => {
      log.info({}, `Execution ${jobExecutionId} says goodbye`);
    });
    return job.start(helloStep1).next(helloStep2);
  },
});
