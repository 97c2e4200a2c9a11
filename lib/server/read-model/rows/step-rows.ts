import "server-only";
import type { BatchStatus } from "batch-core/model";
import type { DurationDoubt, StepCounts, StepView } from "@/lib/shared/views";
import { maskText } from "../../masking";
import type { ReadContext } from "../read-context";
import { empty, join, type Sql, sql } from "./sql";
import { durationDoubt, durationMs, toCount, toDate, toInstant, toStatus, toText } from "./values";

/** A step row. Exit and context only for the execution that is looked at. */
export interface StoredStep extends StepCounts {
  readonly id: string;
  readonly executionId: string;
  /** Where the rows of several sides were asked for; else null. */
  readonly side: string | null;
  readonly version: number;
  readonly name: string;
  readonly isColon: boolean;
  readonly status: BatchStatus;
  readonly storedStatus: string | null;
  readonly exitCode: string | null;
  readonly exitMessage: string | null;
  readonly created: Date | null;
  readonly started: Date | null;
  readonly ended: Date | null;
  readonly updated: Date | null;
  readonly durationDoubt: DurationDoubt | null;
  readonly shortContext: string | null;
  readonly serializedContext: string | null;
}

/** Far more than a job has steps; only partitions and loops come near. */
const ROWS_MAX = 500;

/**
 * The steps of several attempts in the order of their ids: those of `executionId` with all they have, those of the others with what a
 * timeline needs. Of partition workers only those of `executionId`, the ones that did not complete before the others.
 */
export async function stepRowsOf(
  context: Pick<ReadContext, "prisma" | "layout">,
  executionId: string,
  attemptIds: readonly string[],
): Promise<StoredStep[]> {
  if (attemptIds.length === 0) return [];
  const id = BigInt(executionId);
  const rows = await readSteps(
    context,
    sql`s.JOB_EXECUTION_ID in (${join(attemptIds.map(BigInt))})
      and (instr(s.STEP_NAME, ':') = 0 or s.JOB_EXECUTION_ID = ${id})`,
    {
      contextsOf: [id],
      order: sql`instr(s.STEP_NAME, ':') > 0, case when s.STATUS = 'COMPLETED' then 1 else 0 end, s.STEP_EXECUTION_ID`,
      limit: ROWS_MAX,
    },
  );
  return rows.sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
}

export async function readSteps(
  { prisma, layout }: Pick<ReadContext, "prisma" | "layout">,
  condition: Sql,
  options: {
    /** Executions whose steps come with their contexts; null for none, and with every exit message. */
    readonly contextsOf: readonly [bigint, ...bigint[]] | null;
    /** Rows of `id` and `side`: a step comes once for each side that its execution stands on. */
    readonly sides?: Sql;
    readonly order: Sql;
    readonly limit: number;
  },
): Promise<StoredStep[]> {
  const { contextsOf, sides } = options;
  const details = contextsOf === null ? sql`1 = 1` : sql`s.JOB_EXECUTION_ID in (${join([...contextsOf])})`;
  const rows = await prisma.$queryRaw<Record<string, unknown>[]>(sql`
    select s.STEP_EXECUTION_ID as id, s.JOB_EXECUTION_ID as executionId, s.VERSION as version, s.STEP_NAME as name, s.STATUS as status,
      ${layout.stepCreateTime ? sql`cast(s.CREATE_TIME as char)` : sql`null`} as created,
      cast(s.START_TIME as char) as started, cast(s.END_TIME as char) as ended, cast(s.LAST_UPDATED as char) as updated,
      s.READ_COUNT as readCount, s.FILTER_COUNT as filterCount, s.WRITE_COUNT as writeCount, s.READ_SKIP_COUNT as readSkips,
      s.PROCESS_SKIP_COUNT as processSkips, s.WRITE_SKIP_COUNT as writeSkips, s.COMMIT_COUNT as commitCount,
      s.ROLLBACK_COUNT as rollbackCount,
      s.EXIT_CODE as exitCode, case when ${details} then s.EXIT_MESSAGE end as exitMessage
      ${sides ? sql`, x.side as side` : empty}
      ${contextsOf === null ? empty : sql`, c.SHORT_CONTEXT as shortContext, c.SERIALIZED_CONTEXT as serializedContext`}
    from BATCH_STEP_EXECUTION s ${sides ? sql`join (${sides}) x on x.id = s.JOB_EXECUTION_ID` : empty}
      ${
        contextsOf === null
          ? empty
          : sql`left join BATCH_STEP_EXECUTION_CONTEXT c
        on c.STEP_EXECUTION_ID = s.STEP_EXECUTION_ID and ${details} and instr(s.STEP_NAME, ':') = 0`
      }
    where ${condition} order by ${options.order} limit ${options.limit}`);
  return rows.map((row) => toStep(row, layout.timeZone));
}

function toStep(row: Record<string, unknown>, timeZone: string): StoredStep {
  const name = toText(row.name) ?? "";
  const started = toDate(row.started, timeZone);
  const ended = toDate(row.ended, timeZone);
  return {
    id: String(row.id),
    executionId: String(row.executionId),
    side: toText(row.side),
    version: toCount(row.version),
    name,
    isColon: name.includes(":"),
    ...toStatus(row.status),
    exitCode: toText(row.exitCode),
    exitMessage: toText(row.exitMessage),
    created: toDate(row.created, timeZone),
    started,
    ended,
    durationDoubt: durationDoubt(started, ended, { started: row.started, ended: row.ended }, timeZone),
    updated: toDate(row.updated, timeZone),
    read: toCount(row.readCount),
    filtered: toCount(row.filterCount),
    written: toCount(row.writeCount),
    readSkips: toCount(row.readSkips),
    processSkips: toCount(row.processSkips),
    writeSkips: toCount(row.writeSkips),
    commits: toCount(row.commitCount),
    rollbacks: toCount(row.rollbackCount),
    shortContext: toText(row.shortContext),
    serializedContext: toText(row.serializedContext),
  };
}

export interface StepFacts {
  readonly order: number;
  readonly type: StepView["type"];
  readonly managerId: string | null;
  readonly chunkSize: number | null;
  readonly usualMs: number | null;
  readonly executionMs: number | null;
  readonly now: Date;
  readonly isRunning: boolean;
  readonly secrets: readonly string[];
}

export function stepView(step: StoredStep, facts: StepFacts): StepView {
  const ms = durationMs(step.started, step.ended ?? (facts.isRunning ? facts.now : null));
  const items = Math.max(step.read, step.written);
  return {
    id: step.id,
    version: step.version,
    name: step.name,
    order: facts.order,
    type: facts.type,
    managerId: facts.managerId,
    status: step.status,
    storedStatus: step.storedStatus,
    exitCode: step.exitCode,
    exitMessage: step.exitMessage ? maskText(step.exitMessage, facts.secrets) : null,
    created: toInstant(step.created),
    started: toInstant(step.started),
    ended: toInstant(step.ended),
    updated: toInstant(step.updated),
    durationMs: ms,
    durationDoubt: step.durationDoubt,
    usualMs: facts.usualMs,
    share: ms !== null && facts.executionMs ? Math.min(1, ms / facts.executionMs) : null,
    read: step.read,
    filtered: step.filtered,
    written: step.written,
    readSkips: step.readSkips,
    processSkips: step.processSkips,
    writeSkips: step.writeSkips,
    commits: step.commits,
    rollbacks: step.rollbacks,
    itemsPerSecond: ms && items > 0 ? items / (ms / 1000) : null,
    chunkSize: facts.chunkSize,
  };
}
