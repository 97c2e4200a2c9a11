import type { ItemProcessor, ProcessFunction } from "../item/item-processor.ts";
import type { ItemReader } from "../item/item-reader.ts";
import type { Awaitable, ItemStream } from "../item/item-stream.ts";
import type { ItemWriter } from "../item/item-writer.ts";
import type { StepExecution } from "../model/step-execution.ts";
import type { StepListener } from "./listeners.ts";
import type { StandardExitCode, StepOptions } from "./step.ts";
import type { StepScope } from "./step-scope.ts";

/**
 * @typeParam P  the job's parameters
 * @typeParam I  what the reader gives
 * @typeParam O  what the writer takes
 * @typeParam Exit  own exit codes
 */
export interface ChunkStepOptions<P, I, O, Exit extends string = never> extends StepOptions {
  /** Items read per transaction, before filtering; at least 1. */
  readonly chunkSize: number;
  readonly reader: (scope: StepScope<P>) => ItemReader<I>;
  /** Absent: items are written as they were read. */
  readonly processor?: ProcessFunction<I, O, P>;
  /** Instead of `processor`, for one that keeps a position or holds a resource. */
  readonly makeProcessor?: (scope: StepScope<P>) => ItemProcessor<I, O>;
  readonly writer: (scope: StepScope<P>) => ItemWriter<O>;
  /** Further streams to open, update and close with the step. */
  readonly streams?: (scope: StepScope<P>) => readonly ItemStream[];
  /** The step's own exit code when it completes; undefined for COMPLETED. */
  readonly exitCode?: (step: StepExecution) => Awaitable<Exit | undefined>;
  readonly listeners?: readonly StepListener<I, O>[];
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
