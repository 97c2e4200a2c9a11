import "server-only";
import type { Flow, ParameterField } from "batch-core";

export type StepKind = "chunk" | "tasklet" | "partition" | "flow" | "job";

export interface KnownStep {
  readonly name: string;
  readonly kind: StepKind;
  readonly chunkSize: number | null;
  /** The partitioned step whose worker it is: then it has rows per partition, none of its own name. */
  readonly workerOf: string | null;
}

/** What this installation knows of a job by its definition. */
export interface KnownJob {
  readonly name: string;
  readonly description: string | null;
  /** In the order of the definition. */
  readonly steps: readonly KnownStep[];
  readonly flow: Flow;
  readonly restartable: boolean;
  readonly hasIncrementer: boolean;
  readonly fields: readonly ParameterField[];
  /** Parameters the definition calls secret. */
  readonly secretNames: ReadonlySet<string>;
}

/** The jobs that can be launched here. Others may have rows all the same. */
export interface JobCatalogue {
  names(): readonly string[];
  get(jobName: string): KnownJob | undefined;
}

/** Steps that have rows of their own name, in the order of the definition. */
export function rowSteps(job: KnownJob): readonly KnownStep[] {
  return job.steps.filter(({ workerOf }) => workerOf === null);
}

const NOTHING: ReadonlySet<string> = new Set();

export function secretNamesOf(jobs: JobCatalogue, jobName: string | null): ReadonlySet<string> {
  return (jobName !== null && jobs.get(jobName)?.secretNames) || NOTHING;
}
