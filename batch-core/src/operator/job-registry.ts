import type { Job } from "../definition/define-job.ts";
import { JobDefinitionError, NoSuchJobError } from "../errors.ts";

/** The jobs that can be launched here, by name. */
export interface JobRegistry {
  /** In the order they were registered. */
  names(): readonly string[];
  get(name: string): Job | undefined;
  /** @throws {NoSuchJobError} */
  require(name: string): Job;
}

/** @throws {JobDefinitionError} when two jobs have one name */
export function jobRegistry(jobs: readonly Job[]): JobRegistry {
  const byName = new Map<string, Job>();
  for (const job of jobs) {
    if (byName.has(job.name))
      throw new JobDefinitionError(`Two jobs are named "${job.name}". Job names must be unique.`);
    byName.set(job.name, job);
  }
  return {
    names: () => [...byName.keys()],
    get: (name) => byName.get(name),
    require(name) {
      const job = byName.get(name);
      if (!job) throw new NoSuchJobError(name, [...byName.keys()]);
      return job;
    },
  };
}
