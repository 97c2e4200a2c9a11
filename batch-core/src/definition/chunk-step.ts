import type { ItemProcessor, ProcessFunction } from "../item/item-processor.ts";
import type { ItemReader } from "../item/item-reader.ts";
import type { Awaitable, ItemStream } from "../item/item-stream.ts";
import type { ItemWriter } from "../item/item-writer.ts";
import type { StepExecution } from "../model/step-execution.ts";
import type { ChunkSize } from "./completion-policy.ts";
import type { ErrorClass } from "./error-classes.ts";
import type { StepListener } from "./listeners.ts";
import type { RetryOptions } from "./retry-policy.ts";
import type { SkipOptions } from "./skip-policy.ts";
import type { StandardExitCode, StepOptions } from "./step.ts";
import type { StepScope } from "./step-scope.ts";

/**
 * @typeParam P  the job's parameters
 * @typeParam I  what the reader gives
 * @typeParam O  what the writer takes
 * @typeParam Exit  own exit codes
 */
export interface ChunkStepOptions<P, I, O, Exit extends string = never> extends StepOptions {
  /** Items read per transaction, before filtering; at least 1. Or what decides it: see {@link ChunkSize}. */
  readonly chunkSize: ChunkSize<P>;
  readonly reader: (scope: StepScope<P>) => ItemReader<I>;
  /** Absent: items are written as they were read. */
  readonly processor?: ProcessFunction<I, O, P>;
  /** Instead of `processor`, for one that keeps a position or holds a resource. */
  readonly makeProcessor?: (scope: StepScope<P>) => ItemProcessor<I, O>;
  readonly writer: (scope: StepScope<P>) => ItemWriter<O>;
  /** Further streams to open, update and close with the step. */
  readonly streams?: (scope: StepScope<P>) => readonly ItemStream[];
  /** Errors that cost only the item they belong to. */
  readonly skip?: SkipOptions;
  /** Errors of processor and writer that are tried again, each attempt in a new transaction. Reads are never retried. */
  readonly retry?: RetryOptions;
  /** Errors that do not roll the chunk back. In a processor such an error skips the item at once and must be skippable. */
  readonly noRollback?: readonly ErrorClass[];
  /** Keeps what the processor made across a rollback instead of calling it again; default false. */
  readonly processorNonTransactional?: boolean;
  /**
   * The reader takes its items in the chunk's transaction (`scope.transaction`), or from something that takes them back when the chunk rolls
   * back (`afterRollback`): a queue. Then nothing is buffered over a rollback; the next transaction reads again, and READ_COUNT counts it.
   * With `skip` a chunk that cannot be written is skipped as a whole. Default false.
   */
  readonly readerIsTransactionalQueue?: boolean;
  /**
   * What an item is recognised by when it is tried again: by default the item itself; of a transactional queue, which gives back other
   * objects, what it looks like as JSON.
   */
  readonly keyGenerator?: (item: NoInfer<I>) => unknown;
  /**
   * Items of one chunk that are processed at the same time; default 1. The order of the output stays that of the input, and a restart is as
   * exact as without. For processors that wait (calls to other systems); for those that compute, partition the step. Not together with
   * `skip` or `retry`.
   */
  readonly concurrency?: number;
  /** The step's own exit code when it completes; undefined for COMPLETED. */
  readonly exitCode?: (step: StepExecution) => Awaitable<Exit | undefined>;
  /** Reader and writer say what the items are, not these: a listener of any item may stand here. */
  readonly listeners?: readonly StepListener<NoInfer<I>, NoInfer<O>>[];
}

/** A step that reads, processes and writes items in chunks, each chunk one transaction. */
export interface ChunkStep<P = unknown, Name extends string = string, Exit extends string = string>
  extends Omit<ChunkStepOptions<P, unknown, unknown, Exit>, "listeners"> {
  readonly kind: "chunk";
  readonly name: Name;
  readonly listeners?: readonly StepListener[];
  /** Type only: the exit codes that transitions may name. */
  readonly exitCodes?: Exit | StandardExitCode;
}
