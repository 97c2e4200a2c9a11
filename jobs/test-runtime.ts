import { type JobExecution, openRuntime, type Row, type Runtime, type StepExecution } from "batch-core";
import type { TestDatabase } from "../batch-core/test/support/databases.ts";
import { createExampleTables } from "./example-tables.ts";
import { jobs } from "./index.ts";

/** The example jobs over a database of their own; executions run in the test's thread. */
export interface TestRuntime extends AsyncDisposable {
  readonly runtime: Runtime;
  launch(jobName: string, input?: Record<string, unknown>): Promise<JobExecution>;
  restart(execution: JobExecution): Promise<JobExecution>;
  rows(sql: string): Promise<Row[]>;
}

export async function openTestRuntime({ url }: TestDatabase): Promise<TestRuntime> {
  const runtime = await openRuntime({ databaseUrl: await url(), jobs, initializeSchema: "always" });
  await createExampleTables(runtime.database);
  const ended = async ({ jobExecutionId }: { jobExecutionId: bigint }): Promise<JobExecution> => {
    const execution = await runtime.repository.getJobExecution(jobExecutionId);
    if (!execution) throw new Error(`Execution ${jobExecutionId} has no row.`);
    return execution;
  };
  return {
    runtime,
    launch: async (jobName, input = {}) => ended(await runtime.operator.launch(jobName, input)),
    restart: async ({ id }) => ended(await runtime.operator.restart(id)),
    rows: (sql) => runtime.database.query(sql),
    [Symbol.asyncDispose]: () => runtime.close(),
  };
}

/** Name, status and the counters that tell a step's story. */
export function summaryOf(step: StepExecution | undefined) {
  if (!step) return null;
  const { stepName, status, readCount, filterCount, writeCount, commitCount, rollbackCount } = step;
  return { stepName, status, readCount, filterCount, writeCount, commitCount, rollbackCount };
}
