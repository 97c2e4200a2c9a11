import { ExecutionContext } from "../../src/model/execution-context.ts";
import { encodeContext } from "../../src/repository/context/encode-context.ts";
import type { Database, SqlValue } from "../../src/repository/database.ts";
import { jobKey } from "../../src/repository/job-key.ts";
import { parameterToColumns4, parameterToColumns5 } from "../../src/repository/parameter-rows.ts";
import { toSqlTime } from "../../src/repository/rows.ts";
import type { TableLayout } from "../../src/repository/table-layout.ts";
import type { PastExecution, PastStep } from "./simulate.ts";

/** Rows that gather before they are sent, of the table that gets most. */
const ROWS_PER_TRANSACTION = 20_000;
const ROWS_PER_INSERT = 2_000;

/**
 * Writes executions into the tables of any generation, behind what is there, and moves the sequences on.
 * @returns how many job and step executions were written
 */
export async function writeHistory(
  database: Database,
  layout: TableLayout,
  executions: Iterable<PastExecution>,
  onProgress: (written: number) => void,
): Promise<{ executions: number; steps: number }> {
  const tables = new Tables(layout);
  const first = await lastIds(database, layout);
  const instanceIds: number[] = [];
  let executionId = first.execution;
  let stepId = first.step;
  for (const execution of executions) {
    if (execution.isNewInstance) {
      instanceIds[execution.instance] = first.instance + execution.instance + 1;
      const key = jobKey(execution.parameters, layout.generation, { timeZone: layout.timeZone });
      tables.addInstance(instanceIds[execution.instance] as number, execution.job.name, key);
    }
    executionId += 1;
    tables.addExecution(executionId, instanceIds[execution.instance] as number, execution);
    for (const step of execution.steps) {
      stepId += 1;
      tables.addStep(stepId, executionId, step);
    }
    if (tables.size >= ROWS_PER_TRANSACTION) {
      await tables.flush(database);
      onProgress(executionId - first.execution);
    }
  }
  await tables.flush(database);
  await moveSequences(database, layout, {
    instance: first.instance + instanceIds.length,
    execution: executionId,
    step: stepId,
  });
  return { executions: executionId - first.execution, steps: stepId - first.step };
}

class Tables {
  readonly #layout: TableLayout;
  readonly #rows = new Map<string, { columns: readonly string[]; rows: SqlValue[][] }>();
  size = 0;

  constructor(layout: TableLayout) {
    this.#layout = layout;
  }

  addInstance(id: number, jobName: string, key: string): void {
    this.#add("JOB_INSTANCE", { JOB_INSTANCE_ID: id, VERSION: 0, JOB_NAME: jobName, JOB_KEY: key });
  }

  addExecution(id: number, instanceId: number, execution: PastExecution): void {
    const failed = execution.steps.findLast((step) => step.message !== "");
    this.#add("JOB_EXECUTION", {
      JOB_EXECUTION_ID: id,
      VERSION: execution.endTime ? 2 : 1,
      JOB_INSTANCE_ID: instanceId,
      CREATE_TIME: this.#time(execution.startTime),
      START_TIME: this.#time(execution.startTime),
      END_TIME: this.#time(execution.endTime),
      STATUS: execution.status,
      EXIT_CODE: exitCodeOf(execution),
      EXIT_MESSAGE: failed?.message ?? "",
      LAST_UPDATED: this.#time(execution.endTime ?? execution.startTime),
    });
    for (const [name, parameter] of execution.parameters) {
      const columns =
        this.#layout.generation === 4
          ? parameterToColumns4(name, parameter, this.#layout)
          : parameterToColumns5(name, parameter);
      this.#add("JOB_EXECUTION_PARAMS", { JOB_EXECUTION_ID: id, ...columns });
    }
    this.#addContext("JOB", id, {});
  }

  addStep(id: number, executionId: number, step: PastStep): void {
    this.#add("STEP_EXECUTION", {
      STEP_EXECUTION_ID: id,
      VERSION: step.commitCount + 2,
      STEP_NAME: step.name,
      JOB_EXECUTION_ID: executionId,
      ...(this.#layout.stepCreateTime ? { CREATE_TIME: this.#time(step.startTime) } : {}),
      START_TIME: this.#time(step.startTime),
      END_TIME: this.#time(step.endTime),
      STATUS: step.status,
      COMMIT_COUNT: step.commitCount,
      READ_COUNT: step.readCount,
      FILTER_COUNT: step.filterCount,
      WRITE_COUNT: step.readCount - step.filterCount - step.skipCount,
      READ_SKIP_COUNT: step.skipCount,
      WRITE_SKIP_COUNT: 0,
      PROCESS_SKIP_COUNT: 0,
      ROLLBACK_COUNT: step.rollbackCount,
      EXIT_CODE: exitCodeOf(step),
      EXIT_MESSAGE: step.message,
      LAST_UPDATED: this.#time(step.endTime ?? step.startTime),
    });
    this.#addContext("STEP", id, {
      "batch.stepType": "org.springframework.batch.core.step.tasklet.TaskletStep",
      ...(step.readCount > 0 ? { "reader.read.count": step.readCount } : {}),
    });
  }

  #addContext(kind: "JOB" | "STEP", id: number, values: Record<string, string | number>): void {
    const { shortContext, serializedContext } = encodeContext(new ExecutionContext(values), this.#layout.contextFormat);
    this.#add(`${kind}_EXECUTION_CONTEXT`, {
      [`${kind}_EXECUTION_ID`]: id,
      SHORT_CONTEXT: shortContext,
      SERIALIZED_CONTEXT: serializedContext,
    });
  }

  #add(table: string, row: Record<string, SqlValue>): void {
    let buffer = this.#rows.get(table);
    if (!buffer) {
      buffer = { columns: Object.keys(row), rows: [] };
      this.#rows.set(table, buffer);
    }
    buffer.rows.push(Object.values(row));
    this.size += 1;
  }

  #time(time: Date | null): SqlValue {
    return toSqlTime(time, this.#layout);
  }

  /** Parents before children: the order in which the tables were met. */
  async flush(database: Database): Promise<void> {
    await database.transaction(async (transaction) => {
      for (const [table, { columns, rows }] of this.#rows) {
        for (let from = 0; from < rows.length; from += ROWS_PER_INSERT) {
          await transaction.bulkInsert(this.#layout.prefix + table, columns, rows.slice(from, from + ROWS_PER_INSERT));
        }
        rows.length = 0;
      }
    });
    this.size = 0;
  }
}

function exitCodeOf({ status }: { status: string }): string {
  if (status === "STARTED") return "EXECUTING";
  return status === "ABANDONED" ? "FAILED" : status;
}

async function lastIds(database: Database, { prefix }: TableLayout) {
  const [row] = await database.query(
    `select (select max(JOB_INSTANCE_ID) from ${prefix}JOB_INSTANCE) as instance,
            (select max(JOB_EXECUTION_ID) from ${prefix}JOB_EXECUTION) as execution,
            (select max(STEP_EXECUTION_ID) from ${prefix}STEP_EXECUTION) as step`,
  );
  return { instance: Number(row?.instance ?? 0), execution: Number(row?.execution ?? 0), step: Number(row?.step ?? 0) };
}

async function moveSequences(
  database: Database,
  layout: TableLayout,
  last: { instance: number; execution: number; step: number },
): Promise<void> {
  for (const name of ["instance", "execution", "step"] as const) {
    const table = layout.sequences[name];
    switch (layout.sequenceKind) {
      case "mysql-table":
        await database.execute(`update ${table} set ID = greatest(ID, ?)`, [last[name]]);
        break;
      case "mariadb-sequence":
        await database.query(`select setval(${table}, ${last[name]})`);
        break;
      case "sqlite-table":
        await database.execute(`delete from ${table}`);
        await database.execute(`insert into ${table} (ID) values (?)`, [last[name]]);
        break;
      default:
        layout.sequenceKind satisfies never;
    }
  }
}
