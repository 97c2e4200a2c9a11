import { JobDefinitionError } from "../errors.ts";
import type { Awaitable } from "../item/item-stream.ts";
import type { ChunkStep, ChunkStepOptions } from "./chunk-step.ts";
import type { Decider, DeciderScope } from "./decider.ts";
import type { FlowEndCode, FlowState, NamedFlow } from "./flow.ts";
import { type EndOf, type ExitCodeOf, type FlowBuilder, type FlowDraft, startFlow } from "./flow-builder.ts";
import type { FlowStep, FlowStepOptions } from "./flow-step.ts";
import type { JobStep, JobStepOptions } from "./job-step.ts";
import type { PartitionedStep, PartitionedStepOptions } from "./partitioned-step.ts";
import type { Split } from "./split.ts";
import type { RepeatStatus, Tasklet, TaskletStep, TaskletStepOptions } from "./tasklet-step.ts";

/** Of jobs and of steps: the width of JOB_NAME and STEP_NAME. */
export const NAME_LENGTH_MAX = 100;
/** Spring Batch's default. */
const GRID_SIZE = 6;

/** For items that the writer does not take as they were read: without this a step without a processor would take any writer. */
type NeedsProcessor = { readonly processor: object } | { readonly makeProcessor: object };

/** Makes the steps of one job, typed by its parameters `P`. */
export class JobBuilder<P> {
  readonly #jobName: string;

  constructor(jobName: string) {
    this.#jobName = jobName;
  }

  /** Items are written as they were read. */
  chunkStep<const Name extends string, T, const Exit extends string = never>(
    name: Name,
    options: ChunkStepOptions<P, T, T, Exit> & { readonly processor?: undefined; readonly makeProcessor?: undefined },
  ): ChunkStep<unknown, Name, Exit>;
  /** A processor makes what the writer takes. */
  chunkStep<const Name extends string, I, O, const Exit extends string = never>(
    name: Name,
    options: ChunkStepOptions<P, I, O, Exit> & NeedsProcessor,
  ): ChunkStep<unknown, Name, Exit>;
  /** A processor that may be absent keeps the type of the items. */
  chunkStep<const Name extends string, T, const Exit extends string = never>(
    name: Name,
    options: ChunkStepOptions<P, T, T, Exit>,
  ): ChunkStep<unknown, Name, Exit>;
  chunkStep<const Name extends string, I, O, const Exit extends string = never>(
    name: Name,
    options: ChunkStepOptions<P, I, O, Exit>,
  ): ChunkStep<unknown, Name, Exit> {
    this.#checkStepName(name);
    this.#checkChunkOptions(name, options);
    // Item and parameter types were checked against each other by this signature; the runner handles items as unknown.
    return { ...(options as unknown as ChunkStepOptions<unknown, unknown, unknown, Exit>), kind: "chunk", name };
  }

  taskletStep<
    const Name extends string,
    const Exit extends string = never,
    // Inferred, or an async function that only ever returns "FINISHED" would be one that returns any text.
    const Result extends RepeatStatus | void = RepeatStatus | void,
  >(
    name: Name,
    tasklet: Tasklet<P, Exit, Result>,
    options: TaskletStepOptions<Exit> = {},
  ): TaskletStep<unknown, Name, Exit> {
    this.#checkStepName(name);
    // The list of codes is for the compiler; the property of that name is type only.
    const { exitCodes: _, ...rest } = options;
    return { ...rest, kind: "tasklet", name, tasklet: tasklet as Tasklet };
  }

  /** A step that runs `worker` once per partition, several at a time. See {@link PartitionedStep}. */
  partitionedStep<const Name extends string, Worker extends ChunkStep | TaskletStep>(
    name: Name,
    options: PartitionedStepOptions<P, Worker>,
  ): PartitionedStep<unknown, Name, ExitCodeOf<Worker>> {
    this.#checkStepName(name);
    // The signature checked the parameters that its functions take; the runner hands on what the job's schema gave.
    const { gridSize = GRID_SIZE, worker, ...rest } = options as PartitionedStepOptions<unknown, Worker>;
    for (const [option, value] of Object.entries({ gridSize, concurrency: rest.concurrency ?? 1 })) {
      if (isPositiveInteger(value)) continue;
      throw new JobDefinitionError(
        `Step "${name}" of job "${this.#jobName}": expected ${option} to be a positive integer, got ${value}.`,
      );
    }
    return {
      ...rest,
      kind: "partitioned",
      name,
      gridSize,
      worker: { ...worker, workerOf: name },
    };
  }

  /** A step that is a flow. See {@link FlowStep}. */
  flowStep<const Name extends string, End extends string>(
    name: Name,
    flow: FlowDraft<End>,
    options: FlowStepOptions = {},
  ): FlowStep<Name, End> {
    this.#checkStepName(name);
    return { ...options, kind: "flow-step", name, flow: flow.buildGraph(name) };
  }

  /** A step that launches another job. See {@link JobStep}. */
  jobStep<const Name extends string>(name: Name, options: JobStepOptions<P>): JobStep<unknown, Name> {
    this.#checkStepName(name);
    return { ...(options as JobStepOptions), kind: "job-step", name };
  }

  /** A place where a function chooses the way: `job.decider("weekday", ({ parameters }) => …)`. See {@link Decider}. */
  decider<const Name extends string, const Code extends string>(
    name: Name,
    decide: (scope: DeciderScope<P>) => Awaitable<Code>,
  ): Decider<Name, Code> {
    this.#checkStepName(name);
    return { kind: "decision", name, decide: decide as Decider["decide"] };
  }

  /** Flows at the same time. See {@link Split}. */
  split<const Name extends string, const Flows extends readonly NamedFlow[]>(
    name: Name,
    flows: Flows,
  ): Split<Name, EndOf<Flows[number]>> {
    this.#checkStepName(name);
    if (flows.length === 0) throw new JobDefinitionError(`Split "${name}" of job "${this.#jobName}" has no flows.`);
    const names = flows.map((flow) => flow.name);
    const twice = names.find((each, index) => names.indexOf(each) !== index);
    if (twice !== undefined) {
      throw new JobDefinitionError(`Split "${name}" of job "${this.#jobName}" has two flows named "${twice}".`);
    }
    return { kind: "split", name, flows };
  }

  /** A flow to be used inside other flows and in splits: `job.flow("files", job.start(a).next(b))`. */
  flow<const Name extends string, End extends string>(name: Name, flow: FlowDraft<End>): NamedFlow<Name, End> {
    this.#checkStepName(name);
    return { kind: "flow", name, flow: flow.buildGraph(name) };
  }

  /**
   * Begins the flow. Steps joined by `next` alone are Spring Batch's SimpleJob; with anything else it is a FlowJob, whose steps may fail
   * without the job failing.
   */
  start<T extends FlowState>(state: T): FlowBuilder<ExitCodeOf<T>, T["name"], FlowEndCode | EndOf<T>> {
    return startFlow(state);
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
    if (name.startsWith("end:")) {
      throw new JobDefinitionError(`Job "${this.#jobName}": "${name}": names that begin with "end:" are the ends'.`);
    }
    if (name.trim() === "" || name.length > NAME_LENGTH_MAX) {
      throw new JobDefinitionError(
        `Job "${this.#jobName}": a step's name has 1 to ${NAME_LENGTH_MAX} characters, got ${JSON.stringify(name)}.`,
      );
    }
  }
}

function isPositiveInteger(value: number): boolean {
  return Number.isInteger(value) && value >= 1;
}
