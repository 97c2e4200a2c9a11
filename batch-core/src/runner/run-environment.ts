import type { Clock } from "../clock.ts";
import type { Job } from "../definition/define-job.ts";
import type { Awaitable } from "../item/item-stream.ts";
import type { Logger } from "../logger.ts";
import type { ContextValue } from "../model/execution-context.ts";
import type { JobExecution } from "../model/job-execution.ts";
import type { JobParameters } from "../model/job-parameters.ts";
import type { Database } from "../repository/database.ts";
import type { JobRepository } from "../repository/job-repository.ts";
import type { TableLayout } from "../repository/table-layout.ts";

/** Places in a chunk where a test may let the process die. */
export type CrashPoint = "after-read" | "after-write" | "before-commit" | "after-commit";

/** What every runner needs; passed down, never looked up. */
export interface RunEnvironment {
  readonly repository: JobRepository;
  readonly database: Database;
  readonly layout: TableLayout;
  readonly clock: Clock;
  readonly log: Logger;
  /** Who runs workers of partitioned steps and the steps of splits; absent: this thread. */
  readonly stepDispatcher?: StepDispatcher;
  /** What job steps launch with; absent: they fail. */
  readonly jobLauncher?: JobLauncher;
  /** Called at each crash point of each chunk; throws or kills the process. Tests only. */
  readonly crash?: (point: CrashPoint) => Awaitable<void>;
}

/** A StepExecution whose row was written and that nobody runs yet. */
export interface StepRequest {
  readonly jobExecutionId: bigint;
  readonly stepExecutionId: bigint;
  /** The step's name in the definition; the row of a worker has the partition's name behind it. */
  readonly stepName: string;
}

/** What a step leaves besides its row. */
export interface StepReply {
  /** Keys of the job's context that it set, or removed (null). */
  readonly jobContext: readonly (readonly [string, ContextValue])[];
}

/** Threads that a host lends to the thread which runs an execution. */
export interface StepDispatcher {
  /**
   * Runs a chunk or tasklet step in another thread, to its end; its row says how it ended.
   * @throws {Error} when the thread died or could not run it: the row is as the thread left it
   */
  runStep(request: StepRequest): Promise<StepReply>;
}

/** Launches jobs for job steps, in this thread. */
export interface JobLauncher {
  /** @throws {NoSuchJobError} */
  find(jobName: string): Job;
  /**
   * Writes the execution down, on behalf of `parent`.
   * @throws {BatchError} when the launch is refused
   */
  create(job: Job, parameters: JobParameters, parent: JobExecution): Promise<JobExecution>;
  /** Runs what was created, to its end. */
  run(job: Job, execution: JobExecution): Promise<void>;
}
