import {
  BatchError,
  openRuntime,
  type Runtime,
  runtimeSettingsFromEnvironment,
  threadDispatcher,
  withoutPassword,
} from "batch-core";
import { pino } from "pino";
import { createExampleTables, wantsExamples } from "./example-tables.ts";
import { offeredJobs } from "./offered-jobs.ts";

/** The entry of `npm run worker`: executes here, in threads, what is launched by anyone over the same database. */
const settings = runtimeSettingsFromEnvironment(process.env);
const logger = pino();
const runtime = await openRuntime({
  ...settings,
  jobs: offeredJobs(settings.databaseUrl, process.env.BATCHDECK_EXAMPLES),
  logger,
  dispatcher: threadDispatcher({ workerUrl: new URL("./worker.ts", import.meta.url) }),
}).catch((error: unknown) => {
  if (!(error instanceof BatchError)) throw error;
  // The one at the terminal needs the sentence, not the stack.
  console.error(error.message);
  process.exit(1);
});
const obstacle = whyNothingCanBeExecuted(runtime);
if (obstacle !== null) {
  console.error(obstacle);
  await runtime.close();
  process.exit(1);
}
if (wantsExamples(settings.databaseUrl, process.env.BATCHDECK_EXAMPLES)) {
  await createExampleTables(runtime.database);
}
logger.info({ database: withoutPassword(settings.databaseUrl), jobs: runtime.jobs.names() }, "Ready to execute");

// The dispatcher's own timer lets a process end; this one keeps it until a signal. A second signal finds nothing left to do.
const alive = setInterval(() => {}, 60_000);
const closed = new AbortController();
closed.signal.addEventListener("abort", () => {
  void runtime.close().finally(() => clearInterval(alive));
});
process.on("SIGINT", () => closed.abort()).on("SIGTERM", () => closed.abort());

/** A worker is given its work through tables that it writes to: null when it can. */
function whyNothingCanBeExecuted({ layout, rights }: Runtime): string | null {
  const database = withoutPassword(settings.databaseUrl);
  if (!rights.launch) {
    return `A worker writes what it executes, and may not write to ${database}. Give the database user the rights to change and add rows of all tables, or make the file writable.`;
  }
  if (!layout.sideTables) {
    return `A worker takes its work from tables of Batchdeck's own, and ${database} has none. Start the console or this worker once with BATCH_INITIALIZE_SCHEMA=always and a user who may create tables.`;
  }
  return null;
}
