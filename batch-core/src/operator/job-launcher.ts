import type { Job } from "../definition/define-job.ts";
import { type LeaseStore, parentMark } from "../host/lease-store.ts";
import type { JobExecution } from "../model/job-execution.ts";
import type { JobRepository } from "../repository/job-repository.ts";
import type { Generation } from "../repository/table-layout.ts";
import type { JobLauncher } from "../runner/run-environment.ts";
import { refusalOf } from "./job-operator.ts";
import type { JobRegistry } from "./job-registry.ts";

/** Launches for job steps, under the rules and locks of any other launch. */
export function jobLauncher(
  jobs: JobRegistry,
  repository: JobRepository,
  leases: LeaseStore,
  generation: Generation,
  run: (job: Job, execution: JobExecution) => Promise<unknown>,
): JobLauncher {
  return {
    find: (jobName) => jobs.require(jobName),

    create: (job, parameters, parent) =>
      repository.createJobExecution(
        job.name,
        parameters,
        (history) => {
          const refusal = refusalOf(job, parameters, history, generation);
          if (refusal) throw refusal;
        },
        parentMark(parent.id),
        parent.id,
      ),

    async run(job, execution) {
      try {
        await run(job, execution);
      } finally {
        await leases.finishChild(execution.id);
      }
    },
  };
}
