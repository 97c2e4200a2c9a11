import { systemClock } from "../clock.ts";
import type { Job } from "../definition/define-job.ts";
import { ConfigurationError, JobDefinitionError, NoSuchJobExecutionError } from "../errors.ts";
import type { Dispatcher } from "../host/dispatcher.ts";
import { inlineDispatcher } from "../host/inline-dispatcher.ts";
import { leaseStore } from "../host/lease-store.ts";
import { stepThreads } from "../host/step-threads.ts";
import { silentLogger } from "../logger.ts";
import type { JobExecution } from "../model/job-execution.ts";
import type { Database } from "../repository/database.ts";
import { type DatabaseRights, findRights } from "../repository/database-rights.ts";
import type { JobRepository } from "../repository/job-repository.ts";
import { withLowerCaseTables } from "../repository/lower-case-tables.ts";
import { isInMemory, openDatabase } from "../repository/open-database.ts";
import { prepareSchema } from "../repository/schema.ts";
import { type JobExplorer, sqlJobExplorer } from "../repository/sql-job-explorer.ts";
import { sqlJobRepository } from "../repository/sql-job-repository.ts";
import type { TableLayout } from "../repository/table-layout.ts";
import { runJob } from "../runner/job-runner.ts";
import { runRequestedStep } from "../runner/requested-step.ts";
import type { RunEnvironment, StepReply, StepRequest } from "../runner/run-environment.ts";
import { jobLauncher } from "./job-launcher.ts";
import { type JobOperator, jobOperator } from "./job-operator.ts";
import { type JobRegistry, jobRegistry } from "./job-registry.ts";
import type { RuntimeOptions } from "./runtime-options.ts";
import { parseRuntimeSettings } from "./runtime-settings.ts";

/** The engine put together over one database. */
export interface Runtime extends AsyncDisposable {
  readonly database: Database;
  readonly layout: TableLayout;
  /** What the database user may do. */
  readonly rights: DatabaseRights;
  readonly jobs: JobRegistry;
  readonly repository: JobRepository;
  readonly operator: JobOperator;
  readonly explorer: JobExplorer;
  readonly dispatcher: Dispatcher;
  /** Runs a launched execution in this thread, to its end. */
  execute(jobExecutionId: bigint): Promise<JobExecution>;
  /** Runs a step for the thread that runs its execution, to its end. */
  executeStep(request: StepRequest): Promise<StepReply>;
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
  if (options.stepThreads && (options.database || isInMemory(settings.databaseUrl))) {
    throw new ConfigurationError(
      "stepThreads: other threads open the database by its databaseUrl, which must name a file or a server.",
    );
  }
  const jobs = jobRegistry(options.jobs);
  const clock = options.clock ?? systemClock;
  const log = options.logger ?? silentLogger;
  const opened = options.database ?? (await openDatabase(settings.databaseUrl));
  try {
    const layout = await prepareSchema(opened, { ...settings, prefix: settings.tablePrefix });
    const database = layout.lowerCaseTables ? withLowerCaseTables(opened, layout.prefix) : opened;
    const rights = options.rights ?? (await findRights(database, layout));
    const written: TableLayout = { ...layout, sideTables: layout.sideTables && rights.sideTables };
    const repository = sqlJobRepository(database, written, clock);
    const leases = leaseStore(database, { ...written, sideTables: written.sideTables && rights.launch });

    const ownThreads = options.stepThreads && stepThreads(options.stepThreads, settings, rights);
    const environment: RunEnvironment = {
      repository,
      database,
      layout,
      clock,
      log,
      crash: options.crash,
      stepDispatcher: options.stepDispatcher ?? ownThreads,
      jobLauncher: jobLauncher(jobs, repository, leases, layout.generation, (job, execution) =>
        runJob(job, execution, environment),
      ),
    };

    const execute = async (jobExecutionId: bigint): Promise<JobExecution> => {
      const execution = await repository.getJobExecution(jobExecutionId);
      if (!execution) throw new NoSuchJobExecutionError(jobExecutionId);
      const job: Job = jobs.require(execution.instance.jobName);
      return runJob(job, execution, environment);
    };

    const executeStep = async ({ jobExecutionId, stepExecutionId, stepName }: StepRequest): Promise<StepReply> => {
      const execution = await repository.getJobExecution(jobExecutionId, stepExecutionId);
      if (!execution) throw new NoSuchJobExecutionError(jobExecutionId);
      const job = jobs.require(execution.instance.jobName);
      const step = job.steps.find(({ name }) => name === stepName);
      if (!step) throw new JobDefinitionError(`Job "${job.name}" has no step "${stepName}".`);
      return runRequestedStep(job, step, execution, stepExecutionId, environment);
    };

    const dispatcher = await (options.dispatcher ?? inlineDispatcher())({
      settings,
      rights,
      repository,
      leases,
      clock,
      log,
      execute: async (jobExecutionId) => void (await execute(jobExecutionId)),
    });
    const close = async () => {
      await dispatcher.close();
      await ownThreads?.close();
      if (!options.database) await opened.close();
    };
    return {
      database,
      layout,
      rights,
      jobs,
      repository,
      dispatcher,
      execute,
      executeStep,
      explorer: sqlJobExplorer(database, layout, repository),
      operator: jobOperator({ jobs, repository, layout, rights, dispatcher, leases }),
      close,
      [Symbol.asyncDispose]: close,
    };
  } catch (error) {
    if (!options.database) await opened.close();
    throw error;
  }
}
