import type { Job } from "batch-core";
import { wantsExamples } from "./example-tables.ts";
import { exampleJobs, jobs } from "./index.ts";

/**
 * The jobs that may be launched over a database: the examples only where they have their tables. Over the tables of another application
 * they must not be offered, which may have a job of the same name.
 */
export function offeredJobs(databaseUrl: string, setting: string | undefined): readonly Job[] {
  return wantsExamples(databaseUrl, setting) ? jobs : jobs.filter((job) => !exampleJobs.includes(job));
}
