import "server-only";
import { type ExecutionFilter, formatExecutionFilter, type PageRequest } from "@/lib/shared/filter/execution-filter";
import { parseDurationBound, parseNumberBound, parseStartedRange } from "@/lib/shared/filter/ranges";
import type { Count, ExecutionPage } from "@/lib/shared/views";
import type { IdClock } from "./memory/id-clock";
import type { SearchKind } from "./memory/search-pace";
import { fewByIndex, parameterCondition } from "./parameter-condition";
import type { ReadContext } from "./read-context";
import { COUNT_MAX, capped } from "./rows/counts";
import { completeExecutions, executionColumns, executionJoins, type StoredExecution } from "./rows/execution-rows";
import { escapeLike, join, matches, raw, type Sql, sql, where } from "./rows/sql";
import type { StepGroup } from "./rows/step-totals";
import { isStuck } from "./running";

/** One page of executions, newest first: five statements, whatever is filtered and however many rows there are. */
export async function listExecutions(
  context: ReadContext,
  filter: ExecutionFilter,
  page: PageRequest,
): Promise<ExecutionPage> {
  const few = await fewByIndex(context, filter.parameters);
  const conditions = [...few, ...(await filterConditions(context, filter))];
  const search = few.length > 0 ? null : await searchRange(context, filter, page);
  const searchedTo = search?.to ?? null;
  const bounded = searchedTo === null ? conditions : [...conditions, sql`e.JOB_EXECUTION_ID > ${searchedTo}`];
  const begun = performance.now();
  const searching = readPage(context, bounded, page).then((found) => ({ found, ms: performance.now() - begun }));
  const [{ found: records, ms }, total] = await Promise.all([searching, countExecutions(context, filter)]);
  const hasMore = records.length > page.size;
  // A page that was full soon tells nothing of the pace.
  if (search && !hasMore) context.searchPace.learn(kindOf(filter), search.from - search.to, ms);
  const shown = hasMore ? records.slice(0, page.size) : records;
  if (page.after) shown.reverse();
  const executions = await completeExecutions(context, shown);
  const items = executions.map(({ row }) => row);
  const newest = items[0]?.id ?? null;
  const oldest = items.at(-1)?.id ?? null;
  return {
    items,
    newer: page.before ? newest : page.after && hasMore ? newest : null,
    older: page.after || hasMore ? oldest : searchedTo === null ? null : String(searchedTo + 1n),
    searchedTo: hasMore || page.after || searchedTo === null ? null : String(searchedTo),
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

/** Counts may be this old: they are asked for again with every page and poll. */
const COUNT_AGE_MS = 4_000;
/** How many executions match, as far as {@link COUNT_MAX} and, where every row has to be looked at, among the newest ones only. */
export function countExecutions(context: ReadContext, filter: ExecutionFilter): Promise<Count> {
  const key = formatExecutionFilter(filter).toString();
  return context.counts.get(key, COUNT_AGE_MS, async () => {
    const few = await fewByIndex(context, filter.parameters);
    const conditions = [...few, ...(await filterConditions(context, filter, "count"))];
    const search = few.length > 0 ? null : await searchRange(context, filter, { before: null, after: null });
    // Half as far: the page itself is searched for at the same time.
    if (search) conditions.push(sql`e.JOB_EXECUTION_ID > ${(search.from + search.to) / 2n}`);
    const [row] = await context.prisma.$queryRaw<Record<string, unknown>[]>(sql`
      select count(*) as matching from (
        select 1 from BATCH_JOB_EXECUTION e ${where(conditions)}
        limit ${COUNT_MAX + 1}) c`);
    const count = capped(row?.matching);
    return search ? { ...count, capped: true } : count;
  });
}

/** Whether nothing but looking at every row tells what matches: then a page is looked for in a part of the table at a time. */
function isLaborious(filter: ExecutionFilter): boolean {
  if (filter.id !== null || filter.instance !== null || filter.stuck) return false;
  return (
    filter.parameters.length > 0 ||
    filter.text !== null ||
    filter.duration !== null ||
    filter.skips !== null ||
    filter.rollbacks !== null
  );
}

function kindOf(filter: ExecutionFilter): SearchKind {
  return filter.parameters.length > 0 ? "parameters" : "rows";
}

/** Between which ids this page is looked for, the lower one not among them; null when it is looked for everywhere. */
async function searchRange(
  context: ReadContext,
  filter: ExecutionFilter,
  page: Pick<PageRequest, "before" | "after">,
): Promise<{ from: bigint; to: bigint } | null> {
  if (!isLaborious(filter) || page.after) return null;
  const clock = await context.idClock();
  const started = filter.started === null ? null : parseStartedRange(filter.started, context.now());
  const newest = (started?.to && clock.after(started.to)) ?? clock.newestId;
  const oldest = (started?.from && idBefore(clock, started.from)) ?? 0n;
  const before = page.before === null ? newest : BigInt(page.before) - 1n;
  const from = before < newest ? before : newest;
  const to = from - context.searchPace.span(kindOf(filter));
  return to > oldest ? { from, to } : null;
}

/** The filter as SQL over `e` (BATCH_JOB_EXECUTION) alone. */
export async function filterConditions(
  context: ReadContext,
  filter: ExecutionFilter,
  purpose: "page" | "count" = "page",
): Promise<Sql[]> {
  const { layout, now } = context;
  const conditions: Sql[] = [];
  const add = (condition: Sql | null) => condition && conditions.push(condition);

  if (filter.job.length > 0) add(await jobCondition(context, filter.job, purpose));
  for (const job of filter.notJob) add(sql`not ${matches(sql`coalesce(${JOB_NAME}, '')`, job)}`);
  add(anyOf(filter.status.map(statusCondition)));
  add(anyOf(filter.exit.map((exit) => matches(sql`e.EXIT_CODE`, exit))));
  for (const parameter of filter.parameters) add(parameterCondition(context, parameter.name, parameter.value));

  const range = filter.started === null ? null : parseStartedRange(filter.started, now());
  if (range?.from) add(sql`coalesce(e.START_TIME, e.CREATE_TIME) >= ${range.from}`);
  if (range?.to) add(sql`coalesce(e.START_TIME, e.CREATE_TIME) <= ${range.to}`);
  if (range) conditions.push(...(await idsBetween(context, range.from, range.to)));

  const duration = filter.duration === null ? null : parseDurationBound(filter.duration);
  if (duration) {
    const ended = sql`coalesce(e.END_TIME, case when e.STATUS in ('STARTED', 'STOPPING') then ${now()} end)`;
    add(sql`${elapsedMs(layout.dialect, sql`e.START_TIME`, ended)} ${raw(duration.operator)} ${duration.value}`);
  }
  for (const [counted, text] of [[SKIPS, filter.skips] as const, [ROLLBACKS, filter.rollbacks] as const]) {
    const bound = text === null ? null : parseNumberBound(text);
    if (bound) add(sql`${counted} ${raw(bound.operator)} ${bound.value}`);
  }

  for (const word of filter.text?.split(/\s+/).filter(Boolean) ?? []) {
    add(sql`e.EXIT_MESSAGE like ${`%${escapeLike(word)}%`} escape '!'`);
  }
  if (filter.instance) add(sql`e.JOB_INSTANCE_ID = ${BigInt(filter.instance)}`);
  if (filter.id) add(sql`e.JOB_EXECUTION_ID = ${BigInt(filter.id)}`);
  if (filter.stuck) add(await stuckCondition(context));
  return conditions;
}

/** An execution may wait for a free slot before it starts, so it can be older than its START_TIME. */
const WAITING_MAX_MS = 6 * 3_600_000;

/** Between which ids executions lie that started between two times, as far as that is known. */
export async function idsBetween(context: ReadContext, from: Date | null, to: Date | null): Promise<Sql[]> {
  const clock = await context.idClock();
  const low = from && idBefore(clock, from);
  const high = to && clock.after(to);
  return [...(low ? [sql`e.JOB_EXECUTION_ID > ${low}`] : []), ...(high ? [sql`e.JOB_EXECUTION_ID < ${high}`] : [])];
}

/** All executions that started at `date` or later have a higher id; null when nothing is known. */
function idBefore(clock: IdClock, date: Date): bigint | null {
  return clock.before(new Date(date.getTime() - WAITING_MAX_MS));
}

/** By its key for each row that is looked at: no optimizer takes this as an invitation to begin with the instances. */
const JOB_NAME = sql`(select j.JOB_NAME from BATCH_JOB_INSTANCE j where j.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID)`;

/** So many among the latest executions make a page of a job close at hand. */
const FREQUENT_MIN = 10;

/**
 * Executions of these jobs. Those of a frequent job are met soon on the way down the primary key; those of a rare one are found by the
 * name of its few instances. The wrong way round costs seconds in a table of a million.
 */
async function jobCondition(context: ReadContext, jobs: readonly string[], purpose: "page" | "count"): Promise<Sql> {
  const names = anyOf(jobs.map((job) => matches(sql`n.JOB_NAME`, job)));
  const byInstances = sql`e.JOB_INSTANCE_ID in (select n.JOB_INSTANCE_ID from BATCH_JOB_INSTANCE n where ${names ?? sql`1 = 1`})`;
  if (purpose === "count") return byInstances;
  const { frequency } = await context.recentAsKnown();
  const runs = jobs.reduce((sum, job) => sum + (frequency.get(job) ?? 0), 0);
  const isFrequent = runs >= FREQUENT_MIN || jobs.some((job) => job.endsWith("*"));
  return isFrequent ? (anyOf(jobs.map((job) => matches(JOB_NAME, job))) ?? byInstances) : byInstances;
}

function anyOf(conditions: readonly Sql[]): Sql | null {
  return conditions.length === 0 ? null : sql`(${join([...conditions], " or ")})`;
}

/** UNKNOWN is also what the console shows for a status that is none. */
function statusCondition(status: string): Sql {
  if (status !== "UNKNOWN") return sql`e.STATUS = ${status}`;
  return sql`(e.STATUS is null or e.STATUS not in ('COMPLETED', 'STARTING', 'STARTED', 'STOPPING', 'STOPPED', 'FAILED', 'ABANDONED'))`;
}

/** Milliseconds between two times of the tables. */
export function elapsedMs(dialect: "mysql" | "sqlite", from: Sql, to: Sql): Sql {
  return dialect === "mysql"
    ? sql`(timestampdiff(microsecond, ${from}, ${to}) / 1000)`
    : sql`((julianday(${to}) - julianday(${from})) * 86400000)`;
}

/** Not as integers, which overflow: one absurd count must not cost the page. */
const SKIPS = stepsTogether(
  sql`0.0 + coalesce(s.READ_SKIP_COUNT, 0) + coalesce(s.PROCESS_SKIP_COUNT, 0) + coalesce(s.WRITE_SKIP_COUNT, 0)`,
);
const ROLLBACKS = stepsTogether(sql`0.0 + coalesce(s.ROLLBACK_COUNT, 0)`);

/** A count of an execution from those of its steps; workers and their manager have the same ones, so the larger of both sums counts. */
function stepsTogether(count: Sql): Sql {
  const plain = sql`sum(case when instr(s.STEP_NAME, ':') > 0 then 0 else ${count} end)`;
  const workers = sql`sum(case when instr(s.STEP_NAME, ':') > 0 then ${count} else 0 end)`;
  return sql`(select coalesce(case when ${plain} > ${workers} then ${plain} else ${workers} end, 0)
    from BATCH_STEP_EXECUTION s where s.JOB_EXECUTION_ID = e.JOB_EXECUTION_ID)`;
}

/** The same ones that the board calls stuck: a number, the list it opens and the badges in it agree. */
async function stuckCondition(context: ReadContext): Promise<Sql> {
  const { rows } = await context.live();
  const ids = rows.filter(isStuck).map(({ id }) => BigInt(id));
  return ids.length === 0 ? sql`1 = 0` : sql`e.JOB_EXECUTION_ID in (${join(ids)})`;
}
