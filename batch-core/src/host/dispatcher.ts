import type { Clock } from "../clock.ts";
import type { Logger } from "../logger.ts";
import type { RuntimeSettings } from "../operator/runtime-settings.ts";
import type { DatabaseRights } from "../repository/database-rights.ts";
import type { JobRepository } from "../repository/job-repository.ts";
import type { LeaseStore } from "./lease-store.ts";

/**
 * Who executes what was launched. The row is the truth: a dispatcher that loses everything it knows finds the executions again by their
 * leases.
 */
export interface Dispatcher {
  /** Called after the launch has committed. Resolves when the execution is handed over; an inline dispatcher hands over by running it. */
  dispatch(jobExecutionId: bigint): Promise<void>;
  /** Ends whatever still runs this execution here, because it was recovered: its rows are no longer its own. */
  kill(jobExecutionId: bigint): Promise<void>;
  /** Asks all that runs here to stop at the next chunk boundary, and resolves when nothing does any more. */
  close(): Promise<void>;
}

/** What a dispatcher is given by the runtime that it works for. */
export interface DispatcherParts {
  readonly settings: RuntimeSettings;
  readonly rights: DatabaseRights;
  readonly repository: JobRepository;
  readonly leases: LeaseStore;
  readonly clock: Clock;
  readonly log: Logger;
  /** Runs an execution in this thread, to its end. */
  readonly execute: (jobExecutionId: bigint) => Promise<void>;
}

export type DispatcherFactory = (parts: DispatcherParts) => Promise<Dispatcher>;

/** Only writes the launch down; some other process executes it: for a console beside `npm run worker`. */
export function remoteDispatcher(): DispatcherFactory {
  return async () => ({
    dispatch: async () => {},
    kill: async () => {},
    close: async () => {},
  });
}
