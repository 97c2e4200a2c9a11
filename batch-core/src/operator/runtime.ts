import { systemClock } from "../clock.ts";
import type { Job } from "../definition/define-job.ts";
import { NoSuchJobExecutionError } from "../errors.ts";
import type { Dispatcher } from "../host/dispatcher.ts";
import { inlineDispatcher } from "../host/inline-dispatcher.ts";
import { leaseStore } from "../host/lease-store.ts";
import { silentLogger } from "../logger.ts";
import type { JobExecution } from "../model/job-execution.ts";
import type { Database } from "../repository/database.ts";
import type { JobRepository } from "../repository/job-repository.ts";
import { openDatabase } from "../repository/open-database.ts";
import { prepareSchema } from "../repository/schema.ts";
import { type JobExplorer, sqlJobExplorer } from "../repository/sql-job-explorer.ts";
import { sqlJobRepository } from "../repository/sql-job-repository.ts";
import type { TableLayout } from "../repository/table-layout.ts";
import { runJob } from "../runner/job-runner.ts";
import { type JobOperator, jobOperator } from "./job-operator.ts";
import { type JobRegistry, jobRegistry } from "./job-registry.ts";
import { parseRuntimeSettings, type RuntimeOptions } from "./runtime-options.ts";

/** The engine put together over one database. */
export interface Runtime extends AsyncDisposable {
  readonly database: Database;
  readonly layout: TableLayout;
  readonly jobs: JobRegistry;
  readonly repository: JobRepository;
  readonly operator: JobOperator;
  readonly explorer: JobExplorer;
  readonly dispatcher: Dispatcher;
  /** Runs a launched execution in this thread, to its end. */
  execute(jobExecutionId: bigint): Promise<JobExecution>;
  /** Lets what runs here stop at its next chunk boundary, then closes the database. */
  close(): Promise<void>;
}

/**
 * Opens the engine: database, tables (as far as `initializeSchema` allows), jobs, and who executes them.
 *
 * @throws {ConfigurationError} when a setting cannot work
 * @throws {DatabaseError} when the database cannot be reached, or lacks tables that may not be created
 * @throws {JobDefinitionError} when two jobs have one name
 */
export async function openRuntime(options: RuntimeOptions): Promise<Runtime> {
  const settings = parseRuntimeSettings(options);
  const jobs = jobRegistry(options.jobs);
  const clock = options.clock ?? systemClock;
  const log = options.logger ?? silentLogger;
  const database = options.database ?? (await openDatabase(settings.databaseUrl));
  try {
    const layout = await prepareSchema(database, { ...settings, prefix: settings.tablePrefix });
    const repository = sqlJobRepository(database, layout, clock);
    const leases = leaseStore(database, layout);

    const execute = async (jobExecutionId: bigint): Promise<JobExecution> => {
      const execution = await repository.getJobExecution(jobExecutionId);
      if (!execution) throw new NoSuchJobExecutionError(jobExecutionId);
      const job: Job = jobs.require(execution.instance.jobName);
      return runJob(job, execution, { repository, database, layout, clock, log, crash: options.crash });
    };

    const dispatcher = await (options.dispatcher ?? inlineDispatcher())({
      settings,
      repository,
      leases,
      clock,
      log,
      execute: async (jobExecutionId) => void (await execute(jobExecutionId)),
    });
    const close = async () => {
      await dispatcher.close();
      if (!options.database) await database.close();
    };
    return {
      database,
      layout,
      jobs,
      repository,
      dispatcher,
      execute,
      explorer: sqlJobExplorer(database, layout, repository),
      operator: jobOperator({ jobs, repository, layout, dispatcher }),
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    if (!options.database) await database.close();
    throw error;
  }
}
