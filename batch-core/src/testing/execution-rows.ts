import type { Job } from "../definition/define-job.ts";
import { type ParameterInput, toJobParameters } from "../definition/job-parameters-schema.ts";
import { type BatchStatus, isRunning } from "../model/batch-status.ts";
import { type ContextValue, ExecutionContext } from "../model/execution-context.ts";
import type { JobExecution } from "../model/job-execution.ts";
import { STEP_COUNTERS, type StepCounts } from "../model/step-execution.ts";
import type { Database, SqlValue } from "../repository/database.ts";
import type { JobRepository } from "../repository/job-repository.ts";
import { toSqlTime } from "../repository/rows.ts";
import type { TableLayout } from "../repository/table-layout.ts";

/** An execution as its rows tell it; nobody ran it. */
export interface ExecutionRows extends EndRows {
  readonly parameters?: ParameterInput;
  readonly context?: Readonly<Record<string, ContextValue>>;
  readonly steps?: readonly StepRows[];
}

export interface StepRows extends EndRows {
  readonly name: string;
  readonly counts?: Partial<StepCounts>;
  readonly context?: Readonly<Record<string, ContextValue>>;
}

interface EndRows {
  readonly status: BatchStatus;
  /** Default: the status, and EXECUTING or UNKNOWN while it runs. */
  readonly exitCode?: string;
  readonly exitMessage?: string;
  /** Default: now; null for an execution that was never started. Steps of 4.x always have one. */
  readonly startTime?: Date | null;
  /** Default: now when the status is an end, else null. */
  readonly endTime?: Date | null;
}

interface Tables {
  readonly database: Database;
  readonly repository: JobRepository;
  readonly layout: TableLayout;
  readonly now: () => Date;
}

/**
 * Writes an execution, its instance if that is new, and its steps, in any state, and with no regard for the launch rules.
 * @returns the execution as it is stored
 */
export async function insertExecution(tables: Tables, job: Job, rows: ExecutionRows): Promise<JobExecution> {
  const { repository, layout } = tables;
  const parameters = toJobParameters(job, rows.parameters ?? {}, layout);
  const execution = await repository.createJobExecution(job.name, parameters, () => {}, null);
  for (const step of rows.steps ?? []) {
    const { id } = await repository.createStepExecution(execution, step.name, new ExecutionContext(step.context));
    const counters = STEP_COUNTERS.map((counter) => [columnOf(counter), step.counts?.[counter] ?? 0] as const);
    await update(tables, "STEP_EXECUTION", id, [...endColumns(step, tables, "EXECUTING"), ...counters]);
  }
  if (rows.context) {
    execution.context = new ExecutionContext(rows.context);
    await repository.updateJobContext(execution);
  }
  await update(tables, "JOB_EXECUTION", execution.id, endColumns(rows, tables, "UNKNOWN"));
  if (layout.sideTables) {
    await tables.database.execute(`update ${layout.sidePrefix}LEASE set STATE = 'DONE' where JOB_EXECUTION_ID = ?`, [
      execution.id,
    ]);
  }
  const stored = await repository.getJobExecution(execution.id);
  if (!stored) throw new Error(`Execution ${execution.id} was written and is not there.`);
  return stored;
}

/** Deletes every execution and instance of the tables, and leaves the sequences as they are. */
export async function removeExecutions({ database, layout }: Pick<Tables, "database" | "layout">): Promise<void> {
  const { prefix, sidePrefix } = layout;
  await database.transaction(async (transaction) => {
    for (const table of [
      "STEP_EXECUTION_CONTEXT",
      "STEP_EXECUTION",
      "JOB_EXECUTION_CONTEXT",
      "JOB_EXECUTION_PARAMS",
      "JOB_EXECUTION",
      "JOB_INSTANCE",
    ]) {
      await transaction.execute(`delete from ${prefix}${table}`);
    }
    if (layout.sideTables) await transaction.execute(`delete from ${sidePrefix}LEASE`);
  });
}

function endColumns(rows: EndRows, { layout, now }: Tables, runningCode: string): [string, SqlValue][] {
  const { status, startTime = now(), endTime = isRunning(status) ? null : now() } = rows;
  return [
    ["STATUS", status],
    ["EXIT_CODE", rows.exitCode ?? (isRunning(status) ? runningCode : status)],
    ["EXIT_MESSAGE", rows.exitMessage ?? ""],
    ["START_TIME", toSqlTime(startTime, layout)],
    ["END_TIME", toSqlTime(endTime, layout)],
  ];
}

async function update(
  { database, layout }: Tables,
  table: "JOB_EXECUTION" | "STEP_EXECUTION",
  id: bigint,
  columns: readonly (readonly [string, SqlValue])[],
): Promise<void> {
  const set = columns.map(([column]) => `${column} = ?`).join(", ");
  await database.execute(`update ${layout.prefix}${table} set ${set} where ${table}_ID = ?`, [
    ...columns.map(([, value]) => value),
    id,
  ]);
}

/** `readSkipCount` → READ_SKIP_COUNT */
function columnOf(counter: string): string {
  return counter.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
