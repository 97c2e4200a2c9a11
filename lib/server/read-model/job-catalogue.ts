import "server-only";

/** What this installation knows of a job by its definition. */
export interface KnownJob {
  readonly name: string;
  readonly description: string | null;
  readonly stepNames: readonly string[];
  /** Parameters the definition calls secret. */
  readonly secretNames: ReadonlySet<string>;
}

/** The jobs that can be launched here. Others may have rows all the same. */
export interface JobCatalogue {
  names(): readonly string[];
  get(jobName: string): KnownJob | undefined;
}

const NOTHING: ReadonlySet<string> = new Set();

export function secretNamesOf(jobs: JobCatalogue, jobName: string | null): ReadonlySet<string> {
  return (jobName !== null && jobs.get(jobName)?.secretNames) || NOTHING;
}
