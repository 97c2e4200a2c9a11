import "server-only";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type * as Engine from "batch-core";

/**
 * The engine as Node loads it, not as the bundler would: bundles of pages, actions and handlers would each have a copy of it, and an error
 * thrown by one copy is no instance of the other's class. Types come from "batch-core" as everywhere else.
 */
export const {
  BatchError,
  ConfigurationError,
  DatabaseError,
  JavaValue,
  NoSuchJobExecutionError,
  StaleExecutionError,
  decodeContext,
  identifyingParameters,
  instantToWallClock,
  openRuntime,
  parameterFields,
  remoteDispatcher,
  runtimeSettingsFromEnvironment,
  threadDispatcher,
  wallClockToInstant,
  withoutPassword,
}: typeof Engine = await import(/* turbopackIgnore: true */ "batch-core");

/** Run by Node in threads of its own. */
export const WORKER_URL = installed("jobs/worker.ts");

/** The jobs of this installation, loaded as the worker threads load them. */
export async function loadJobs(): Promise<
  typeof import("@/jobs/offered-jobs") & typeof import("@/jobs/example-tables")
> {
  const [jobs, examples] = await Promise.all([
    import(/* turbopackIgnore: true */ installed("jobs/offered-jobs.ts").href),
    import(/* turbopackIgnore: true */ installed("jobs/example-tables.ts").href),
  ]);
  return { ...jobs, ...examples };
}

/** A file of the installation, which is where the server was started. */
function installed(path: string): URL {
  return pathToFileURL(join(/* turbopackIgnore: true */ process.cwd(), path));
}
