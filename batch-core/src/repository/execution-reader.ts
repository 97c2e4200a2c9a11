import { type BatchStatus, isRunning } from "../model/batch-status.ts";
import { ExecutionContext } from "../model/execution-context.ts";
import type { JobExecution } from "../model/job-execution.ts";
import type { JobInstance } from "../model/job-instance.ts";
import type { StepExecution } from "../model/step-execution.ts";
import { contextStatements } from "./context-statements.ts";
import type { Database, Queryable, Row, Statement } from "./database.ts";
import { jobKey } from "./job-key.ts";
import type { InstanceHistory, JobRepository, LastStepExecution } from "./job-repository.ts";
import { rowsToParameters } from "./parameter-rows.ts";
import { parametersQuery } from "./parameter-statements.ts";
import {
  contextOf,
  JOB_EXECUTION_COLUMNS,
  STEP_EXECUTION_COLUMNS,
  toId,
  toJobExecution,
  toJobInstance,
  toStepExecution,
} from "./rows.ts";
import type { TableLayout } from "./table-layout.ts";

export interface ExecutionReader
  extends Pick<
    JobRepository,
    "findJobInstance" | "getLastJobInstance" | "getJobStatus" | "getJobExecution" | "findLastStepExecution"
  > {
  /** @param lock  what is put behind the query */
  findInstanceRow(queryable: Queryable, jobName: string, key: string, lock?: string): Promise<JobInstance | null>;
  /** Executions newest first; step rows of the newest one only, which is all that the launch rules ask about. */
  readHistory(queryable: Queryable, instance: JobInstance): Promise<InstanceHistory>;
  /** The same with what a restart would start from looked at. */
  readRestartHistory(instance: JobInstance): Promise<InstanceHistory>;
  readContext(queryable: Queryable, owner: "JOB" | "STEP", id: bigint): Promise<ExecutionContext>;
}

/** Finds instances and executions by their rows. */
export function createExecutionReader(
  database: Database,
  layout: TableLayout,
  stepRows: Pick<JobRepository, "getStepExecution">,
): ExecutionReader {
  const { prefix } = layout;
  const contexts = contextStatements(layout);

  async function findInstanceRow(
    queryable: Queryable,
    jobName: string,
    key: string,
    lock = "",
  ): Promise<JobInstance | null> {
    const [row] = await queryable.query(
      `select JOB_INSTANCE_ID as id, JOB_NAME as jobName, JOB_KEY as jobKey from ${prefix}JOB_INSTANCE
        where JOB_NAME = ? and JOB_KEY = ?${lock}`,
      [jobName, key],
    );
    return row ? toJobInstance(row) : null;
  }

  async function readHistory(queryable: Queryable, instance: JobInstance): Promise<InstanceHistory> {
    const rows = await queryable.query(
      `select ${JOB_EXECUTION_COLUMNS} from ${prefix}JOB_EXECUTION e where e.JOB_INSTANCE_ID = ? order by e.JOB_EXECUTION_ID desc`,
      [instance.id],
    );
    const executions = rows.map((row) => toJobExecution(row, instance, new Map(), layout));
    const [newest] = executions;
    if (newest) newest.stepExecutions.push(...(await readSteps(queryable, newest.id)));
    return { instance, executions };
  }

  /** Contexts of an execution that has ended do not change any more. */
  async function readRestartHistory(instance: JobInstance): Promise<InstanceHistory> {
    const history = await readHistory(database, instance);
    const [newest] = history.executions;
    const contextProblem = newest && !isActive(newest.status) ? await findContextProblem(newest) : null;
    return { ...history, contextProblem };
  }

  /** Of the job's context and of those of the steps that would go on. */
  async function findContextProblem({ id, instance }: JobExecution): Promise<string | null> {
    const { problem } = await readContext(database, "JOB", id);
    if (problem !== null) return `The context of execution ${id} cannot be read. ${problem}`;
    const steps = await database.query(
      `select s.STEP_NAME as stepName, c.SHORT_CONTEXT as shortContext, c.SERIALIZED_CONTEXT as serializedContext
         from ${prefix}STEP_EXECUTION s join ${prefix}STEP_EXECUTION_CONTEXT c on c.STEP_EXECUTION_ID = s.STEP_EXECUTION_ID
        where coalesce(s.STATUS, '') not in ('COMPLETED', 'ABANDONED') and s.STEP_EXECUTION_ID in (
          select max(l.STEP_EXECUTION_ID) from ${prefix}STEP_EXECUTION l
            join ${prefix}JOB_EXECUTION e on e.JOB_EXECUTION_ID = l.JOB_EXECUTION_ID
           where e.JOB_INSTANCE_ID = ? group by l.STEP_NAME)`,
      [instance.id],
    );
    for (const step of steps) {
      const stepProblem = contextOf(step, layout).problem;
      if (stepProblem !== null) return `The context of step "${step.stepName}" cannot be read. ${stepProblem}`;
    }
    return null;
  }

  function executionQuery(id: bigint): Statement {
    return {
      sql: `select ${JOB_EXECUTION_COLUMNS}, i.JOB_NAME as jobName, i.JOB_KEY as jobKey
              from ${prefix}JOB_EXECUTION e left join ${prefix}JOB_INSTANCE i on i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID
             where e.JOB_EXECUTION_ID = ?`,
      parameters: [id],
    };
  }

  function stepsQuery(jobExecutionId: bigint): Statement {
    return {
      sql: `select ${STEP_EXECUTION_COLUMNS}${layout.stepCreateTime ? ", s.CREATE_TIME as createTime" : ""}
              from ${prefix}STEP_EXECUTION s where s.JOB_EXECUTION_ID = ? order by s.STEP_EXECUTION_ID`,
      parameters: [jobExecutionId],
    };
  }

  function stepContextsQuery(jobExecutionId: bigint): Statement {
    return {
      sql: `select c.STEP_EXECUTION_ID as id, c.SHORT_CONTEXT as shortContext, c.SERIALIZED_CONTEXT as serializedContext
              from ${prefix}STEP_EXECUTION_CONTEXT c
              join ${prefix}STEP_EXECUTION s on s.STEP_EXECUTION_ID = c.STEP_EXECUTION_ID
             where s.JOB_EXECUTION_ID = ?`,
      parameters: [jobExecutionId],
    };
  }

  /** Together where that saves round trips. On SQLite a batch would take the write lock, which reading does not need. */
  async function queryAll(queries: readonly Statement[]): Promise<readonly (readonly Row[])[]> {
    if (layout.dialect === "mysql") return (await database.batch(queries)).map(({ rows }) => rows);
    const all: Row[][] = [];
    for (const { sql, parameters } of queries) all.push(await database.query(sql, parameters));
    return all;
  }

  async function readSteps(queryable: Queryable, jobExecutionId: bigint): Promise<StepExecution[]> {
    const { sql, parameters } = stepsQuery(jobExecutionId);
    return (await queryable.query(sql, parameters)).map((row) => toStepExecution(row, layout));
  }

  async function readContext(queryable: Queryable, owner: "JOB" | "STEP", id: bigint): Promise<ExecutionContext> {
    const { sql, parameters } = contexts.select(owner, id);
    const [row] = await queryable.query(sql, parameters);
    return row ? contextOf(row, layout) : new ExecutionContext();
  }

  return {
    findInstanceRow,
    readHistory,
    readRestartHistory,
    readContext,

    async findJobInstance(jobName, parameters) {
      const key = jobKey(parameters, layout.generation, { timeZone: layout.timeZone });
      const instance = await findInstanceRow(database, jobName, key);
      return instance ? readRestartHistory(instance) : null;
    },

    async getLastJobInstance(jobName) {
      const [row] = await database.query(
        `select JOB_INSTANCE_ID as id, JOB_NAME as jobName, JOB_KEY as jobKey from ${prefix}JOB_INSTANCE
          where JOB_INSTANCE_ID = (select max(JOB_INSTANCE_ID) from ${prefix}JOB_INSTANCE where JOB_NAME = ?)`,
        [jobName],
      );
      return row ? readHistory(database, toJobInstance(row)) : null;
    },

    async getJobStatus(id) {
      const [row] = await database.query(
        `select STATUS as status from ${prefix}JOB_EXECUTION where JOB_EXECUTION_ID = ?`,
        [id],
      );
      return row ? (row.status as BatchStatus) : null;
    },

    async getJobExecution(id, onlyStepId) {
      const [executions = [], parameters = [], jobContexts = [], steps = [], stepContexts = []] = await queryAll([
        executionQuery(id),
        parametersQuery(id, layout),
        contexts.select("JOB", id),
        ...(onlyStepId === undefined ? [stepsQuery(id), stepContextsQuery(id)] : []),
      ]);
      const [row] = executions;
      if (!row) return null;
      const instance = toJobInstance({ id: row.instanceId, jobName: row.jobName ?? "", jobKey: row.jobKey });
      const execution = toJobExecution(row, instance, rowsToParameters(parameters, layout), layout);
      if (jobContexts[0]) execution.context = contextOf(jobContexts[0], layout);
      if (onlyStepId !== undefined) {
        const step = await stepRows.getStepExecution(onlyStepId);
        if (step) execution.stepExecutions.push(step);
        return execution;
      }
      const contextById = new Map(stepContexts.map((context) => [toId(context.id), context]));
      for (const stepRow of steps) {
        const step = toStepExecution(stepRow, layout);
        const context = contextById.get(step.id);
        if (context) step.context = contextOf(context, layout);
        execution.stepExecutions.push(step);
      }
      return execution;
    },

    async findLastStepExecution(instance, stepName): Promise<LastStepExecution | null> {
      const rows = await database.query(
        `select ${STEP_EXECUTION_COLUMNS}${layout.stepCreateTime ? ", s.CREATE_TIME as createTime" : ""}
           from ${prefix}STEP_EXECUTION s join ${prefix}JOB_EXECUTION e on e.JOB_EXECUTION_ID = s.JOB_EXECUTION_ID
          where e.JOB_INSTANCE_ID = ? and s.STEP_NAME = ?
          order by s.${layout.stepCreateTime ? "CREATE_TIME" : "START_TIME"} desc, s.STEP_EXECUTION_ID desc`,
        [instance.id, stepName],
      );
      const [newest] = rows;
      if (!newest) return null;
      const step = toStepExecution(newest, layout);
      step.context = await readContext(database, "STEP", step.id);
      return { step, startCount: rows.length };
    },
  };
}

/** Whether a stored status, which may be none that anybody knows, is one of an execution at work. */
export function isActive(status: unknown): boolean {
  return isRunning(status as BatchStatus);
}
