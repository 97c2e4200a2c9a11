import type { z } from "zod";
import type { Clock } from "../clock.ts";
import type { Job } from "../definition/define-job.ts";
import type { DispatcherFactory } from "../host/dispatcher.ts";
import type { StepThreadsOptions } from "../host/step-threads.ts";
import type { Logger } from "../logger.ts";
import type { Database } from "../repository/database.ts";
import type { DatabaseRights } from "../repository/database-rights.ts";
import type { CrashPoint, StepDispatcher } from "../runner/run-environment.ts";
import type { runtimeSettings } from "./runtime-settings.ts";

export interface RuntimeOptions extends z.input<typeof runtimeSettings> {
  readonly jobs: readonly Job[];
  /** An open database instead of `databaseUrl`; the runtime then does not close it. */
  readonly database?: Database;
  /** Who executes; default `inlineDispatcher()`. */
  readonly dispatcher?: DispatcherFactory;
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** Worker threads for steps that run at the same time: workers of partitioned steps, steps of splits. Absent: they share this thread. */
  readonly stepThreads?: StepThreadsOptions;
  /** Inside a worker thread: what its host knows. Absent: the database is asked. */
  readonly rights?: DatabaseRights;
  /** Inside a worker thread: its host's threads, instead of own ones. */
  readonly stepDispatcher?: StepDispatcher;
  /** Tests only, see RunEnvironment. */
  readonly crash?: (point: CrashPoint) => void | Promise<void>;
}
