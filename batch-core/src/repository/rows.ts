import { type BatchStatus, isBatchStatus } from "../model/batch-status.ts";
import { ExecutionContext } from "../model/execution-context.ts";
import { type ExitStatus, exitStatus } from "../model/exit-status.ts";
import type { JobExecution } from "../model/job-execution.ts";
import type { JobInstance } from "../model/job-instance.ts";
import type { JobParameters } from "../model/job-parameters.ts";
import type { StepExecution } from "../model/step-execution.ts";
import { instantToWallClock, wallClockToInstant } from "../model/wall-clock.ts";
import { decodeContext } from "./context/decode-context.ts";
import type { Row } from "./database.ts";
import type { TableLayout } from "./table-layout.ts";

/** Rows to model and back: the only place, with the statements beside it, that knows column names. */

export const JOB_EXECUTION_COLUMNS = `e.JOB_EXECUTION_ID as id, e.VERSION as version, e.JOB_INSTANCE_ID as instanceId,
  e.CREATE_TIME as createTime, e.START_TIME as startTime, e.END_TIME as endTime, e.STATUS as status,
  e.EXIT_CODE as exitCode, e.EXIT_MESSAGE as exitMessage, e.LAST_UPDATED as lastUpdated`;

export const STEP_EXECUTION_COLUMNS = `s.STEP_EXECUTION_ID as id, s.VERSION as version, s.STEP_NAME as stepName,
  s.JOB_EXECUTION_ID as jobExecutionId, s.START_TIME as startTime, s.END_TIME as endTime, s.STATUS as status,
  s.COMMIT_COUNT as commitCount, s.READ_COUNT as readCount, s.FILTER_COUNT as filterCount, s.WRITE_COUNT as writeCount,
  s.READ_SKIP_COUNT as readSkipCount, s.WRITE_SKIP_COUNT as writeSkipCount, s.PROCESS_SKIP_COUNT as processSkipCount,
  s.ROLLBACK_COUNT as rollbackCount, s.EXIT_CODE as exitCode, s.EXIT_MESSAGE as exitMessage, s.LAST_UPDATED as lastUpdated`;

export function toId(value: unknown): bigint {
  return BigInt(value as number | string | bigint);
}

export function toJobInstance(row: Row): JobInstance {
  return { id: toId(row.id), jobName: String(row.jobName), jobKey: String(row.jobKey ?? "") };
}

export function toJobExecution(
  row: Row,
  instance: JobInstance,
  parameters: JobParameters,
  layout: TableLayout,
): JobExecution {
  return {
    id: toId(row.id),
    instance,
    parameters,
    version: Number(row.version ?? 0),
    status: toStatus(row.status),
    exitStatus: toExitStatus(row),
    createTime: toInstant(row.createTime, layout) ?? new Date(0),
    startTime: toInstant(row.startTime, layout),
    endTime: toInstant(row.endTime, layout),
    lastUpdated: toInstant(row.lastUpdated, layout),
    context: new ExecutionContext(),
    stepExecutions: [],
    failures: [],
  };
}

export function toStepExecution(row: Row, layout: TableLayout): StepExecution {
  return {
    id: toId(row.id),
    jobExecutionId: toId(row.jobExecutionId),
    stepName: String(row.stepName),
    version: Number(row.version ?? 0),
    status: toStatus(row.status),
    exitStatus: toExitStatus(row),
    createTime: toInstant(row.createTime ?? null, layout),
    startTime: toInstant(row.startTime, layout),
    endTime: toInstant(row.endTime, layout),
    lastUpdated: toInstant(row.lastUpdated, layout),
    commitCount: Number(row.commitCount ?? 0),
    readCount: Number(row.readCount ?? 0),
    filterCount: Number(row.filterCount ?? 0),
    writeCount: Number(row.writeCount ?? 0),
    readSkipCount: Number(row.readSkipCount ?? 0),
    writeSkipCount: Number(row.writeSkipCount ?? 0),
    processSkipCount: Number(row.processSkipCount ?? 0),
    rollbackCount: Number(row.rollbackCount ?? 0),
    context: new ExecutionContext(),
    terminateOnly: false,
    failures: [],
  };
}

/** A time as the tables of this database hold it. SQLite: UTC with its offset; MySQL: the wall clock of the layout's zone. */
export function toSqlTime(instant: Date | null, layout: TableLayout): string | null {
  if (!instant) return null;
  if (layout.dialect === "sqlite") return instant.toISOString().replace("Z", "+00:00");
  return instantToWallClock(instant, layout.timeZone);
}

export function toInstant(value: unknown, layout: TableLayout): Date | null {
  if (value === null || value === undefined) return null;
  const zone = layout.dialect === "sqlite" ? "UTC" : layout.timeZone;
  const instant = wallClockToInstant(value as string | number | bigint, zone);
  return Number.isNaN(instant.getTime()) ? null : instant;
}

/** Of the columns `shortContext` and `serializedContext`; one that cannot be read has a `problem`. */
export function contextOf(row: Row, { generation }: TableLayout): ExecutionContext {
  const text = (value: unknown) => (value === null || value === undefined ? null : String(value));
  return decodeContext(text(row.shortContext), text(row.serializedContext), { generation }).context;
}

/** A status that is missing or that nobody knows counts as UNKNOWN: nobody may act on it without looking. */
export function toStatus(value: unknown): BatchStatus {
  const text = String(value ?? "");
  return isBatchStatus(text) ? text : "UNKNOWN";
}

function toExitStatus(row: Row): ExitStatus {
  return exitStatus(String(row.exitCode ?? ""), String(row.exitMessage ?? ""));
}
