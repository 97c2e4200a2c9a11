import type { Clock } from "../clock.ts";
import { JobInterruptedError, StaleExecutionError } from "../errors.ts";
import { type BatchStatus, isRunning } from "../model/batch-status.ts";
import { ExecutionContext } from "../model/execution-context.ts";
import { exitStatus } from "../model/exit-status.ts";
import type { JobExecution } from "../model/job-execution.ts";
import type { JobInstance } from "../model/job-instance.ts";
import { partitionStepName, type StepExecution, zeroCounts } from "../model/step-execution.ts";
import { contextStatements } from "./context-statements.ts";
import type { Database, Row, SqlValue, Statement, Transaction } from "./database.ts";
import type { JobRepository, NewStepExecution } from "./job-repository.ts";
import { contextOf, STEP_EXECUTION_COLUMNS, toSqlTime, toStepExecution } from "./rows.ts";
import { nextIds } from "./sequences.ts";
import type { TableLayout } from "./table-layout.ts";

/** Rows per statement list and values per `in (…)`: keeps a packet and a statement small when a step has thousands of partitions. */
const ROWS_PER_BATCH = 200;

/** Creates and finds rows of steps, one or thousands at a time. */
export function createStepRows(
  database: Database,
  layout: TableLayout,
  clock: Clock,
): Pick<JobRepository, "createStepExecutions" | "findLastStepExecutions" | "findLastPartitions" | "getStepExecution"> {
  const { prefix } = layout;
  const forUpdate = layout.dialect === "mysql" ? " for update" : "";
  const contexts = contextStatements(layout);
  const columns = `${STEP_EXECUTION_COLUMNS}${layout.stepCreateTime ? ", s.CREATE_TIME as createTime" : ""},
    c.STEP_EXECUTION_ID as contextId, c.SHORT_CONTEXT as shortContext, c.SERIALIZED_CONTEXT as serializedContext`;
  const withContext = `left join ${prefix}STEP_EXECUTION_CONTEXT c on c.STEP_EXECUTION_ID = s.STEP_EXECUTION_ID`;

  /** No step begins in an execution that was asked to stop, or that somebody else ended. */
  async function checkRunning(transaction: Transaction, execution: JobExecution): Promise<void> {
    // As a batch it travels with the BEGIN.
    const [found] = await transaction.batch([
      {
        sql: `select VERSION as version, STATUS as status from ${prefix}JOB_EXECUTION where JOB_EXECUTION_ID = ?${forUpdate}`,
        parameters: [execution.id],
      },
    ]);
    const row = found?.rows[0];
    if (row?.status === "STOPPING" || row?.status === "STOPPED") throw new JobInterruptedError();
    if (!row || !isRunning(row.status as BatchStatus)) {
      throw new StaleExecutionError("job", execution.id, execution.version);
    }
  }

  function newStep(id: bigint, execution: JobExecution, { stepName, context }: NewStepExecution): StepExecution {
    const created = clock.now();
    return {
      id,
      jobExecutionId: execution.id,
      stepName,
      version: 0,
      status: "STARTING",
      exitStatus: exitStatus("EXECUTING"),
      createTime: layout.stepCreateTime ? created : null,
      startTime: layout.generation === 4 ? created : null,
      endTime: null,
      lastUpdated: null,
      ...zeroCounts(),
      context,
      terminateOnly: false,
      failures: [],
    };
  }

  function insertStatements(step: StepExecution): Statement[] {
    const created = toSqlTime(step.createTime ?? step.startTime, layout);
    const values: [string, SqlValue][] = [
      ["STEP_EXECUTION_ID", step.id],
      ["VERSION", 0],
      ["STEP_NAME", step.stepName],
      ["JOB_EXECUTION_ID", step.jobExecutionId],
      ["START_TIME", toSqlTime(step.startTime, layout)],
      ["END_TIME", null],
      ["STATUS", step.status],
      ["COMMIT_COUNT", 0],
      ["READ_COUNT", 0],
      ["FILTER_COUNT", 0],
      ["WRITE_COUNT", 0],
      ["READ_SKIP_COUNT", 0],
      ["WRITE_SKIP_COUNT", 0],
      ["PROCESS_SKIP_COUNT", 0],
      ["ROLLBACK_COUNT", 0],
      ["EXIT_CODE", step.exitStatus.code],
      ["EXIT_MESSAGE", step.exitStatus.description],
      ["LAST_UPDATED", layout.generation === 6 ? null : created],
      ...(layout.stepCreateTime ? ([["CREATE_TIME", created]] as [string, SqlValue][]) : []),
    ];
    return [
      {
        sql: `insert into ${prefix}STEP_EXECUTION (${values.map(([column]) => column).join(", ")}) values (${values.map(() => "?").join(", ")})`,
        parameters: values.map(([, value]) => value),
      },
      contexts.insert("STEP", step.id, step.context),
    ];
  }

  async function findLast(
    instance: JobInstance,
    condition: string,
    values: readonly string[],
  ): Promise<Map<string, StepExecution>> {
    const rows = await database.query(
      `select ${columns} from ${prefix}STEP_EXECUTION s
         join ${prefix}JOB_EXECUTION e on e.JOB_EXECUTION_ID = s.JOB_EXECUTION_ID ${withContext}
        where e.JOB_INSTANCE_ID = ? and s.STEP_NAME ${condition}
        order by s.${layout.stepCreateTime ? "CREATE_TIME" : "START_TIME"} desc, s.STEP_EXECUTION_ID desc`,
      [instance.id, ...values],
    );
    const found = new Map<string, StepExecution>();
    for (const row of rows) {
      const name = String(row.stepName);
      if (!found.has(name)) found.set(name, toStepWithContext(row, layout));
    }
    return found;
  }

  return {
    async createStepExecutions(execution, wanted) {
      if (wanted.length === 0) return [];
      const ownTransaction = layout.sequenceKind === "sqlite-table";
      const taken = ownTransaction ? null : await nextIds(database, layout, "step", wanted.length);
      return database.transaction(async (transaction) => {
        const ids = taken ?? (await nextIds(database, layout, "step", wanted.length, transaction));
        await checkRunning(transaction, execution);
        // The ids are as many as were asked for.
        const steps = wanted.map((step, index) => newStep(ids[index] as bigint, execution, step));
        const batches = batchesOf(steps).map((some) => some.flatMap(insertStatements));
        const last = batches.pop() ?? [];
        for (const batch of batches) await transaction.batch(batch);
        await transaction.commitWith(last);
        return steps;
      });
    },

    async findLastStepExecutions(instance, stepNames) {
      const found = new Map<string, StepExecution>();
      for (const names of batchesOf(stepNames)) {
        const some = await findLast(instance, `in (${names.map(() => "?").join(", ")})`, names);
        for (const [name, step] of some) found.set(name, step);
      }
      return found;
    },

    findLastPartitions: (instance, workerName) =>
      findLast(instance, "like ? escape '!'", [`${partitionStepName(workerName.replace(/[!%_]/g, "!$&"), "")}%`]),

    async getStepExecution(id) {
      const [row] = await database.query(
        `select ${columns} from ${prefix}STEP_EXECUTION s ${withContext} where s.STEP_EXECUTION_ID = ?`,
        [id],
      );
      return row ? toStepWithContext(row, layout) : null;
    },
  };
}

function toStepWithContext(row: Row, layout: TableLayout): StepExecution {
  const step = toStepExecution(row, layout);
  step.context = row.contextId === null ? new ExecutionContext() : contextOf(row, layout);
  return step;
}

function batchesOf<T>(list: readonly T[]): T[][] {
  const batches: T[][] = [];
  for (let from = 0; from < list.length; from += ROWS_PER_BATCH) batches.push(list.slice(from, from + ROWS_PER_BATCH));
  return batches;
}
