import type { z } from "zod";
import { JobDefinitionError } from "../errors.ts";
import { type Flow, type Step, stepsOf } from "./flow.ts";
import type { FlowDraft } from "./flow-builder.ts";
import type { JobParametersIncrementer } from "./incrementer.ts";
import { JobBuilder, NAME_LENGTH_MAX } from "./job-builder.ts";
import type { JobListener } from "./listeners.ts";

export interface JobOptions<Schema extends z.ZodObject> {
  /** At most 100 characters: the width of JOB_NAME. */
  readonly name: string;
  /** Words for the console. */
  readonly description?: string;
  /**
   * Types, defaults and words of the parameters. Spring's types: string STRING, integer LONG, number DOUBLE, `z.iso.date()` and
   * `z.iso.datetime()` DATE, boolean and enum STRING. `.meta({ title, description, identifying: false, secret: true })` says the rest.
   * Absent: the job takes any parameters.
   */
  readonly parameters?: Schema;
  /** Rules over several parameters; problems by parameter name, the empty name for all of them. Nothing or none: valid. */
  readonly validate?: (parameters: z.output<Schema>) => Readonly<Record<string, string>> | undefined;
  /** What `startNextInstance` and the launch form propose. */
  readonly incrementer?: JobParametersIncrementer;
  /** Only the first execution of an instance may run; default false. */
  readonly preventRestart?: boolean;
  readonly listeners?: readonly JobListener[];
  readonly flow: (job: JobBuilder<z.output<Schema>>) => FlowDraft;
}

/** A job's definition: an immutable value that holds no open file and no connection. */
export interface Job {
  readonly name: string;
  readonly description: string;
  /** Null: the job takes any parameters. */
  readonly parameters: z.ZodObject | null;
  readonly validate: ((parameters: unknown) => Readonly<Record<string, string>> | undefined) | null;
  readonly incrementer: JobParametersIncrementer | null;
  readonly restartable: boolean;
  readonly listeners: readonly JobListener[];
  readonly flow: Flow;
  /** Every step of the flow in reading order, see {@link stepsOf}. */
  readonly steps: readonly Step[];
}

/**
 * Defines a job.
 * @throws {JobDefinitionError} when the definition cannot work
 */
export function defineJob<Schema extends z.ZodObject>(options: JobOptions<Schema>): Job {
  if (options.name.trim() === "" || options.name.length > NAME_LENGTH_MAX) {
    throw new JobDefinitionError(
      `A job's name has 1 to ${NAME_LENGTH_MAX} characters, got ${JSON.stringify(options.name)}.`,
    );
  }
  const flow = options.flow(new JobBuilder(options.name)).build(options.name);
  const steps = stepsOf(flow);
  checkUnique(options.name, steps);
  return {
    name: options.name,
    description: options.description ?? "",
    parameters: options.parameters ?? null,
    // The runtime calls it with the output of `parameters` only, which is what it is typed for.
    validate: (options.validate as Job["validate"]) ?? null,
    incrementer: options.incrementer ?? null,
    restartable: !options.preventRestart,
    // A listener that stands there twice hears everything once.
    listeners: [...new Set(options.listeners)],
    flow,
    steps,
  };
}

/** A restart finds a step by its name alone. */
function checkUnique(jobName: string, steps: readonly Step[]): void {
  const names = steps.map((step) => step.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new JobDefinitionError(
    `Two steps of job "${jobName}" are named "${twice}". Step names must be unique within a job, nested flows included.`,
  );
}
