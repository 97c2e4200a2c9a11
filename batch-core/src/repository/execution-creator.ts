import type { Clock } from "../clock.ts";
import { ExecutionContext } from "../model/execution-context.ts";
import { exitStatus } from "../model/exit-status.ts";
import type { JobExecution } from "../model/job-execution.ts";
import type { JobParameters } from "../model/job-parameters.ts";
import { contextStatements } from "./context-statements.ts";
import type { Database, Statement } from "./database.ts";
import type { ExecutionReader } from "./execution-reader.ts";
import { jobKey } from "./job-key.ts";
import type { InstanceHistory, JobRepository } from "./job-repository.ts";
import { insertParameters } from "./parameter-statements.ts";
import { retryTransaction } from "./retry-transaction.ts";
import { toSqlTime } from "./rows.ts";
import { nextId, nextIdOfEach, type SequenceName } from "./sequences.ts";
import type { TableLayout } from "./table-layout.ts";

/** Creates executions, of one instance one at a time, whoever else launches. */
export function createExecutionCreator(
  database: Database,
  layout: TableLayout,
  clock: Clock,
  { findInstanceRow, readHistory, readRestartHistory, readContext }: ExecutionReader,
): Pick<JobRepository, "createJobExecution"> {
  const { prefix } = layout;
  const forUpdate = layout.dialect === "mysql" ? " for update" : "";
  const contexts = contextStatements(layout);

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
        contexts.insert("JOB", execution.id, context),
        ...leaseStatement(execution.id, requestedBy, parentId),
      ]);
      return execution;
    });
  }

  return {
    createJobExecution: (jobName, parameters, decide, requestedBy, parentId = null) =>
      retryTransaction(() => createOnce(jobName, parameters, decide, requestedBy, parentId)),
  };
}
