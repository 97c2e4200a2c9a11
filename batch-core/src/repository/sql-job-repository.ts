import type { Clock } from "../clock.ts";
import { CommitOutcomeUnknownError, StaleExecutionError } from "../errors.ts";
import { type BatchStatus, isGreaterThan, isRunning, upgradeStatus } from "../model/batch-status.ts";
import { ExecutionContext } from "../model/execution-context.ts";
import { EXIT_CODE_LENGTH_MAX, exitStatus, truncateExitStatus } from "../model/exit-status.ts";
import type { JobExecution } from "../model/job-execution.ts";
import type { JobInstance } from "../model/job-instance.ts";
import type { JobParameters } from "../model/job-parameters.ts";
import type { StepExecution } from "../model/step-execution.ts";
import { encodeContext } from "./context/encode-context.ts";
import type { Database, Queryable, Row, Statement, StatementResult } from "./database.ts";
import { createExternalControl } from "./external-control.ts";
import { FENCE, isFenced } from "./fence.ts";
import { jobKey } from "./job-key.ts";
import type { InstanceHistory, JobRepository, LastStepExecution } from "./job-repository.ts";
import { rowsToParameters } from "./parameter-rows.ts";
import { insertParameters, parametersQuery } from "./parameter-statements.ts";
import { retryTransaction } from "./retry-transaction.ts";
import {
  contextOf,
  JOB_EXECUTION_COLUMNS,
  STEP_EXECUTION_COLUMNS,
  toId,
  toJobExecution,
  toJobInstance,
  toSqlTime,
  toStepExecution,
} from "./rows.ts";
import { nextId, nextIdOfEach, type SequenceName } from "./sequences.ts";
import { createStepRows } from "./step-rows.ts";
import type { TableLayout } from "./table-layout.ts";

/** The repository over the tables of one database. */
export function sqlJobRepository(database: Database, layout: TableLayout, clock: Clock): JobRepository {
  const { prefix } = layout;
  const forUpdate = layout.dialect === "mysql" ? " for update" : "";
  const codeLengthMax = EXIT_CODE_LENGTH_MAX[layout.dialect];
  const now = () => toSqlTime(clock.now(), layout);
  const stepRows = createStepRows(database, layout, clock);

  // What every chunk sends is made once: a text that is put together anew is hashed anew wherever it is looked up.
  const updateStep = `update ${prefix}STEP_EXECUTION set START_TIME = ?, END_TIME = ?, STATUS = ?, COMMIT_COUNT = ?, READ_COUNT = ?,
      FILTER_COUNT = ?, WRITE_COUNT = ?, EXIT_CODE = ?, EXIT_MESSAGE = ?, VERSION = VERSION + 1, READ_SKIP_COUNT = ?,
      PROCESS_SKIP_COUNT = ?, WRITE_SKIP_COUNT = ?, ROLLBACK_COUNT = ?, LAST_UPDATED = ?
    where STEP_EXECUTION_ID = ? and VERSION = ?`;
  const selectStatus = `select VERSION as version, STATUS as status from ${prefix}JOB_EXECUTION where JOB_EXECUTION_ID = ?`;
  const selectStatusFenced = selectStatus.replace(" from ", `, ${FENCE[layout.dialect]} from `);
  const updateContextOf = (kind: "JOB" | "STEP") =>
    `update ${prefix}${kind}_EXECUTION_CONTEXT set SHORT_CONTEXT = ?, SERIALIZED_CONTEXT = ? where ${kind}_EXECUTION_ID = ?`;
  const updateContext = { JOB: updateContextOf("JOB"), STEP: updateContextOf("STEP") };

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

  /** Executions newest first; step rows of the newest one only, which is all that the launch rules ask about. */
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

  /** The same with what a restart would start from looked at. Contexts of an execution that has ended do not change any more. */
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

  function contextQuery(kind: "JOB" | "STEP", id: bigint): Statement {
    return {
      sql: `select SHORT_CONTEXT as shortContext, SERIALIZED_CONTEXT as serializedContext
              from ${prefix}${kind}_EXECUTION_CONTEXT where ${kind}_EXECUTION_ID = ?`,
      parameters: [id],
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

  async function readContext(queryable: Queryable, kind: "JOB" | "STEP", id: bigint): Promise<ExecutionContext> {
    const { sql, parameters } = contextQuery(kind, id);
    const [row] = await queryable.query(sql, parameters);
    return row ? contextOf(row, layout) : new ExecutionContext();
  }

  function contextStatement(kind: "JOB" | "STEP", id: bigint, context: ExecutionContext): Statement {
    const { shortContext, serializedContext } = encodeContext(context, layout.contextFormat);
    return {
      sql: updateContext[kind],
      parameters: [shortContext, serializedContext, id],
    };
  }

  function insertContext(kind: "JOB" | "STEP", id: bigint, context: ExecutionContext): Statement {
    const { shortContext, serializedContext } = encodeContext(context, layout.contextFormat);
    return {
      sql: `insert into ${prefix}${kind}_EXECUTION_CONTEXT (SHORT_CONTEXT, SERIALIZED_CONTEXT, ${kind}_EXECUTION_ID) values (?, ?, ?)`,
      parameters: [shortContext, serializedContext, id],
    };
  }

  function leaseStatement(id: bigint, requestedBy: string | null, parentId: bigint | null): Statement[] {
    if (!layout.sideTables) return [];
    if (parentId !== null) {
      const lease = `${layout.sidePrefix}LEASE`;
      return [
        {
          sql: `insert into ${lease} (JOB_EXECUTION_ID, NODE_ID, TOKEN, STATE, REQUESTED_BY, REQUESTED_AT, CLAIMED_AT, PROGRESS_AT, EXPIRES_AT)
                select ?, NODE_ID, 1, STATE, ?, ?, PROGRESS_AT, PROGRESS_AT, EXPIRES_AT
                  from ${lease} where JOB_EXECUTION_ID = ? and STATE = 'RUNNING'`,
          parameters: [id, requestedBy, clock.now(), parentId],
        },
      ];
    }
    return [
      {
        sql: `insert into ${layout.sidePrefix}LEASE (JOB_EXECUTION_ID, TOKEN, STATE, REQUESTED_BY, REQUESTED_AT) values (?, 0, 'READY', ?, ?)`,
        parameters: [id, requestedBy?.slice(0, 100) ?? null, clock.now()],
      },
    ];
  }

  function executionStatement(execution: JobExecution): Statement {
    return {
      sql: `insert into ${prefix}JOB_EXECUTION (JOB_EXECUTION_ID, VERSION, JOB_INSTANCE_ID, CREATE_TIME, START_TIME, END_TIME, STATUS,
              EXIT_CODE, EXIT_MESSAGE, LAST_UPDATED) values (?, 0, ?, ?, null, null, ?, ?, ?, ?)`,
      parameters: [
        execution.id,
        execution.instance.id,
        toSqlTime(execution.createTime, layout),
        execution.status,
        execution.exitStatus.code,
        execution.exitStatus.description,
        layout.generation === 6 ? null : toSqlTime(execution.createTime, layout),
      ],
    };
  }

  async function createOnce(
    jobName: string,
    parameters: JobParameters,
    decide: (history: InstanceHistory) => void,
    requestedBy: string | null,
    parentId: bigint | null,
  ): Promise<JobExecution> {
    const key = jobKey(parameters, layout.generation, { timeZone: layout.timeZone });
    const known = await findInstanceRow(database, jobName, key);
    // Refused before anything is taken from a sequence; decided again under the lock.
    if (known) decide(await readRestartHistory(known));
    const usesOwnTransaction = layout.sequenceKind === "sqlite-table";
    const wanted: SequenceName[] = usesOwnTransaction ? [] : known ? ["execution"] : ["execution", "instance"];
    const [newExecutionId = null, newInstanceId = null] = await nextIdOfEach(database, layout, wanted);

    return database.transaction(async (transaction) => {
      let instance = usesOwnTransaction || known ? await findInstanceRow(transaction, jobName, key, forUpdate) : null;
      const newInstance: Statement[] = [];
      let context = new ExecutionContext();
      if (instance) {
        const history = await readHistory(transaction, instance);
        decide(history);
        const [newest] = history.executions;
        if (newest) context = await readContext(transaction, "JOB", newest.id);
      } else {
        instance = {
          id: newInstanceId ?? (await nextId(database, layout, "instance", transaction)),
          jobName,
          jobKey: key,
        };
        newInstance.push({
          sql: `insert into ${prefix}JOB_INSTANCE (JOB_INSTANCE_ID, JOB_NAME, JOB_KEY, VERSION) values (?, ?, ?, 0)`,
          parameters: [instance.id, jobName, key],
        });
      }
      const execution: JobExecution = {
        id: newExecutionId ?? (await nextId(database, layout, "execution", transaction)),
        instance,
        parameters,
        version: 0,
        status: "STARTING",
        exitStatus: exitStatus("UNKNOWN"),
        createTime: clock.now(),
        startTime: null,
        endTime: null,
        lastUpdated: null,
        context,
        stepExecutions: [],
        failures: [],
      };
      await transaction.commitWith([
        ...newInstance,
        executionStatement(execution),
        ...insertParameters(execution.id, parameters, layout),
        insertContext("JOB", execution.id, context),
        ...leaseStatement(execution.id, requestedBy, parentId),
      ]);
      return execution;
    });
  }

  /** Takes over a status written from outside: only when VERSION moved, and only a more severe one. */
  function synchronise(execution: JobExecution, row: Row): void {
    const version = Number(row.version ?? 0);
    if (version === execution.version) return;
    execution.version = version;
    execution.status = upgradeStatus(execution.status, row.status as BatchStatus);
  }

  /**
   * False, with nothing changed, when the row is not as it was last seen, or has ended.
   * @param endedByUs  that end was ours: VERSION alone tells
   */
  async function saveJob(queryable: Queryable, execution: JobExecution, endedByUs: boolean): Promise<boolean> {
    const status = execution.status === "STOPPING" && execution.endTime ? "STOPPED" : execution.status;
    const lastUpdated = clock.now();
    const exit = truncateExitStatus(execution.exitStatus, codeLengthMax);
    const { affectedRows } = await queryable.execute(
      `update ${prefix}JOB_EXECUTION set START_TIME = ?, END_TIME = ?, STATUS = ?, EXIT_CODE = ?, EXIT_MESSAGE = ?,
         VERSION = VERSION + 1, LAST_UPDATED = ? where JOB_EXECUTION_ID = ? and VERSION = ?${
           endedByUs ? "" : " and STATUS in ('STARTING', 'STARTED', 'STOPPING')"
         }`,
      [
        toSqlTime(execution.startTime, layout),
        toSqlTime(execution.endTime, layout),
        status,
        exit.code,
        exit.description,
        toSqlTime(lastUpdated, layout),
        execution.id,
        execution.version,
      ],
    );
    if (affectedRows !== 1) return false;
    execution.status = status;
    execution.version += 1;
    execution.lastUpdated = lastUpdated;
    return true;
  }

  /** @param send  how the statements travel; `fenced` ones must not commit when the row was not the one expected */
  async function saveStep(
    step: StepExecution,
    execution: JobExecution,
    options: { withContext: boolean; fenced?: boolean },
    send: (statements: readonly Statement[]) => Promise<StatementResult[]>,
  ): Promise<void> {
    const lastUpdated = clock.now();
    const exit = truncateExitStatus(step.exitStatus, codeLengthMax);
    const saved = () => {
      step.version += 1;
      step.lastUpdated = lastUpdated;
      if (options.withContext) step.context.clearDirty();
    };
    const results = await send([
      ...(options.withContext ? [contextStatement("STEP", step.id, step.context)] : []),
      {
        sql: updateStep,
        parameters: [
          toSqlTime(step.startTime, layout),
          toSqlTime(step.endTime, layout),
          step.status,
          step.commitCount,
          step.readCount,
          step.filterCount,
          step.writeCount,
          exit.code,
          exit.description,
          step.readSkipCount,
          step.processSkipCount,
          step.writeSkipCount,
          step.rollbackCount,
          toSqlTime(lastUpdated, layout),
          step.id,
          step.version,
        ],
      },
      {
        sql: options.fenced ? selectStatusFenced : selectStatus,
        parameters: [execution.id],
      },
    ]).catch((error: unknown) => {
      if (isFenced(error)) throw new StaleExecutionError("step", step.id, step.version);
      // Taken for saved until the row was looked at: its VERSION tells.
      if (error instanceof CommitOutcomeUnknownError) saved();
      throw error;
    });
    const [updated, current] = results.slice(-2);
    if (updated?.affectedRows !== 1) throw new StaleExecutionError("step", step.id, step.version);
    saved();
    const row = current?.rows[0];
    if (!row) return;
    synchronise(execution, row);
    if (isGreaterThan(execution.status, "STARTED")) step.terminateOnly = true;
  }

  return {
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

    createJobExecution: (jobName, parameters, decide, requestedBy, parentId = null) =>
      retryTransaction(() => createOnce(jobName, parameters, decide, requestedBy, parentId)),

    async getJobStatus(id) {
      const [row] = await database.query(
        `select STATUS as status from ${prefix}JOB_EXECUTION where JOB_EXECUTION_ID = ?`,
        [id],
      );
      return row ? (row.status as BatchStatus) : null;
    },

    async getJobExecution(id, onlyStepId) {
      const [executions = [], parameters = [], contexts = [], steps = [], stepContexts = []] = await queryAll([
        executionQuery(id),
        parametersQuery(id, layout),
        contextQuery("JOB", id),
        ...(onlyStepId === undefined ? [stepsQuery(id), stepContextsQuery(id)] : []),
      ]);
      const [row] = executions;
      if (!row) return null;
      const instance = toJobInstance({ id: row.instanceId, jobName: row.jobName ?? "", jobKey: row.jobKey });
      const execution = toJobExecution(row, instance, rowsToParameters(parameters, layout), layout);
      if (contexts[0]) execution.context = contextOf(contexts[0], layout);
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

    async createStepExecution(execution, stepName, context) {
      const [step] = await stepRows.createStepExecutions(execution, [{ stepName, context }]);
      // One was asked for.
      return step as StepExecution;
    },

    async updateJobExecution(execution, { endedByUs = false } = {}) {
      // Mostly nobody else has touched the row, and one statement does it.
      if (await saveJob(database, execution, endedByUs)) return;
      await database.transaction(async (transaction) => {
        const [row] = await transaction.query(
          `select VERSION as version, STATUS as status from ${prefix}JOB_EXECUTION where JOB_EXECUTION_ID = ?${forUpdate}`,
          [execution.id],
        );
        // An end that is there already was somebody's decision: a recovery, or the operator of a 6.x application that stopped it.
        if (!row || !isActive(row.status)) throw new StaleExecutionError("job", execution.id, execution.version);
        synchronise(execution, row);
        if (!(await saveJob(transaction, execution, false))) {
          throw new StaleExecutionError("job", execution.id, execution.version);
        }
      });
    },

    async updateJobContext(execution) {
      const { sql, parameters = [] } = contextStatement("JOB", execution.id, execution.context);
      // STOPPED is what a 6.x operator writes while the process still finishes its chunk: what that chunk left must not be lost.
      const { affectedRows } = await database.execute(
        `${sql} and exists (select 1 from ${prefix}JOB_EXECUTION e
           where e.JOB_EXECUTION_ID = ? and e.STATUS in ('STARTING', 'STARTED', 'STOPPING', 'STOPPED'))`,
        [...parameters, execution.id],
      );
      if (affectedRows !== 1) throw new StaleExecutionError("job", execution.id, execution.version);
      execution.context.clearDirty();
    },

    async updateStepContext(step) {
      const { sql, parameters = [] } = contextStatement("STEP", step.id, step.context);
      const { affectedRows } = await database.execute(
        `${sql} and exists (select 1 from ${prefix}STEP_EXECUTION s where s.STEP_EXECUTION_ID = ? and s.VERSION = ?)`,
        [...parameters, step.id, step.version],
      );
      if (affectedRows !== 1) throw new StaleExecutionError("step", step.id, step.version);
      step.context.clearDirty();
    },

    updateStepExecution: (step, execution, transaction) =>
      saveStep(step, execution, { withContext: false }, (list) => (transaction ?? database).batch(list)),

    updateStepWithContext: (step, execution, transaction) => {
      const options = { withContext: true, fenced: !transaction };
      if (transaction) return saveStep(step, execution, options, (list) => transaction.batch(list));
      return database.transaction((own) => saveStep(step, execution, options, (list) => own.commitWith(list)));
    },

    commitStepExecution: (step, execution, transaction) =>
      saveStep(step, execution, { withContext: step.context.isDirty, fenced: true }, (list) =>
        transaction.commitWith(list),
      ),

    async settleLostCommit({ id, version }) {
      // Waits for the lock of whoever is saving it.
      const { affectedRows } = await database.execute(
        `update ${prefix}STEP_EXECUTION set VERSION = VERSION + 1 where STEP_EXECUTION_ID = ? and VERSION = ?`,
        [id, version - 1],
      );
      if (affectedRows === 1) return false;
      const [row] = await database.query(
        `select VERSION as version from ${prefix}STEP_EXECUTION where STEP_EXECUTION_ID = ?`,
        [id],
      );
      if (Number(row?.version) !== version) throw new StaleExecutionError("step", id, version);
      return true;
    },

    ...stepRows,
    ...createExternalControl(database, layout, now),
  };
}

function isActive(status: unknown): boolean {
  return isRunning(status as BatchStatus);
}
