import "server-only";
import type { DiagnosticsView } from "@/lib/shared/views";
import type { ReadContext } from "../read-context";
import { COUNT_MAX, capped } from "../rows/counts";
import { sql } from "../rows/sql";
import { toDate } from "../rows/values";

/** Executions looked at: what was written last. */
const NEWEST = 100;
/** Clocks of machines differ, and a row is read while it is written; a wrong zone is off by a quarter of an hour at least. */
const AHEAD_MIN_MS = 10 * 60_000;

/**
 * How far the newest times lie in the future. Rows carry no zone: what an application in Seoul wrote lies nine hours ahead when it is read as
 * UTC. A zone that is wrong in the other direction cannot be told from an application that has not run for hours.
 */
export async function aheadMs({ prisma, layout, now }: ReadContext): Promise<number | null> {
  const rows = await prisma.$queryRaw<Record<string, unknown>[]>(sql`
    select cast(CREATE_TIME as char) as created, cast(LAST_UPDATED as char) as updated from BATCH_JOB_EXECUTION
    order by JOB_EXECUTION_ID desc limit ${NEWEST}`);
  const times = rows.flatMap(({ created, updated }) =>
    [created, updated].flatMap((time) => toDate(time, layout.timeZone)?.getTime() ?? []),
  );
  const ahead = Math.max(...times, 0) - now().getTime();
  return ahead > AHEAD_MIN_MS ? ahead : null;
}

/**
 * What the official scripts that turn 4.x into 5.x leave behind: parameters under the type words of 4.x, those of them whose value was in a
 * column that is gone, and steps whose CREATE_TIME says 1970.
 */
export async function migrationLeftovers({ prisma, layout }: ReadContext): Promise<DiagnosticsView["migration"]> {
  if (!layout.isMigrated) return null;
  const limit = COUNT_MAX + 1;
  const [row] = await prisma.$queryRaw<Record<string, unknown>[]>(sql`select
    (select count(*) from (select distinct JOB_EXECUTION_ID from BATCH_JOB_EXECUTION_PARAMS
      where PARAMETER_TYPE in ('STRING', 'LONG', 'DOUBLE', 'DATE') limit ${limit}) a) as executions,
    (select count(*) from (select 1 from BATCH_JOB_EXECUTION_PARAMS
      where PARAMETER_TYPE in ('LONG', 'DOUBLE', 'DATE') and PARAMETER_VALUE = '' limit ${limit}) b) as lostValues,
    (select count(*) from (select 1 from BATCH_STEP_EXECUTION
      where CREATE_TIME < '1970-01-03' limit ${limit}) c) as steps`);
  return {
    executions: capped(row?.executions),
    lostValues: capped(row?.lostValues),
    stepsWithoutCreateTime: capped(row?.steps),
  };
}
