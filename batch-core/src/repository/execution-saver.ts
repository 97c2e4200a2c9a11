import type { Clock } from "../clock.ts";
import { CommitOutcomeUnknownError, StaleExecutionError } from "../errors.ts";
import { type BatchStatus, isGreaterThan, upgradeStatus } from "../model/batch-status.ts";
import { EXIT_CODE_LENGTH_MAX, truncateExitStatus } from "../model/exit-status.ts";
import type { JobExecution } from "../model/job-execution.ts";
import type { StepExecution } from "../model/step-execution.ts";
import { contextStatements } from "./context-statements.ts";
import type { Database, Queryable, Row, Statement, StatementResult } from "./database.ts";
import { isActive } from "./execution-reader.ts";
import { FENCE, isFenced } from "./fence.ts";
import type { JobRepository } from "./job-repository.ts";
import { toSqlTime } from "./rows.ts";
import type { TableLayout } from "./table-layout.ts";

/** Saves what the engine's own executions come to, each row only while it is still theirs: its VERSION tells. */
export function createExecutionSaver(
  database: Database,
  layout: TableLayout,
  clock: Clock,
): Pick<
  JobRepository,
  | "updateJobExecution"
  | "updateJobContext"
  | "updateStepContext"
  | "updateStepExecution"
  | "updateStepWithContext"
  | "commitStepExecution"
  | "settleLostCommit"
> {
  const { prefix } = layout;
  const forUpdate = layout.dialect === "mysql" ? " for update" : "";
  const codeLengthMax = EXIT_CODE_LENGTH_MAX[layout.dialect];
  const contexts = contextStatements(layout);

  // What every chunk sends is made once: a text that is put together anew is hashed anew wherever it is looked up.
  const updateStep = `update ${prefix}STEP_EXECUTION set START_TIME = ?, END_TIME = ?, STATUS = ?, COMMIT_COUNT = ?, READ_COUNT = ?,
      FILTER_COUNT = ?, WRITE_COUNT = ?, EXIT_CODE = ?, EXIT_MESSAGE = ?, VERSION = VERSION + 1, READ_SKIP_COUNT = ?,
      PROCESS_SKIP_COUNT = ?, WRITE_SKIP_COUNT = ?, ROLLBACK_COUNT = ?, LAST_UPDATED = ?
    where STEP_EXECUTION_ID = ? and VERSION = ?`;
  /** The start of the step that was saved last: the same for all its chunks. */
  let started = { at: null as Date | null, text: null as string | null };
  const selectStatus = `select VERSION as version, STATUS as status from ${prefix}JOB_EXECUTION where JOB_EXECUTION_ID = ?`;
  const selectStatusFenced = selectStatus.replace(" from ", `, ${FENCE[layout.dialect]} from `);

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
    if (step.startTime !== started.at) started = { at: step.startTime, text: toSqlTime(step.startTime, layout) };
    const saved = () => {
      step.version += 1;
      step.lastUpdated = lastUpdated;
      if (options.withContext) step.context.clearDirty();
    };
    const results = await send([
      ...(options.withContext ? [contexts.update("STEP", step.id, step.context)] : []),
      {
        sql: updateStep,
        parameters: [
          started.text,
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
      const { sql, parameters = [] } = contexts.update("JOB", execution.id, execution.context);
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
      const { sql, parameters = [] } = contexts.update("STEP", step.id, step.context);
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
  };
}
