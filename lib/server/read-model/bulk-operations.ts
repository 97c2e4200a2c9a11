import "server-only";
import type { BulkAction, BulkItemState, BulkItemView, BulkOperationView } from "@/lib/shared/views";
import type { ReadContext } from "./read-context";
import { join, type Sql, sql, where } from "./rows/sql";
import { toCount, toDate, toId, toInstant, toStatus, toText } from "./rows/values";

/** Nothing that is done to one row takes so long: whoever worked on the operation is gone. */
const INTERRUPTED_MS = 30_000;

export function isInterrupted(updated: Date | null, now: Date): boolean {
  return updated === null || now.getTime() - updated.getTime() > INTERRUPTED_MS;
}

export interface BulkItemsRequest {
  /** Position of the last item of the page before; 0 for the first page. */
  readonly after: number;
  readonly size: number;
  /** Only items in this state; all when null. */
  readonly state: BulkItemState | null;
}

/** One bulk operation with a page of its items: two statements. Null when there is none of this id. */
export async function readBulkOperation(
  context: ReadContext,
  id: string,
  { after, size, state }: BulkItemsRequest,
): Promise<BulkOperationView | null> {
  const [operation] = await readOperations(context, [sql`b.ID = ${BigInt(id)}`], 1);
  if (!operation) return null;
  const rows = await context.prisma.$queryRaw<Record<string, unknown>[]>(sql`
    select POSITION as position, JOB_EXECUTION_ID as executionId, JOB_NAME as jobName, BEFORE_STATUS as beforeStatus, STATE as state,
      CODE as code, MESSAGE as message, RESULT_EXECUTION_ID as resultId, cast(UPDATED_AT as char) as updated
    from BATCHDECK_BULK_ITEM
    ${where([
      sql`BULK_ID = ${BigInt(id)}`,
      sql`POSITION > ${after}`,
      ...(state === null ? [] : [sql`STATE = ${state}`]),
    ])} order by POSITION limit ${size + 1}`);
  const shown = rows.slice(0, size).map(toItem);
  return { ...operation, items: shown, next: rows.length > size ? (shown.at(-1)?.position ?? null) : null };
}

/** The newest bulk operations, without their items: one statement. Empty where nothing is kept of them. */
export async function listBulkOperations(
  context: ReadContext,
  { before, size }: { readonly before: string | null; readonly size: number },
): Promise<{ readonly items: readonly Omit<BulkOperationView, "items" | "next">[]; readonly older: string | null }> {
  const bounds = before === null ? [] : [sql`b.ID < ${BigInt(before)}`];
  const operations = await readOperations(context, bounds, size + 1);
  const items = operations.slice(0, size);
  return { items, older: operations.length > size ? (items.at(-1)?.id ?? null) : null };
}

async function readOperations(
  context: ReadContext,
  conditions: readonly Sql[],
  limit: number,
): Promise<Omit<BulkOperationView, "items" | "next">[]> {
  if (!context.layout.sideTables) return [];
  const count = (state: BulkItemState) => sql`sum(case when t.STATE = ${state} then 1 else 0 end)`;
  const rows = await context.prisma.$queryRaw<Record<string, unknown>[]>(sql`
    select o.*, count(t.POSITION) as matched, ${join([
      sql`${count("PENDING")} as pending`,
      sql`${count("WORKING")} as working`,
      sql`${count("DONE")} as done`,
      sql`${count("REFUSED")} as refused`,
      sql`${count("FAILED")} as failed`,
      sql`${count("INELIGIBLE")} as ineligible`,
    ])} from (
      select b.ID as id, b.ACTION as action, b.ACTOR as actor, b.REASON as reason, b.FILTER as filter, b.STATE as state,
        cast(b.CREATED_AT as char) as created, cast(b.UPDATED_AT as char) as updated
      from BATCHDECK_BULK b ${where(conditions)} order by b.ID desc limit ${limit}) o
    left join BATCHDECK_BULK_ITEM t on t.BULK_ID = o.id
    group by o.id, o.action, o.actor, o.reason, o.filter, o.state, o.created, o.updated order by o.id desc`);
  return rows.map((row) => toOperation(row, context.now()));
}

function toOperation(row: Record<string, unknown>, now: Date): Omit<BulkOperationView, "items" | "next"> {
  const updated = toDate(row.updated, "UTC");
  const matched = toCount(row.matched);
  const ineligible = toCount(row.ineligible);
  return {
    readAt: now.toISOString(),
    id: String(row.id),
    action: String(row.action) as BulkAction, // only we write it
    actor: toText(row.actor) ?? "",
    reason: toText(row.reason),
    filter: toText(row.filter),
    state: stateOf(row, updated, now),
    created: toInstant(toDate(row.created, "UTC")),
    updated: toInstant(updated),
    matched,
    eligible: matched - ineligible,
    pending: toCount(row.pending) + toCount(row.working),
    done: toCount(row.done),
    refused: toCount(row.refused),
    failed: toCount(row.failed),
    ineligible,
  };
}

function stateOf(row: Record<string, unknown>, updated: Date | null, now: Date): BulkOperationView["state"] {
  if (row.state === "PAUSED") return "paused";
  if (row.state === "DONE") return "done";
  return isInterrupted(updated, now) ? "interrupted" : "running";
}

function toItem(row: Record<string, unknown>): BulkItemView {
  return {
    position: toCount(row.position),
    executionId: String(row.executionId),
    jobName: toText(row.jobName),
    beforeStatus: row.beforeStatus === null ? null : toStatus(row.beforeStatus).status,
    state: String(row.state) as BulkItemState, // only we write it
    code: toText(row.code),
    message: toText(row.message),
    resultExecutionId: toId(row.resultId),
    updated: toInstant(toDate(row.updated, "UTC")),
  };
}
