import {
  JobExecutionNotRunningError,
  NoSuchJobExecutionError,
  StaleExecutionError,
  StillWorkingError,
} from "../errors.ts";
import { type BatchStatus, isRunning } from "../model/batch-status.ts";
import { exitStatus, truncateExitStatus } from "../model/exit-status.ts";
import type { Database, Row, Transaction } from "./database.ts";
import type { ExpectedVersions, JobRepository } from "./job-repository.ts";
import { toStatus } from "./rows.ts";
import type { TableLayout } from "./table-layout.ts";

/**
 * What may be done to an execution from outside its process, whoever runs it, Java included: through its rows alone, each change
 * conditional on the VERSION that was looked at and raising it, which is how the process notices.
 *
 * @see spec §10.4
 */
export function createExternalControl(
  database: Database,
  layout: TableLayout,
  now: () => string | null,
): Pick<JobRepository, "requestStop" | "abandon" | "recover"> {
  const { prefix } = layout;
  const forUpdate = layout.dialect === "mysql" ? " for update" : "";

  async function lock(
    transaction: Transaction,
    id: bigint,
    { expectedVersion, expectedStepsVersion }: ExpectedVersions = {},
  ): Promise<{ version: number; status: BatchStatus; row: Row }> {
    const [row] = await transaction.query(
      `select VERSION as version, STATUS as status, END_TIME as endTime from ${prefix}JOB_EXECUTION where JOB_EXECUTION_ID = ?${forUpdate}`,
      [id],
    );
    if (!row) throw new NoSuchJobExecutionError(id);
    const version = Number(row.version ?? 0);
    if (isOther(version, expectedVersion)) throw new StaleExecutionError("job", id, Number(expectedVersion));
    if (isGiven(expectedStepsVersion)) {
      const stepsVersion = await lockSteps(transaction, id);
      if (isOther(stepsVersion, expectedStepsVersion)) throw new StillWorkingError(id);
    }
    return { version, status: toStatus(row.status), row };
  }

  /** Sum of the VERSIONs of the step rows, which nobody can change until the transaction ends. */
  async function lockSteps(transaction: Transaction, id: bigint): Promise<number> {
    const steps = await transaction.query(
      `select VERSION as version from ${prefix}STEP_EXECUTION where JOB_EXECUTION_ID = ?${forUpdate}`,
      [id],
    );
    return steps.reduce((sum, { version }) => sum + Number(version ?? 0), 0);
  }

  async function update(
    transaction: Transaction,
    id: bigint,
    version: number,
    set: string,
    values: readonly (string | null)[],
  ): Promise<void> {
    const { affectedRows } = await transaction.execute(
      `update ${prefix}JOB_EXECUTION set ${set}, VERSION = coalesce(VERSION, 0) + 1, LAST_UPDATED = ?
        where JOB_EXECUTION_ID = ? and coalesce(VERSION, 0) = ?`,
      [...values, now(), id, version],
    );
    if (affectedRows !== 1) throw new StaleExecutionError("job", id, version);
  }

  return {
    requestStop: (id, expected) =>
      database.transaction(async (transaction) => {
        const { version, status } = await lock(transaction, id, expected);
        if (status !== "STARTING" && status !== "STARTED") throw new JobExecutionNotRunningError(id, status, "stopped");
        await update(transaction, id, version, "STATUS = 'STOPPING'", []);
      }),

    abandon: (id, expected) =>
      database.transaction(async (transaction) => {
        const { version, status } = await lock(transaction, id, expected);
        if (status !== "STOPPING" && status !== "STOPPED" && status !== "FAILED" && status !== "UNKNOWN") {
          throw new JobExecutionNotRunningError(
            id,
            status,
            "abandoned: only STOPPING, STOPPED, FAILED and UNKNOWN can be",
          );
        }
        await update(transaction, id, version, "STATUS = 'ABANDONED', END_TIME = coalesce(END_TIME, ?)", [now()]);
        await endLease(transaction, id);
      }),

    recover: (id, as, message, expected) =>
      database.transaction(async (transaction) => {
        const { version, status } = await lock(transaction, id, expected);
        const ended = now();
        // VERSION + 1 on the step rows fences a process that is alive after all: its next chunk fails and rolls back.
        const { affectedRows: stepsEnded } = await transaction.execute(
          `update ${prefix}STEP_EXECUTION set STATUS = ?, EXIT_CODE = ?, END_TIME = ?, VERSION = VERSION + 1, LAST_UPDATED = ?
            where JOB_EXECUTION_ID = ? and (STATUS is null or STATUS in ('STARTING', 'STARTED', 'STOPPING', 'UNKNOWN'))`,
          [as, as, ended, ended, id],
        );
        // An execution that ended badly and left a step running cannot be restarted either.
        const wasLeft = isRunning(status) || status === "UNKNOWN";
        if (!wasLeft && !(stepsEnded > 0 && (status === "STOPPED" || status === "FAILED"))) {
          throw new JobExecutionNotRunningError(id, status, "recovered");
        }
        await update(transaction, id, version, "STATUS = ?, EXIT_CODE = ?, EXIT_MESSAGE = ?, END_TIME = ?", [
          as,
          as,
          truncateExitStatus(exitStatus(as, message)).description,
          ended,
        ]);
        await endLease(transaction, id);
      }),
  };

  async function endLease(transaction: Transaction, id: bigint): Promise<void> {
    if (!layout.sideTables) return;
    await transaction.execute(
      `update ${layout.sidePrefix}LEASE set STATE = 'DONE', TOKEN = TOKEN + 1, EXPIRES_AT = null where JOB_EXECUTION_ID = ?`,
      [id],
    );
  }
}

function isGiven(expected: number | null | undefined): expected is number {
  return expected !== null && expected !== undefined;
}

function isOther(version: number, expected: number | null | undefined): boolean {
  return isGiven(expected) && version !== expected;
}
