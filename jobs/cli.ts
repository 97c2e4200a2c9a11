import { runCommandLine, runtimeSettingsFromEnvironment } from "batch-core";
import { createExampleTables, wantsExamples } from "./example-tables.ts";
import { offeredJobs } from "./offered-jobs.ts";

/** The entry of `npm run batch`: operates this installation's jobs from the command line. */
const settings = runtimeSettingsFromEnvironment(process.env);

process.exitCode = await runCommandLine({
  jobs: offeredJobs(settings.databaseUrl, process.env.BATCHDECK_EXAMPLES),
  settings,
  arguments: process.argv.slice(2),
  logger: {
    debug: () => {},
    info: (_fields, message) => console.log(message),
    warn: (fields, message) => console.error(message, fields),
    error: (fields, message) => console.error(message, fields),
  },
  prepare: async ({ database, rights }) => {
    if (rights.launch && wantsExamples(settings.databaseUrl, process.env.BATCHDECK_EXAMPLES)) {
      await createExampleTables(database);
    }
  },
});
