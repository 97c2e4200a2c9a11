import type { BatchStatus } from "../model/batch-status.ts";
import type { JobExecution } from "../model/job-execution.ts";
import type { JobInstance } from "../model/job-instance.ts";
import type { JobParameters } from "../model/job-parameters.ts";
import type { StepExecution } from "../model/step-execution.ts";
import type { Transaction } from "./database.ts";

/** What the launch rules look at, read under the lock of the instance. */
export interface InstanceHistory {
  readonly instance: JobInstance;
  /** Newest first; step rows only with the newest. */
  readonly executions: readonly JobExecution[];
  /**
   * Why the next attempt could not begin where the last one ended: a context it would start from cannot be read. A sentence; null when all
   * can be, and when nobody looked.
   */
  readonly contextProblem?: string | null;
}

/** A step of this instance as its latest row left it. */
export interface LastStepExecution {
  readonly step: StepExecution;
  /** Rows of this instance with this step name, in all attempts. */
  readonly startCount: number;
}

/**
 * What somebody saw of an execution before deciding: it is refused with a {@link StaleExecutionError} when that is no longer so. What is absent
 * is not compared.
 */
export interface ExpectedVersions {
  /** VERSION of the execution's row. It moves at the start, the end and a stop; not while steps work. */
  readonly expectedVersion?: number | null | undefined;
  /** Sum of the VERSIONs of its step rows: moves with every chunk, so it tells whether a process is at work. */
  readonly expectedStepsVersion?: number | null | undefined;
}

/** A row to be written for a step that is about to run. */
export interface NewStepExecution {
  readonly stepName: string;
  readonly context: StepExecution["context"];
}

/** What the engine needs kept. Every method is a fact; the one implementation is sql-job-repository.ts. */
export interface JobRepository {
  findJobInstance(jobName: string, parameters: JobParameters): Promise<InstanceHistory | null>;
  /**
   * Creates an execution, and its instance if that is new, while nobody else can launch the same instance.
   *
   * @param decide  called with the history read under the lock; throws to refuse, and then nothing is written
   * @param requestedBy  who asked, kept in the lease
   * @param parentId  execution whose job step launches it: its node holds the new lease too, so that nobody else takes the execution up
   */
  createJobExecution(
    jobName: string,
    parameters: JobParameters,
    decide: (history: InstanceHistory) => void,
    requestedBy: string | null,
    parentId?: bigint | null,
  ): Promise<JobExecution>;
  /** Null: there is no such execution. */
  getJobStatus(id: bigint): Promise<BatchStatus | null>;
  /**
   * With instance, parameters, steps and all contexts.
   * @param onlyStepId  of the steps this one alone: all that a thread needs which runs one of thousands
   */
  getJobExecution(id: bigint, onlyStepId?: bigint): Promise<JobExecution | null>;
  getLastJobInstance(jobName: string): Promise<InstanceHistory | null>;
  /** Latest row of a step in any attempt of the instance, with its context; null when it never ran. */
  findLastStepExecution(instance: JobInstance, stepName: string): Promise<LastStepExecution | null>;
  /**
   * @throws {JobInterruptedError} when the execution was asked to stop; no row is written
   * @throws {StaleExecutionError} when the execution was ended by somebody else; no row is written
   */
  createStepExecution(
    execution: JobExecution,
    stepName: string,
    context: StepExecution["context"],
  ): Promise<StepExecution>;
  /** Several at once, in one transaction; errors as for one. */
  createStepExecutions(execution: JobExecution, wanted: readonly NewStepExecution[]): Promise<StepExecution[]>;
  /** Latest rows of several steps, with their contexts, by name; those that never ran are missing. */
  findLastStepExecutions(
    instance: JobInstance,
    stepNames: readonly string[],
  ): Promise<ReadonlyMap<string, StepExecution>>;
  /** The same for all partitions of a worker step that ever had a row. */
  findLastPartitions(instance: JobInstance, workerName: string): Promise<ReadonlyMap<string, StepExecution>>;
  /** With its context. */
  getStepExecution(id: bigint): Promise<StepExecution | null>;

  /**
   * Saves status, times and exit. First takes over a more severe status that was written from outside; a stop that is still STOPPING with
   * an end time becomes STOPPED.
   * @param options.endedByUs  the end is saved already, and is saved once more
   * @throws {StaleExecutionError} when somebody else ended the execution meanwhile; nothing is written
   */
  updateJobExecution(execution: JobExecution, options?: { readonly endedByUs?: boolean }): Promise<void>;
  /** @throws {StaleExecutionError} when somebody else ended the execution meanwhile; nothing is written */
  updateJobContext(execution: JobExecution): Promise<void>;
  /** @throws {StaleExecutionError} when the row's VERSION is not the one last saved; nothing is written */
  updateStepContext(step: StepExecution): Promise<void>;
  /**
   * Saves a step row, then looks whether the execution was asked to stop: `step.terminateOnly` says so.
   * @param transaction  the chunk's transaction; absent: one of its own
   * @throws {StaleExecutionError} when the row's VERSION is not the one last saved; nothing is written
   */
  updateStepExecution(step: StepExecution, execution: JobExecution, transaction?: Transaction): Promise<void>;
  /** The same, with the step's context before it. */
  updateStepWithContext(step: StepExecution, execution: JobExecution, transaction?: Transaction): Promise<void>;
  /**
   * Saves a step row, its context too when that changed, and commits the chunk's transaction with it.
   * @throws {StaleExecutionError} when the row's VERSION is not the one last saved; nothing is committed
   * @throws {CommitOutcomeUnknownError} when the answer was lost; `step` then stands as if it had been saved
   */
  commitStepExecution(step: StepExecution, execution: JobExecution, transaction: Transaction): Promise<void>;
  /**
   * Finds out what became of a save whose COMMIT was not answered, and decides it where it is open: the server may still be at work on what
   * it was sent. `step` stands as if it had been saved.
   * @returns true when it was committed; false when it was not and cannot be any more, since VERSION was raised in its stead
   * @throws {StaleExecutionError} when another process changed the row
   */
  settleLostCommit(step: StepExecution): Promise<boolean>;

  /** STARTING or STARTED → STOPPING. The row of the execution only; its process does the rest. */
  requestStop(id: bigint, expected?: ExpectedVersions): Promise<void>;
  /** STOPPING, STOPPED, FAILED or UNKNOWN → ABANDONED. */
  abandon(id: bigint, expected?: ExpectedVersions): Promise<void>;
  /** Ends the rows of an execution whose process is gone, steps and all, so that it can be restarted. */
  recover(id: bigint, as: "FAILED" | "STOPPED", message: string, expected?: ExpectedVersions): Promise<void>;
}
