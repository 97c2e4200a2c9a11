import "server-only";
import { isRunning } from "batch-core/model";
import { cut } from "@/lib/shared/cut";
import type { ExecutionRow } from "@/lib/shared/views";
import { maskText, maskValue, secretValues } from "../../masking";
import { mostTellingLine } from "../cause";
import { secretNamesOf } from "../job-catalogue";
import { lastSignOf, livenessOf } from "../liveness";
import type { RecentRuns } from "../memory/recent-runs";
import type { ReadContext } from "../read-context";
import { keyParameters, parametersOf, type StoredParameter } from "./parameters";
import { empty, join, type Sql, sql } from "./sql";
import { type StepGroup, type StepTotals, stepGroupsOf, totalSteps } from "./step-totals";
import { durationDoubt, durationMs, toCount, toDate, toId, toInstant, toStatus, toText } from "./values";

/**
 * Columns and joins of an execution as lists show it; the alias of BATCH_JOB_EXECUTION is `e`. Times travel as text, so that an
 * impossible one costs a cell and not the page.
 */
export function executionColumns({ layout }: Pick<ReadContext, "layout">): Sql {
  return sql`e.JOB_EXECUTION_ID as id, e.JOB_INSTANCE_ID as instanceId, i.JOB_NAME as jobName, i.JOB_INSTANCE_ID as foundInstanceId,
    i.JOB_KEY as jobKey, e.VERSION as version, e.STATUS as status, e.EXIT_CODE as exitCode, e.EXIT_MESSAGE as exitMessage,
    cast(e.CREATE_TIME as char) as created, cast(e.START_TIME as char) as started, cast(e.END_TIME as char) as ended,
    cast(e.LAST_UPDATED as char) as updated
    ${layout.sideTables ? LEASE_COLUMNS : NO_LEASE_COLUMNS}`;
}

const LEASE_COLUMNS = sql`, l.STATE as leaseState, l.REQUESTED_BY as requestedBy, cast(l.EXPIRES_AT as char) as leaseExpires,
    cast(l.REQUESTED_AT as char) as requestedAt, n.HOST as host, n.PID as pid`;
const NO_LEASE_COLUMNS = sql`, null as leaseState, null as requestedBy, null as leaseExpires, null as requestedAt, null as host, null as pid`;

/** Left joins only: an execution without its instance is shown all the same. */
export function executionJoins({ layout }: Pick<ReadContext, "layout">): Sql {
  return sql`left join BATCH_JOB_INSTANCE i on i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID ${layout.sideTables ? LEASE_JOINS : empty}`;
}

const LEASE_JOINS = sql`left join BATCHDECK_LEASE l on l.JOB_EXECUTION_ID = e.JOB_EXECUTION_ID
  left join BATCHDECK_NODE n on n.NODE_ID = l.NODE_ID`;

/** An execution with all that was read of it. Not masked: for the read model only. */
export interface StoredExecution {
  readonly record: Readonly<Record<string, unknown>>;
  readonly id: string;
  readonly jobName: string | null;
  readonly parameters: readonly StoredParameter[];
  readonly groups: readonly StepGroup[];
  readonly totals: StepTotals;
  /** When it last moved, as the rows tell. */
  readonly lastSign: Date | null;
  readonly row: ExecutionRow;
}

/** Completes rows of {@link executionColumns} with parameters, step totals and attempts: three statements, however many rows. */
export async function completeExecutions(
  context: ReadContext,
  records: readonly Readonly<Record<string, unknown>>[],
  knownGroups?: ReadonlyMap<string, readonly StepGroup[]>,
): Promise<StoredExecution[]> {
  const ids = records.map((record) => String(record.id));
  const [parameters, groups, attempts, { usual }] = await Promise.all([
    parametersOf(context, ids),
    knownGroups ?? stepGroupsOf(context, ids),
    attemptsOf(context, records),
    context.recentAsKnown(),
  ]);
  return records.map((record) => {
    const id = String(record.id);
    return toStored(context, record, {
      parameters: parameters.get(id) ?? [],
      groups: groups.get(id) ?? [],
      attempt: attempts.get(id) ?? FIRST_OF_ONE,
      usual,
    });
  });
}

export interface Attempt {
  readonly attempt: number;
  readonly attempts: number;
}

const FIRST_OF_ONE: Attempt = { attempt: 1, attempts: 1 };

/**
 * Which attempt at its instance each execution is. Counted per instance and not per row: a job without identifying parameters has a
 * hundred thousand executions of one instance.
 */
async function attemptsOf(
  { prisma }: Pick<ReadContext, "prisma">,
  records: readonly Readonly<Record<string, unknown>>[],
): Promise<ReadonlyMap<string, Attempt>> {
  if (records.length === 0) return new Map();
  const instanceIds = [...new Set(records.map(({ instanceId }) => toId(instanceId)))]
    .flatMap((id) => id ?? [])
    .map(BigInt);
  if (instanceIds.length === 0) return new Map();
  const rows = await prisma.$queryRaw<Record<string, unknown>[]>(sql`
    select t.id, t.attempt, t.attempts from (
      select JOB_EXECUTION_ID as id, row_number() over (partition by JOB_INSTANCE_ID order by JOB_EXECUTION_ID) as attempt,
        count(*) over (partition by JOB_INSTANCE_ID) as attempts
      from BATCH_JOB_EXECUTION where JOB_INSTANCE_ID in (${join(instanceIds)})) t
    where t.id in (${join(records.map(({ id }) => BigInt(String(id))))})`);
  return new Map(
    rows.map(({ id, attempt, attempts }) => [String(id), { attempt: toCount(attempt), attempts: toCount(attempts) }]),
  );
}

export function toStored(
  { jobs, layout, now, zone }: Pick<ReadContext, "jobs" | "layout" | "now" | "zone">,
  record: Readonly<Record<string, unknown>>,
  parts: {
    readonly parameters: readonly StoredParameter[];
    readonly groups: readonly StepGroup[];
    readonly attempt: Attempt;
    readonly usual: RecentRuns["usual"];
  },
): StoredExecution {
  const { parameters, groups } = parts;
  const { timeZone } = layout;
  const jobName = toText(record.jobName);
  const alsoSecret = secretNamesOf(jobs, jobName);
  const secrets = secretValues(parameters, alsoSecret);
  const { status, storedStatus } = toStatus(record.status);
  const running = isRunning(status);
  const created = toDate(record.created, timeZone);
  const started = toDate(record.started, timeZone);
  const ended = toDate(record.ended, timeZone);
  const updated = toDate(record.updated, timeZone);
  const totals = totalSteps(groups);
  const usual = jobName === null ? undefined : parts.usual.get(jobName);
  const message = mostTellingLine(toText(record.exitMessage));
  const unsuccessful = !running && status !== "COMPLETED";
  const signs = {
    status,
    leaseState: toText(record.leaseState),
    leaseExpires: toDate(record.leaseExpires, "UTC"),
    created,
    started,
    updated,
    totals,
    slowMs: usual?.p95Ms ?? null,
  };
  const row: ExecutionRow = {
    id: String(record.id),
    version: toCount(record.version),
    stepsVersion: groups.reduce((sum, { versions }) => sum + versions, 0),
    instanceId: toId(record.foundInstanceId),
    jobName,
    status,
    storedStatus,
    exitCode: toText(record.exitCode),
    exitMessageFirstLine: message === null ? null : cut(maskText(message, secrets), 500),
    ...parts.attempt,
    created: toInstant(created),
    started: toInstant(started),
    ended: toInstant(ended),
    updated: toInstant(updated),
    durationMs: durationMs(started, running ? now() : ended),
    durationDoubt: durationDoubt(started, ended, { started: record.started, ended: record.ended }, timeZone),
    usualMs: usual?.medianMs ?? null,
    slowMs: usual?.p95Ms ?? null,
    currentStep: running ? totals.currentStep : null,
    failedStep: unsuccessful ? totals.failedStep : null,
    read: totals.read,
    written: totals.written,
    filtered: totals.filtered,
    skipped: totals.skipped,
    rollbacks: totals.rollbacks,
    commits: totals.commits,
    keyParameters: keyParameters(parameters, alsoSecret),
    requestedBy: maskName(toText(record.requestedBy)),
    host: hostOf(record),
    liveness: livenessOf(
      signs,
      // By the clock of whoever writes the row, where that is known to be another one than was told.
      record.leaseState ? now() : new Date(now().getTime() + (zone.seen()?.differenceMs ?? 0)),
    ),
  };
  return { record, id: row.id, jobName, parameters, groups, totals, lastSign: lastSignOf(signs), row };
}

function maskName(by: string | null): string | null {
  return by === null ? null : maskValue({ name: "", value: by });
}

/** `host (pid)` */
function hostOf(record: Readonly<Record<string, unknown>>): string | null {
  const host = toText(record.host);
  return host === null ? null : `${host} (${toText(record.pid) ?? "?"})`;
}
