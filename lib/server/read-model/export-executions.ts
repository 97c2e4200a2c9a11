import "server-only";
import type { ExecutionFilter } from "@/lib/shared/filter/execution-filter";
import type { ExecutionRow } from "@/lib/shared/views";
import { filterConditions, findExecutions } from "./executions";
import type { ReadContext } from "./read-context";
import { sql } from "./rows/sql";

/** Enough that the statements weigh little against the rows, few enough that a batch is a megabyte. */
const BATCH_ROWS = 500;
/** Ids looked through by one statement, so that a filter that matches next to nothing still comes in pieces. */
const SPAN = 200_000n;

/**
 * All executions that match, newest first, in batches: five statements each, and no more in memory than one batch. The filter's "now" is
 * the time of the first batch; executions that begin later are not among them.
 */
export async function* exportExecutions(
  context: ReadContext,
  filter: ExecutionFilter,
): AsyncGenerator<readonly ExecutionRow[], void, void> {
  const conditions = await filterConditions(context, filter);
  for (let newest = await newestIdBelow(context, null); newest !== null; ) {
    const oldest = newest - SPAN;
    const bounds = [sql`e.JOB_EXECUTION_ID <= ${newest}`, sql`e.JOB_EXECUTION_ID > ${oldest}`];
    const found = await findExecutions(context, [...conditions, ...bounds], BATCH_ROWS);
    const rows = found.map(({ row }) => row);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    newest = last && rows.length === BATCH_ROWS ? BigInt(last.id) - 1n : await newestIdBelow(context, oldest);
  }
}

/** Ids may have gaps of any size. */
async function newestIdBelow({ prisma }: ReadContext, id: bigint | null): Promise<bigint | null> {
  const [row] = await prisma.$queryRaw<Record<string, unknown>[]>(
    id === null
      ? sql`select max(JOB_EXECUTION_ID) as id from BATCH_JOB_EXECUTION`
      : sql`select max(JOB_EXECUTION_ID) as id from BATCH_JOB_EXECUTION where JOB_EXECUTION_ID <= ${id}`,
  );
  return row?.id === null || row === undefined ? null : BigInt(String(row.id));
}
