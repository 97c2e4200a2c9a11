import type { Awaitable } from "../item/item-stream.ts";
import type { ExitStatus } from "../model/exit-status.ts";
import type { JobExecution } from "../model/job-execution.ts";
import type { StepExecution } from "../model/step-execution.ts";
import type { StepScope } from "./step-scope.ts";

/** Hears of a JobExecution. `beforeJob` that throws fails the job; `afterJob` may still change the execution, and what it throws is only logged. */
export interface JobListener {
  beforeJob?(execution: JobExecution): Awaitable<void>;
  afterJob?(execution: JobExecution): Awaitable<void>;
}

/**
 * Hears of a StepExecution, its chunks and its items. `before…` run in the order of the list, `after…` and `on…Error` in reverse; skip
 * listeners always forward. A listener that throws fails the phase it listens to. `scope` is what the step's factories get: a listener is
 * made once for all executions, so what it remembers belongs into `scope.stepContext`.
 * @see Spring Batch StepExecutionListener, ChunkListener, ItemReadListener, ItemProcessListener, ItemWriteListener, SkipListener
 */
export interface StepListener<I = unknown, O = unknown> {
  beforeStep?(step: StepExecution, scope: StepScope): Awaitable<void>;
  /**
   * An exit code or status to combine with the step's own; nothing for no opinion. What it throws is only logged, and then no listener's
   * opinion counts.
   */
  afterStep?(step: StepExecution, scope: StepScope): Awaitable<ExitStatus | string | null | undefined | void>;
  /** Inside the chunk, before the first read. */
  beforeChunk?(step: StepExecution, scope: StepScope): Awaitable<void>;
  /** After the commit. */
  afterChunk?(step: StepExecution, scope: StepScope): Awaitable<void>;
  /** After the rollback. What it throws is only logged. */
  afterChunkError?(step: StepExecution, error: unknown, scope: StepScope): Awaitable<void>;
  beforeRead?(): Awaitable<void>;
  /** Not called at the end of the input. */
  afterRead?(item: I): Awaitable<void>;
  onReadError?(error: unknown): Awaitable<void>;
  beforeProcess?(item: I): Awaitable<void>;
  afterProcess?(item: I, result: O | null): Awaitable<void>;
  onProcessError?(item: I, error: unknown): Awaitable<void>;
  beforeWrite?(items: readonly O[]): Awaitable<void>;
  afterWrite?(items: readonly O[]): Awaitable<void>;
  onWriteError?(error: unknown, items: readonly O[]): Awaitable<void>;
  onSkipInRead?(error: unknown): Awaitable<void>;
  onSkipInProcess?(item: I, error: unknown): Awaitable<void>;
  onSkipInWrite?(item: O, error: unknown): Awaitable<void>;
}
