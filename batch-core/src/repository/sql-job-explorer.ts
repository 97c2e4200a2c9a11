import { JobExecutionNotRunningError, NoSuchJobExecutionError, StaleExecutionError } from "../errors.ts";
import { type BatchStatus, isRunning, RUNNING_STATUSES } from "../model/batch-status.ts";
import type { JobExecution } from "../model/job-execution.ts";
import type { JobInstance } from "../model/job-instance.ts";
import type { JobParameters } from "../model/job-parameters.ts";
import type { StepExecution } from "../model/step-execution.ts";
import type { Database, Row, SqlValue } from "./database.ts";
import { jobKey } from "./job-key.ts";
import type { JobRepository } from "./job-repository.ts";
import { toId, toJobInstance } from "./rows.ts";
import type { TableLayout } from "./table-layout.ts";

/**
 * What a console or a program asks of the history: Spring Batch's JobExplorer. Executions come with their instance, parameters, steps and
 * contexts. Nothing here depends on which jobs are registered.
 */
export interface JobExplorer {
  /** Names that have instances, ascending. */
  getJobNames(): Promise<string[]>;
  /** Newest first. `*` in the name stands for any text. */
  getJobInstances(jobName: string, start?: number, count?: number): Promise<JobInstance[]>;
  getJobInstanceCount(jobName: string): Promise<number>;
  getLastJobInstance(jobName: string): Promise<JobInstance | null>;
  getJobInstance(id: bigint): Promise<JobInstance | null>;
  findJobInstance(jobName: string, parameters: JobParameters): Promise<JobInstance | null>;
  /** Newest first. */
  getJobExecutions(instance: JobInstance): Promise<JobExecution[]>;
  getLastJobExecution(instance: JobInstance): Promise<JobExecution | null>;
  getJobExecution(id: bigint): Promise<JobExecution | null>;
  /** STARTING, STARTED and STOPPING, newest first. */
  findRunningJobExecutions(jobName: string): Promise<JobExecution[]>;
  /** Those in one of these statuses, of the newest instance first. */
  findJobExecutions(jobName: string, statuses: readonly BatchStatus[]): Promise<JobExecution[]>;
  getStepExecution(jobExecutionId: bigint, stepExecutionId: bigint): Promise<StepExecution | null>;
  /** The latest row of a step in any attempt. */
  getLastStepExecution(instance: JobInstance, stepName: string): Promise<StepExecution | null>;
  getStepExecutionCount(instance: JobInstance, stepName: string): Promise<number>;
  /**
   * Removes an execution and all that belongs to it; its instance stays.
   * @throws {JobExecutionNotRunningError} while it runs
   */
  deleteJobExecution(id: bigint): Promise<void>;
  /** Removes an instance with all its executions. @throws {JobExecutionNotRunningError} while one of them runs */
  deleteJobInstance(instance: JobInstance): Promise<void>;
}

export function sqlJobExplorer(database: Database, layout: TableLayout, repository: JobRepository): JobExplorer {
  const { prefix } = layout;
  const instanceColumns = "i.JOB_INSTANCE_ID as id, i.JOB_NAME as jobName, i.JOB_KEY as jobKey";

  async function instances(where: string, parameters: readonly SqlValue[], tail = ""): Promise<JobInstance[]> {
    const rows = await database.query(
      `select ${instanceColumns} from ${prefix}JOB_INSTANCE i where ${where} order by i.JOB_INSTANCE_ID desc${tail}`,
      parameters,
    );
    return rows.map(toJobInstance);
  }

  async function executions(sql: string, parameters: readonly SqlValue[]): Promise<JobExecution[]> {
    const rows = await database.query(sql, parameters);
    const found: JobExecution[] = [];
    for (const row of rows) {
      const execution = await repository.getJobExecution(toId(row.id));
      if (execution) found.push(execution);
    }
    return found;
  }

  const executionsOf = (instance: JobInstance, tail = "") =>
    executions(
      `select JOB_EXECUTION_ID as id from ${prefix}JOB_EXECUTION where JOB_INSTANCE_ID = ? order by JOB_EXECUTION_ID desc${tail}`,
      [instance.id],
    );

  const inStatus = (jobName: string, statuses: readonly BatchStatus[], order: string) =>
    executions(
      `select e.JOB_EXECUTION_ID as id from ${prefix}JOB_EXECUTION e
         join ${prefix}JOB_INSTANCE i on i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID
        where i.JOB_NAME = ? and e.STATUS in (${statuses.map(() => "?").join(", ")}) order by ${order}`,
      [jobName, ...statuses],
    );

  async function deleteExecution(id: bigint): Promise<void> {
    await database.transaction(async (transaction) => {
      const [row] = await transaction.query<Row>(
        `select VERSION as version, STATUS as status from ${prefix}JOB_EXECUTION where JOB_EXECUTION_ID = ?`,
        [id],
      );
      if (!row) throw new NoSuchJobExecutionError(id);
      if (isRunning(row.status as JobExecution["status"])) {
        throw new JobExecutionNotRunningError(id, String(row.status), "deleted. Stop or recover it first");
      }
      const steps = `select STEP_EXECUTION_ID from ${prefix}STEP_EXECUTION where JOB_EXECUTION_ID = ?`;
      await transaction.batch([
        { sql: `delete from ${prefix}STEP_EXECUTION_CONTEXT where STEP_EXECUTION_ID in (${steps})`, parameters: [id] },
        { sql: `delete from ${prefix}STEP_EXECUTION where JOB_EXECUTION_ID = ?`, parameters: [id] },
        { sql: `delete from ${prefix}JOB_EXECUTION_CONTEXT where JOB_EXECUTION_ID = ?`, parameters: [id] },
        { sql: `delete from ${prefix}JOB_EXECUTION_PARAMS where JOB_EXECUTION_ID = ?`, parameters: [id] },
        ...(layout.sideTables
          ? [{ sql: `delete from ${layout.sidePrefix}LEASE where JOB_EXECUTION_ID = ?`, parameters: [id] }]
          : []),
      ]);
      const version = Number(row.version ?? 0);
      const { affectedRows } = await transaction.execute(
        `delete from ${prefix}JOB_EXECUTION where JOB_EXECUTION_ID = ? and coalesce(VERSION, 0) = ?`,
        [id, version],
      );
      if (affectedRows !== 1) throw new StaleExecutionError("job", id, version);
    });
  }

  return {
    async getJobNames() {
      const rows = await database.query(
        `select distinct JOB_NAME as name from ${prefix}JOB_INSTANCE order by JOB_NAME`,
      );
      return rows.map((row) => String(row.name));
    },

    getJobInstances(jobName, start = 0, count = 100) {
      const page = ` limit ${Math.trunc(count)} offset ${Math.trunc(start)}`;
      if (!jobName.includes("*")) return instances("i.JOB_NAME = ?", [jobName], page);
      return instances("i.JOB_NAME like ? escape '!'", [likePattern(jobName)], page);
    },

    async getJobInstanceCount(jobName) {
      const [row] = await database.query(`select count(*) as n from ${prefix}JOB_INSTANCE where JOB_NAME = ?`, [
        jobName,
      ]);
      return Number(row?.n ?? 0);
    },

    getLastJobInstance: async (jobName) => (await instances("i.JOB_NAME = ?", [jobName], " limit 1"))[0] ?? null,
    getJobInstance: async (id) => (await instances("i.JOB_INSTANCE_ID = ?", [id]))[0] ?? null,

    async findJobInstance(jobName, parameters) {
      const key = jobKey(parameters, layout.generation, { timeZone: layout.timeZone });
      return (await instances("i.JOB_NAME = ? and i.JOB_KEY = ?", [jobName, key]))[0] ?? null;
    },

    getJobExecutions: (instance) => executionsOf(instance),
    getLastJobExecution: async (instance) => (await executionsOf(instance, " limit 1"))[0] ?? null,
    getJobExecution: (id) => repository.getJobExecution(id),

    findRunningJobExecutions: (jobName) => inStatus(jobName, RUNNING_STATUSES, "e.JOB_EXECUTION_ID desc"),
    findJobExecutions: (jobName, statuses) =>
      inStatus(jobName, statuses, "i.JOB_INSTANCE_ID desc, e.JOB_EXECUTION_ID desc"),

    async getStepExecution(jobExecutionId, stepExecutionId) {
      const execution = await repository.getJobExecution(jobExecutionId);
      return execution?.stepExecutions.find((step) => step.id === stepExecutionId) ?? null;
    },

    getLastStepExecution: async (instance, stepName) =>
      (await repository.findLastStepExecution(instance, stepName))?.step ?? null,

    async getStepExecutionCount(instance, stepName) {
      return (await repository.findLastStepExecution(instance, stepName))?.startCount ?? 0;
    },

    deleteJobExecution: deleteExecution,

    async deleteJobInstance(instance) {
      const found = await executionsOf(instance);
      const running = found.find((execution) => isRunning(execution.status));
      if (running)
        throw new JobExecutionNotRunningError(running.id, running.status, "deleted. Stop or recover it first");
      for (const execution of found) await deleteExecution(execution.id);
      await database.execute(`delete from ${prefix}JOB_INSTANCE where JOB_INSTANCE_ID = ?`, [instance.id]);
    },
  };
}

/** `*` becomes `%`; what SQL would take for a wildcard is escaped. */
function likePattern(name: string): string {
  return name.replaceAll(/[%_!]/g, "!$&").replaceAll("*", "%");
}
