import type { Awaitable } from "../item/item-stream.ts";
import type { ContextValue } from "../model/execution-context.ts";
import type { StepExecution } from "../model/step-execution.ts";
import type { ChunkStep } from "./chunk-step.ts";
import type { StepListener } from "./listeners.ts";
import type { StandardExitCode, StepOptions } from "./step.ts";
import type { StepScope } from "./step-scope.ts";
import type { TaskletStep } from "./tasklet-step.ts";

/** What a partitioner sees: the manager's scope, and how many partitions are wanted. */
export interface PartitionerScope<P = unknown> extends StepScope<P> {
  readonly gridSize: number;
}

/** Name of a partition to the values its worker finds in `stepContext`. The names must be the same at every attempt. */
export type Partitions = Readonly<Record<string, Readonly<Record<string, ContextValue>>>>;

export type Partitioner<P = unknown> = (scope: PartitionerScope<P>) => Awaitable<Partitions>;

export interface PartitionedStepOptions<P, Worker extends ChunkStep | TaskletStep> extends StepOptions {
  /** Runs once per partition, each time in a row of its own: `worker:partition0`. Its own name never has a row. */
  readonly worker: Worker;
  readonly partitioner: Partitioner<P>;
  /**
   * The names alone, for a partitioner that is costly: a restart asks for these instead, since each partition goes on from its own row.
   * They must be those of the partitioner for the same grid size.
   */
  readonly partitionNames?: (scope: PartitionerScope<P>) => Awaitable<readonly string[]>;
  /** How many partitions the partitioner is asked for; default 6. A restart asks for the number of the first attempt. */
  readonly gridSize?: number;
  /** How many workers run at the same time; default: one per core, at least 2. */
  readonly concurrency?: number;
  /** Called with the manager's row after the workers' statuses, exits and counters were added to it, for what else is to be gathered. */
  readonly aggregate?: (manager: StepExecution, workers: readonly StepExecution[]) => Awaitable<void>;
  readonly listeners?: readonly StepListener[];
}

/** A worker of a partitioned step, in `job.steps` right behind its manager: it has rows per partition, none of its own name. */
export type WorkerStep = (ChunkStep | TaskletStep) & {
  /** Name of the manager. */
  readonly workerOf: string;
};

/**
 * A step that divides its work into partitions and lets one worker step run for each of them, several at a time; in worker threads where the
 * host has them. A restart runs the unfinished partitions only. The manager's row gathers them: the worst status, all exits, the sum of each
 * counter.
 *
 * Workers see `jobContext` as it was when the manager began; what they put there is not kept.
 * @see Spring Batch PartitionStep
 */
export interface PartitionedStep<P = unknown, Name extends string = string, Exit extends string = string>
  extends Omit<PartitionedStepOptions<P, ChunkStep | TaskletStep>, "worker" | "gridSize"> {
  readonly kind: "partitioned";
  readonly name: Name;
  readonly worker: WorkerStep;
  readonly gridSize: number;
  /** Type only: the exit codes that transitions may name, the worker's own among them. */
  readonly exitCodes?: Exit | StandardExitCode;
}
