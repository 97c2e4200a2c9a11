import "server-only";
import type { Db } from "../../prisma/prisma";
import { join, sql } from "../rows/sql";

/** Ids of the executions that the table calls running, newest first. */
export type RunningExecutions = () => Promise<readonly string[]>;

/** Far more than run at once; protects the console from a table full of dead executions. */
const RUNNING_MAX = 500;
const FULL_READING_MS = 60_000;

/**
 * Finds what runs without an index on STATUS: an execution that has ended never runs again, so after one look at the whole table it is
 * enough to look at those that ran and at those that are new. Changes made by hand are noticed within a minute.
 */
export function runningExecutions(prisma: Db, now: () => Date): RunningExecutions {
  let known: readonly bigint[] = [];
  let newestSeen: bigint | null = null;
  let fullAt = 0;
  return async () => {
    const isFull = newestSeen === null || now().getTime() - fullAt > FULL_READING_MS;
    const [newest] = await prisma.$queryRaw<Record<string, unknown>[]>(
      sql`select max(JOB_EXECUTION_ID) as id from BATCH_JOB_EXECUTION`,
    );
    const candidates = isFull
      ? sql`1 = 1`
      : sql`(JOB_EXECUTION_ID > ${newestSeen} or JOB_EXECUTION_ID in (${join([...known, 0n])}))`;
    const rows = await prisma.$queryRaw<Record<string, unknown>[]>(sql`
      select JOB_EXECUTION_ID as id from BATCH_JOB_EXECUTION
      where ${candidates} and STATUS in ('STARTING', 'STARTED', 'STOPPING') order by JOB_EXECUTION_ID desc limit ${RUNNING_MAX}`);
    known = rows.map(({ id }) => BigInt(String(id)));
    newestSeen = BigInt(String(newest?.id ?? 0));
    if (isFull) fullAt = now().getTime();
    return known.map(String);
  };
}
