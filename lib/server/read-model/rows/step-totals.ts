import "server-only";
import type { ExecutionCounts } from "@/lib/shared/views";
import type { ReadContext } from "../read-context";
import { join, type Sql, sql } from "./sql";
import { latest, toCount, toDate, toText } from "./values";

/** The steps of one execution taken together, partition workers counted once. */
export interface StepTotals extends ExecutionCounts {
  readonly currentStep: string | null;
  readonly failedStep: string | null;
  /** 1-based place of the current step, and how many steps have begun. */
  readonly currentIndex: number;
  /** Last sign of life of any step. */
  readonly lastUpdated: Date | null;
  readonly partitions: { readonly done: number; readonly total: number } | null;
  readonly currentStarted: Date | null;
  readonly currentCommits: number;
}

/** Rows of one name (or of the workers of one partitioned step) in one execution. */
export interface StepGroup extends ExecutionCounts {
  readonly executionId: string;
  readonly name: string;
  /** Whether the name has a colon, as those of partition workers have. */
  readonly isColon: boolean;
  readonly rows: number;
  readonly running: number;
  readonly completed: number;
  readonly failed: number;
  /** Sum of their VERSIONs. */
  readonly versions: number;
  readonly firstId: bigint;
  readonly lastFailedId: bigint | null;
  readonly lastRunningId: bigint | null;
  readonly started: Date | null;
  /** Null while one of the rows has not ended. */
  readonly ended: Date | null;
  readonly updated: Date | null;
}

/** The part of a step name before a colon, with it: all workers of one step have it in common. */
const GROUP_NAME: Sql = sql`case when instr(STEP_NAME, ':') > 0 then substr(STEP_NAME, 1, instr(STEP_NAME, ':')) else STEP_NAME end`;

/**
 * One statement for any number of executions, and a row per step name however many partitions there are. ExecutionCounts are not added as integers,
 * which overflow: one absurd count must not cost the page.
 */
export async function stepGroupsOf(
  { prisma, layout }: Pick<ReadContext, "prisma" | "layout">,
  executionIds: readonly string[],
): Promise<ReadonlyMap<string, readonly StepGroup[]>> {
  const byExecution = new Map<string, StepGroup[]>();
  if (executionIds.length === 0) return byExecution;
  const rows = await prisma.$queryRaw<Record<string, unknown>[]>(sql`
    select JOB_EXECUTION_ID as executionId, ${GROUP_NAME} as name, count(*) as stepRows,
      sum(case when STATUS in ('STARTING', 'STARTED', 'STOPPING') then 1 else 0 end) as running,
      sum(case when STATUS = 'COMPLETED' then 1 else 0 end) as completed,
      min(STEP_EXECUTION_ID) as firstId, sum(VERSION + 0.0) as versions,
      max(case when STATUS in ('STARTING', 'STARTED', 'STOPPING') then STEP_EXECUTION_ID end) as lastRunningId,
      max(case when STATUS in ('FAILED', 'STOPPED', 'ABANDONED', 'UNKNOWN') then STEP_EXECUTION_ID end) as lastFailedId,
      min(cast(START_TIME as char)) as started, max(cast(END_TIME as char)) as ended,
      sum(case when END_TIME is null then 1 else 0 end) as openRows, max(cast(LAST_UPDATED as char)) as updated,
      sum(READ_COUNT + 0.0) as readCount, sum(WRITE_COUNT + 0.0) as writeCount, sum(FILTER_COUNT + 0.0) as filterCount,
      sum(0.0 + coalesce(READ_SKIP_COUNT, 0) + coalesce(PROCESS_SKIP_COUNT, 0) + coalesce(WRITE_SKIP_COUNT, 0)) as skipCount,
      sum(ROLLBACK_COUNT + 0.0) as rollbackCount, sum(COMMIT_COUNT + 0.0) as commitCount
    from BATCH_STEP_EXECUTION where JOB_EXECUTION_ID in (${join(executionIds.map(BigInt))})
    group by JOB_EXECUTION_ID, ${GROUP_NAME}`);
  for (const row of rows) {
    const group = readGroup(row, layout.timeZone);
    byExecution.set(group.executionId, [...(byExecution.get(group.executionId) ?? []), group]);
  }
  for (const groups of byExecution.values()) groups.sort((a, b) => (a.firstId < b.firstId ? -1 : 1));
  return byExecution;
}

function readGroup(row: Record<string, unknown>, timeZone: string): StepGroup {
  const name = toText(row.name) ?? "";
  const rows = toCount(row.stepRows);
  const running = toCount(row.running);
  const completed = toCount(row.completed);
  return {
    executionId: String(row.executionId),
    name: name.endsWith(":") ? name.slice(0, -1) : name,
    isColon: name.endsWith(":"),
    rows,
    running,
    completed,
    failed: rows - running - completed,
    versions: toCount(row.versions),
    firstId: BigInt(String(row.firstId)),
    lastFailedId: row.lastFailedId === null ? null : BigInt(String(row.lastFailedId)),
    lastRunningId: row.lastRunningId === null ? null : BigInt(String(row.lastRunningId)),
    started: toDate(row.started, timeZone),
    ended: toCount(row.openRows) > 0 ? null : toDate(row.ended, timeZone),
    updated: toDate(row.updated, timeZone),
    read: toCount(row.readCount),
    written: toCount(row.writeCount),
    filtered: toCount(row.filterCount),
    skipped: toCount(row.skipCount),
    rollbacks: toCount(row.rollbackCount),
    commits: toCount(row.commitCount),
  };
}

/**
 * The manager among the plain steps of a group of workers: of the same name, or else the one whose time encloses theirs. Null when the
 * names merely have a colon.
 */
export function managerOf(workers: StepGroup, groups: readonly StepGroup[]): StepGroup | null {
  const plain = groups.filter((group) => !group.isColon && group.firstId < workers.firstId);
  const sameName = plain.find(({ name }) => name === workers.name);
  if (sameName) return sameName;
  const enclosing = plain.filter(
    ({ started, ended }) =>
      started && workers.started && started <= workers.started && (!ended || (workers.ended && ended >= workers.ended)),
  );
  return enclosing.at(-1) ?? null;
}

/**
 * Adds up the steps of an execution. A manager's counts are those of its workers once they have all ended, and nothing before, so of
 * both the larger is taken; to add them would count every item twice.
 * @see spec §12.1
 */
export function totalSteps(groups: readonly StepGroup[]): StepTotals {
  const managers = new Map<StepGroup, StepGroup[]>();
  const counted = new Set(groups);
  for (const workers of groups) {
    const manager = workers.isColon ? managerOf(workers, groups) : null;
    if (!manager) continue;
    managers.set(manager, [...(managers.get(manager) ?? []), workers]);
    counted.delete(workers);
  }
  const parts = [...counted].map((group) => largerCounts(group, addCounts(managers.get(group) ?? [])));
  const current = lastBy(groups, ({ lastRunningId }) => lastRunningId, counted);
  const failed = lastBy(groups, ({ lastFailedId }) => lastFailedId, counted);
  const workers = current ? managers.get(current) : undefined;
  return {
    ...addCounts(parts),
    currentStep: current?.name ?? null,
    failedStep: failed?.name ?? null,
    currentIndex: current ? [...counted].indexOf(current) + 1 : counted.size,
    lastUpdated: latest(...groups.map(({ updated, started }) => latest(updated, started))),
    partitions: workers
      ? {
          done: workers.reduce((sum, group) => sum + group.rows - group.running, 0),
          total: workers.reduce((sum, group) => sum + group.rows, 0),
        }
      : null,
    currentStarted: current?.started ?? null,
    currentCommits: current ? current.commits + addCounts(workers ?? []).commits : 0,
  };
}

/** The group of the highest id; a manager or plain step before workers, which tell less. */
function lastBy(
  groups: readonly StepGroup[],
  idOf: (group: StepGroup) => bigint | null,
  preferred: ReadonlySet<StepGroup>,
): StepGroup | null {
  const candidates = groups.filter((group) => idOf(group) !== null);
  const among = candidates.some((group) => preferred.has(group))
    ? candidates.filter((g) => preferred.has(g))
    : candidates;
  return among.reduce<StepGroup | null>((a, b) => (a && (idOf(a) ?? 0n) > (idOf(b) ?? 0n) ? a : b), null);
}

function addCounts(parts: readonly ExecutionCounts[]): ExecutionCounts {
  return countsOf((count) => parts.reduce((total, part) => total + part[count], 0));
}

function largerCounts(a: ExecutionCounts, b: ExecutionCounts): ExecutionCounts {
  return countsOf((count) => Math.max(a[count], b[count]));
}

function countsOf(each: (count: keyof ExecutionCounts) => number): ExecutionCounts {
  return {
    read: each("read"),
    written: each("written"),
    filtered: each("filtered"),
    skipped: each("skipped"),
    rollbacks: each("rollbacks"),
    commits: each("commits"),
  };
}
