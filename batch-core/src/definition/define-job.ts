import type { z } from "zod";
import { JobDefinitionError } from "../errors.ts";
import type { ChunkStep, ChunkStepOptions } from "./chunk-step.ts";
import { type Flow, FlowBuilder, type Step, stepsOf } from "./flow.ts";
import type { JobParametersIncrementer } from "./incrementer.ts";
import type { JobListener } from "./listeners.ts";
import type { StandardExitCode } from "./step.ts";
import type { Tasklet, TaskletStep, TaskletStepOptions } from "./tasklet-step.ts";

const JOB_NAME_LENGTH_MAX = 100;

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
  readonly flow: (job: JobBuilder<z.output<Schema>>) => FlowBuilder;
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
  readonly steps: readonly Step[];
}

/**
 * Defines a job.
 * @throws {JobDefinitionError} when the definition cannot work
 */
export function defineJob<Schema extends z.ZodObject>(options: JobOptions<Schema>): Job {
  if (options.name.trim() === "" || options.name.length > JOB_NAME_LENGTH_MAX) {
    throw new JobDefinitionError(
      `A job's name has 1 to ${JOB_NAME_LENGTH_MAX} characters, got ${JSON.stringify(options.name)}.`,
    );
  }
  const flow = options.flow(new JobBuilder(options.name)).build();
  return {
    name: options.name,
    description: options.description ?? "",
    parameters: options.parameters ?? null,
    // The runtime calls it with the output of `parameters` only, which is what it is typed for.
    validate: (options.validate as Job["validate"]) ?? null,
    incrementer: options.incrementer ?? null,
    restartable: !options.preventRestart,
    listeners: options.listeners ?? [],
    flow,
    steps: stepsOf(flow),
  };
}

/** Makes the steps of one job, typed by its parameters `P`. */
export class JobBuilder<P> {
  readonly #jobName: string;

  constructor(jobName: string) {
    this.#jobName = jobName;
  }

  chunkStep<const Name extends string, I, O = I, const Exit extends string = never>(
    name: Name,
    options: ChunkStepOptions<P, I, O, Exit>,
  ): ChunkStep<unknown, Name, Exit> {
    this.#checkStepName(name);
    this.#checkChunkOptions(name, options);
    // Item and parameter types were checked against each other by this signature; the runner handles items as unknown.
    return { ...(options as unknown as ChunkStepOptions<unknown, unknown, unknown, Exit>), kind: "chunk", name };
  }

  taskletStep<const Name extends string>(
    name: Name,
    tasklet: Tasklet<P>,
    options: TaskletStepOptions = {},
  ): TaskletStep<unknown, Name, StandardExitCode> {
    this.#checkStepName(name);
    return { ...options, kind: "tasklet", name, tasklet: tasklet as Tasklet };
  }

  start(step: Step): FlowBuilder {
    return new FlowBuilder([step]);
  }

  #checkChunkOptions<I, O, Exit extends string>(name: string, options: ChunkStepOptions<P, I, O, Exit>): void {
    const { chunkSize, skip, retry, concurrency = 1, processor, makeProcessor } = options;
    const problems: string[] = [];
    if (typeof chunkSize === "number" && !isPositiveInteger(chunkSize)) {
      problems.push(`expected chunkSize to be a positive integer, got ${chunkSize}`);
    }
    if (skip?.limit !== undefined && !(Number.isInteger(skip.limit) && skip.limit >= 0)) {
      problems.push(`expected skip.limit to be a whole number, got ${skip.limit}`);
    }
    if (retry && !isPositiveInteger(retry.attempts)) {
      problems.push(`expected retry.attempts to be a positive integer, got ${retry.attempts}`);
    }
    if (retry && !retry.on?.length && !retry.policy)
      problems.push("retry names no errors: set retry.on or retry.policy");
    if (!isPositiveInteger(concurrency))
      problems.push(`expected concurrency to be a positive integer, got ${concurrency}`);
    if (concurrency > 1 && (skip || retry)) problems.push("concurrency cannot be combined with skip or retry");
    if (processor && makeProcessor) problems.push("processor and makeProcessor are two ways to say the same: use one");
    if (problems.length > 0)
      throw new JobDefinitionError(`Step "${name}" of job "${this.#jobName}": ${problems.join("; ")}.`);
  }

  #checkStepName(name: string): void {
    if (name.trim() === "" || name.length > JOB_NAME_LENGTH_MAX) {
      throw new JobDefinitionError(
        `Job "${this.#jobName}": a step's name has 1 to ${JOB_NAME_LENGTH_MAX} characters, got ${JSON.stringify(name)}.`,
      );
    }
  }
}

function isPositiveInteger(value: number): boolean {
  return Number.isInteger(value) && value >= 1;
}
