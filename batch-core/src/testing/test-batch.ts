import type { Clock } from "../clock.ts";
import { systemClock } from "../clock.ts";
import { defineJob, type Job } from "../definition/define-job.ts";
import type { ParameterInput } from "../definition/job-parameters-schema.ts";
import type { Dispatcher, DispatcherFactory } from "../host/dispatcher.ts";
import { thisNode } from "../host/lease-store.ts";
import type { Logger } from "../logger.ts";
import type { ContextValue } from "../model/execution-context.ts";
import type { JobExecution } from "../model/job-execution.ts";
import type { JobParameter } from "../model/job-parameters.ts";
import type { JobOperator, Launched } from "../operator/job-operator.ts";
import { openRuntime, type Runtime } from "../operator/runtime.ts";
import type { RuntimeOptions } from "../operator/runtime-options.ts";
import type { Database, Row } from "../repository/database.ts";
import { openDatabase } from "../repository/open-database.ts";
import type { CrashPoint } from "../runner/run-environment.ts";
import { type ExecutionRows, insertExecution, removeExecutions } from "./execution-rows.ts";
import { frozen, type MortalDatabase, mortalDatabase, ProcessDiedError } from "./mortal-database.ts";

export interface TestBatchOptions
  extends Pick<RuntimeOptions, "tablePrefix" | "timeZone" | "contextFormat" | "initializeSchema"> {
  /** An open database, which is left open, or the address of one; default `:memory:`. Missing tables are created. */
  readonly database?: Database | string;
  /** Jobs that `operator` and job steps know; the one that is launched is always known. */
  readonly jobs?: readonly Job[];
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** Where a process dies. `chunk` counts the chunks of the execution from 1. */
export interface Crash {
  readonly chunk: number;
  /** What was the last thing to happen: `save` is the chunk's context, counters and VERSION, before they commit. */
  readonly after: "read" | "write" | "save" | "commit";
}

export interface StepLaunch {
  /** Default: {@link uniqueParameters}. */
  readonly parameters?: ParameterInput;
  /** What earlier steps would have left in the job's context. */
  readonly jobContext?: Readonly<Record<string, ContextValue>>;
}

/** Launches, each in a process of its own as far as the tables can tell, and waits for the end. */
export interface Launcher {
  /** @returns the execution as it is stored in the end, whatever its status */
  startAndWait(job: Job, parameters?: ParameterInput): Promise<JobExecution>;
  /** Launches again with all parameters of that execution. */
  restartAndWait(job: Job, execution: Pick<JobExecution, "id">): Promise<JobExecution>;
  /**
   * Runs one step of a job alone, in a job named `TestJob` with the same parameters and without its listeners: each launch is an instance
   * of its own.
   */
  launchStep(job: Job, stepName: string, launch?: StepLaunch): Promise<JobExecution>;
}

/** The engine for tests: launch, crash, look. */
export interface TestBatch extends Launcher, AsyncDisposable {
  readonly database: Database;
  /** A runtime that knows `jobs`; its executions run in this thread. */
  readonly runtime: Runtime;
  readonly operator: JobOperator;
  /**
   * The next launch dies there, as by kill -9: no `finally` and no listener runs any more. Afterwards its execution is recovered as
   * FAILED, so that it can be started again.
   * @throws {Error} from the launch, when it ends before it gets there
   */
  crash(crash: Crash): Launcher;
  execution(id: bigint): Promise<JobExecution>;
  /** All rows of a table, in the order of its first column. */
  rows(table: string): Promise<Row[]>;
  /** Writes an execution in any state; see {@link ExecutionRows}. */
  insertExecution(job: Job, rows: ExecutionRows): Promise<JobExecution>;
  /** Deletes every execution and instance. */
  removeExecutions(): Promise<void>;
}

const POINTS = { read: "after-read", write: "after-write", save: "before-commit", commit: "after-commit" } as const;

/**
 * Opens the engine over a database of the test: a new one in memory, unless it brings its own.
 *
 *     await using batch = await openTestBatch();
 *     const execution = await batch.startAndWait(copyJob, { day: "2026-01-31" });
 *     assertCounts(execution.stepExecutions[0], { readCount: 4, writeCount: 4, commitCount: 3 });
 */
export async function openTestBatch(options: TestBatchOptions = {}): Promise<TestBatch> {
  const { database: given = ":memory:", jobs = [], clock = systemClock, ...settings } = options;
  const database = typeof given === "string" ? await openDatabase(given) : given;
  const common = { initializeSchema: "always", ...settings, clock } as const;
  const runtime = await openRuntime({ ...common, jobs, database, dispatcher: testDispatcher().factory });

  async function execution(id: bigint): Promise<JobExecution> {
    const stored = await runtime.repository.getJobExecution(id);
    if (!stored) throw new Error(`There is no execution ${id} in the test's database.`);
    return stored;
  }

  async function run(
    job: Job,
    launch: (operator: JobOperator) => Promise<Launched>,
    crash: Crash | null,
  ): Promise<JobExecution> {
    const process = mortalDatabase(database);
    const { factory, launched } = testDispatcher();
    const known = jobs.filter(({ name }) => name !== job.name);
    const own = await openRuntime({
      ...common,
      initializeSchema: "never",
      jobs: [job, ...known],
      database: process.database,
      dispatcher: factory,
      ...(crash && { crash: dieAt(crash, process) }),
    });
    try {
      const { jobExecutionId } = await Promise.race([launch(own.operator), process.death]);
      if (crash) throw new Error(`Execution ${jobExecutionId} ended before chunk ${crash.chunk} was ${crash.after}.`);
      return await execution(jobExecutionId);
    } catch (error) {
      if (!(error instanceof ProcessDiedError)) throw error;
      const [jobExecutionId] = launched;
      if (jobExecutionId === undefined) throw error;
      await runtime.operator.recover(jobExecutionId, { message: "The test let the process of this execution die." });
      return execution(jobExecutionId);
    }
  }

  const launcher = (crash: Crash | null): Launcher => ({
    startAndWait: (job, parameters = {}) => run(job, (operator) => operator.launch(job.name, parameters), crash),
    restartAndWait: (job, { id }) => run(job, (operator) => operator.restart(id), crash),
    launchStep: (job, stepName, { parameters = uniqueParameters(), jobContext } = {}) => {
      const alone = jobOfOneStep(job, stepName, jobContext);
      return run(alone, (operator) => operator.launch(alone.name, { ...uniqueParameters(), ...parameters }), crash);
    },
  });

  const close = async () => {
    await runtime.close();
    if (typeof given === "string") await database.close();
  };
  return {
    ...launcher(null),
    crash: launcher,
    database,
    runtime,
    operator: runtime.operator,
    execution,
    rows: (table) => database.query(`select * from ${table} order by 1`),
    insertExecution: (job, rows) => insertExecution({ ...runtime, database, now: () => clock.now() }, job, rows),
    removeExecutions: () => removeExecutions({ database, layout: runtime.layout }),
    [Symbol.asyncDispose]: close,
  };
}

let lastUnique = 0n;

/** One identifying parameter, `random`, that no other launch of this process has: an instance of its own. */
export function uniqueParameters(): Record<"random", JobParameter> {
  const now = BigInt(Date.now()) * 1_000n;
  lastUnique = now > lastUnique ? now : lastUnique + 1n;
  return { random: { type: "LONG", value: lastUnique, identifying: true } };
}

/** Executes in the caller's thread like the inline one, without a heartbeat: a process that died here must leave no timer behind. */
function testDispatcher(): { factory: DispatcherFactory; launched: readonly bigint[] } {
  const launched: bigint[] = [];
  const factory: DispatcherFactory = async ({ execute, leases }): Promise<Dispatcher> => {
    const node = thisNode();
    return {
      async dispatch(jobExecutionId) {
        launched.push(jobExecutionId);
        if (!(await leases.claim(jobExecutionId, node))) return;
        await execute(jobExecutionId);
        await leases.finish(jobExecutionId, node);
      },
      kill: async () => {},
      close: async () => {},
    };
  };
  return { factory, launched };
}

function dieAt({ chunk, after }: Crash, process: MortalDatabase): (point: CrashPoint) => Promise<void> | void {
  let seen = 0;
  return (point) => {
    if (point !== POINTS[after] || ++seen < chunk) return;
    process.die();
    return frozen();
  };
}

function jobOfOneStep(job: Job, stepName: string, jobContext: StepLaunch["jobContext"] = {}): Job {
  const step = job.steps.find(({ name }) => name === stepName);
  if (!step) {
    throw new Error(
      `Job "${job.name}" has no step "${stepName}". Its steps: ${job.steps.map(({ name }) => name).join(", ")}.`,
    );
  }
  return defineJob({
    name: "TestJob",
    ...(job.parameters && { parameters: job.parameters }),
    listeners: [
      {
        beforeJob(execution) {
          for (const [key, value] of Object.entries(jobContext)) execution.context.put(key, value);
        },
      },
    ],
    flow: (builder) => builder.start(step),
  });
}
