import "server-only";
import {
  type ExecutionFilter,
  isFiltered,
  type PageRequest,
  parseDurationBound,
  parseNumberBound,
  parseStartedRange,
} from "@/lib/shared/execution-filter";
import type { Count, ExecutionPage } from "@/lib/shared/views";
import { isSecretName } from "../masking";
import { completeExecutions, executionColumns, executionJoins, type StoredExecution } from "./execution-rows";
import { COUNT_MAX, type ReadContext } from "./read-context";
import { empty, escapeLike, join, likePattern, raw, type Sql, sql, where } from "./sql";
import type { StepGroup } from "./step-totals";
import { toCount } from "./values";

/** One page of executions, newest first: five statements, whatever is filtered and however many rows there are. */
export async function listExecutions(
  context: ReadContext,
  filter: ExecutionFilter,
  page: PageRequest,
): Promise<ExecutionPage> {
  const conditions = filterConditions(context, filter);
  const [records, total] = await Promise.all([
    readPage(context, conditions, page),
    countExecutions(context, filter, conditions),
  ]);
  const hasMore = records.length > page.size;
  const shown = hasMore ? records.slice(0, page.size) : records;
  if (page.after) shown.reverse();
  const executions = await completeExecutions(context, shown);
  const items = executions.map(({ row }) => row);
  const newest = items[0]?.id ?? null;
  const oldest = items.at(-1)?.id ?? null;
  return {
    items,
    newer: page.before ? newest : page.after && hasMore ? newest : null,
    older: page.after ? oldest : hasMore ? oldest : null,
    total: total.value,
    totalCapped: total.capped,
    readAt: context.now().toISOString(),
  };
}

/**
 * The newest executions that match, not masked.
 * @param knownGroups  of their steps, when they are read already
 */
export async function findExecutions(
  context: ReadContext,
  conditions: readonly Sql[],
  limit: number,
  knownGroups?: ReadonlyMap<string, readonly StepGroup[]>,
): Promise<StoredExecution[]> {
  const records = await readPage(context, conditions, { before: null, after: null, size: limit - 1 });
  return completeExecutions(context, records, knownGroups);
}

/** One row more than asked for, which tells whether there are more. With `after` the rows come oldest first. */
async function readPage(
  context: ReadContext,
  conditions: readonly Sql[],
  page: { readonly before: string | null; readonly after: string | null; readonly size: number },
): Promise<Record<string, unknown>[]> {
  const bounds = [
    ...(page.before ? [sql`e.JOB_EXECUTION_ID < ${BigInt(page.before)}`] : []),
    ...(page.after ? [sql`e.JOB_EXECUTION_ID > ${BigInt(page.after)}`] : []),
  ];
  return context.prisma.$queryRaw<Record<string, unknown>[]>(sql`
    select ${executionColumns(context)} from BATCH_JOB_EXECUTION e ${executionJoins(context)}
    ${where([...conditions, ...bounds])}
    order by e.JOB_EXECUTION_ID ${raw(page.after ? "asc" : "desc")} limit ${page.size + 1}`);
}

/** How many executions match, as far as {@link COUNT_MAX}. */
export async function countExecutions(
  context: ReadContext,
  filter: ExecutionFilter,
  conditions: readonly Sql[] = filterConditions(context, filter),
): Promise<Count> {
  const needsInstance = filter.job.length > 0 || filter.notJob.length > 0;
  const joins = needsInstance || filter.stuck ? executionJoins(context) : empty;
  const [row] = await context.prisma.$queryRaw<Record<string, unknown>[]>(sql`
    select count(*) as matching from (
      select 1 from BATCH_JOB_EXECUTION e ${isFiltered(filter) ? joins : empty} ${where(conditions)} limit ${COUNT_MAX + 1}) c`);
  const count = toCount(row?.matching);
  return { value: Math.min(count, COUNT_MAX), capped: count > COUNT_MAX };
}

/** The filter as SQL over `e` (BATCH_JOB_EXECUTION), `i` (its instance) and, where there are side tables, `l` (its lease). */
export function filterConditions(context: ReadContext, filter: ExecutionFilter): Sql[] {
  const { layout, now } = context;
  const conditions: Sql[] = [];
  const add = (condition: Sql | null) => condition && conditions.push(condition);

  add(anyOf(filter.job.map((job) => matches(sql`i.JOB_NAME`, job))));
  for (const job of filter.notJob) add(sql`(i.JOB_NAME is null or not ${matches(sql`i.JOB_NAME`, job)})`);
  add(anyOf(filter.status.map(statusCondition)));
  add(anyOf(filter.exit.map((exit) => matches(sql`e.EXIT_CODE`, exit))));
  for (const parameter of filter.parameters) add(parameterCondition(context, parameter.name, parameter.value));

  const range = filter.started === null ? null : parseStartedRange(filter.started, now());
  if (range?.from) add(sql`coalesce(e.START_TIME, e.CREATE_TIME) >= ${range.from} and ${createdSince(range.from)}`);
  if (range?.to) add(sql`coalesce(e.START_TIME, e.CREATE_TIME) <= ${range.to}`);

  const duration = filter.duration === null ? null : parseDurationBound(filter.duration);
  if (duration) {
    const ended = sql`coalesce(e.END_TIME, case when e.STATUS in ('STARTED', 'STOPPING') then ${now()} end)`;
    add(sql`${elapsedMs(layout.dialect, sql`e.START_TIME`, ended)} ${raw(duration.operator)} ${duration.value}`);
  }
  const skips = filter.skips === null ? null : parseNumberBound(filter.skips);
  if (skips) add(sql`${SKIPS} ${raw(skips.operator)} ${skips.value}`);

  for (const word of filter.text?.split(/\s+/).filter(Boolean) ?? []) {
    add(sql`e.EXIT_MESSAGE like ${`%${escapeLike(word)}%`} escape '!'`);
  }
  if (filter.instance) add(sql`e.JOB_INSTANCE_ID = ${BigInt(filter.instance)}`);
  if (filter.id) add(sql`e.JOB_EXECUTION_ID = ${BigInt(filter.id)}`);
  if (filter.stuck) add(stuckCondition(context));
  return conditions;
}

/** Ids grow with CREATE_TIME, give or take the clocks of some machines and the time an execution waits for its start. */
const DISORDER_MS = 2 * 86_400_000;

/**
 * No table has an index on its times, but a walk down the primary key finds where a span begins, and nothing below that needs to be looked
 * at.
 */
export function createdSince(from: Date): Sql {
  return sql`e.JOB_EXECUTION_ID >= coalesce((select b.JOB_EXECUTION_ID from BATCH_JOB_EXECUTION b
    where b.CREATE_TIME < ${new Date(from.getTime() - DISORDER_MS)} order by b.JOB_EXECUTION_ID desc limit 1), 0)`;
}

function anyOf(conditions: readonly Sql[]): Sql | null {
  return conditions.length === 0 ? null : sql`(${join([...conditions], " or ")})`;
}

function matches(column: Sql, text: string): Sql {
  return text.endsWith("*") ? sql`${column} like ${likePattern(text)} escape '!'` : sql`${column} = ${text}`;
}

/** UNKNOWN is also what the console shows for a status that is none. */
function statusCondition(status: string): Sql {
  if (status !== "UNKNOWN") return sql`e.STATUS = ${status}`;
  return sql`(e.STATUS is null or e.STATUS not in ('COMPLETED', 'STARTING', 'STARTED', 'STOPPING', 'STOPPED', 'FAILED', 'ABANDONED'))`;
}

/**
 * A parameter of this name with this value; any value when it is empty. Secret ones cannot be found by value: a search that answers yes
 * or no would give them away.
 */
function parameterCondition({ layout, jobs }: ReadContext, name: string, value: string): Sql {
  const isSecret = isSecretName(name) || jobs.names().some((job) => jobs.get(job)?.secretNames.has(name));
  if (value !== "" && isSecret) return sql`1 = 0`;
  const [nameColumn, valueCondition] =
    layout.generation === 4
      ? [sql`p.KEY_NAME`, typedValueCondition(value)]
      : [sql`p.PARAMETER_NAME`, matches(sql`p.PARAMETER_VALUE`, value)];
  const hasValue = value === "" || value === "*" ? empty : sql`and ${valueCondition}`;
  return sql`exists (select 1 from BATCH_JOB_EXECUTION_PARAMS p
    where p.JOB_EXECUTION_ID = e.JOB_EXECUTION_ID and ${nameColumn} = ${name} ${hasValue})`;
}

/** A date is found by the beginning of its text, `2026-11-19` or `2026-11-19T02`. */
function typedValueCondition(value: string): Sql {
  const alternatives = [sql`(p.TYPE_CD = 'STRING' and ${matches(sql`p.STRING_VAL`, value)})`];
  if (/^[+-]?\d{1,18}$/.test(value)) alternatives.push(sql`(p.TYPE_CD = 'LONG' and p.LONG_VAL = ${BigInt(value)})`);
  if (value !== "" && Number.isFinite(Number(value))) {
    alternatives.push(sql`(p.TYPE_CD = 'DOUBLE' and p.DOUBLE_VAL = ${Number(value)})`);
  }
  const instant = /^\d{4}-.*Z$/.test(value) ? new Date(value) : null;
  if (instant && !Number.isNaN(instant.getTime())) {
    alternatives.push(sql`(p.TYPE_CD = 'DATE' and p.DATE_VAL = ${instant})`);
  } else if (/^\d{4}-/.test(value)) {
    const pattern = `${escapeLike(value.replace(/\*$/, "").replace("T", " ").replace(/Z$/, ""))}%`;
    alternatives.push(
      sql`(p.TYPE_CD = 'DATE' and replace(cast(p.DATE_VAL as char), 'T', ' ') like ${pattern} escape '!')`,
    );
  }
  return sql`(${join(alternatives, " or ")})`;
}

/** Milliseconds between two times of the tables. */
export function elapsedMs(dialect: "mysql" | "sqlite", from: Sql, to: Sql): Sql {
  return dialect === "mysql"
    ? sql`(timestampdiff(microsecond, ${from}, ${to}) / 1000)`
    : sql`((julianday(${to}) - julianday(${from})) * 86400000)`;
}

const ROW_SKIPS = sql`coalesce(s.READ_SKIP_COUNT, 0) + coalesce(s.PROCESS_SKIP_COUNT, 0) + coalesce(s.WRITE_SKIP_COUNT, 0)`;
const PLAIN_SKIPS = sql`sum(case when instr(s.STEP_NAME, ':') > 0 then 0 else ${ROW_SKIPS} end)`;
const WORKER_SKIPS = sql`sum(case when instr(s.STEP_NAME, ':') > 0 then ${ROW_SKIPS} else 0 end)`;

/** Skips of an execution; workers and their manager have the same ones, so the larger of both sums counts. */
const SKIPS = sql`(select coalesce(case when ${PLAIN_SKIPS} > ${WORKER_SKIPS} then ${PLAIN_SKIPS} else ${WORKER_SKIPS} end, 0)
    from BATCH_STEP_EXECUTION s where s.JOB_EXECUTION_ID = e.JOB_EXECUTION_ID)`;

/** Silent for longer than anything may be, or without a process: the part of {@link livenessOf} that SQL can say. */
function stuckCondition({ layout, now }: ReadContext): Sql {
  const silentSince = new Date(now().getTime() - STUCK_MS);
  const silent = sql`coalesce(e.LAST_UPDATED, e.START_TIME, e.CREATE_TIME) < ${silentSince}
    and not exists (select 1 from BATCH_STEP_EXECUTION s
      where s.JOB_EXECUTION_ID = e.JOB_EXECUTION_ID and coalesce(s.LAST_UPDATED, s.START_TIME) >= ${silentSince})`;
  if (!layout.sideTables) return sql`e.STATUS in ('STARTING', 'STARTED', 'STOPPING') and ${silent}`;
  const expired = sql`l.EXPIRES_AT < ${utcText(layout.dialect, now())}`;
  return sql`e.STATUS in ('STARTING', 'STARTED', 'STOPPING') and (l.STATE = 'DONE' or (l.STATE = 'RUNNING' and ${expired}) or
    (l.STATE is null and ${silent}))`;
}

const STUCK_MS = 5 * 60_000;

/** A time as our own tables hold it: UTC, whatever the zone of the others. */
function utcText(dialect: "mysql" | "sqlite", date: Date): string {
  const iso = date.toISOString();
  return dialect === "mysql" ? iso.slice(0, -1).replace("T", " ") : iso.replace("Z", "+00:00");
}
