import "server-only";
import type { DayView, StripCell } from "@/lib/shared/views";
import { idsBetween } from "./executions";
import type { ReadContext } from "./read-context";
import { join, sql } from "./rows/sql";
import { durationMs, toDate, toInstant, toStatus, toText } from "./rows/values";

/** More bars than a screen can tell apart. */
const BARS_MAX = 5_000;

/** What ran between two instants, a lane per job, the busiest first: one statement. */
export async function readDay(context: ReadContext, from: Date, to: Date): Promise<DayView> {
  const { timeZone } = context.layout;
  const bounds = [sql`1 = 1`, ...(await idsBetween(context, from, to))];
  const rows = await context.prisma.$queryRaw<Record<string, unknown>[]>(sql`
    select e.JOB_EXECUTION_ID as id, i.JOB_NAME as jobName, e.STATUS as status,
      cast(e.START_TIME as char) as started, cast(e.END_TIME as char) as ended
    from BATCH_JOB_EXECUTION e left join BATCH_JOB_INSTANCE i on i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID
    where ${join(bounds, " and ")} and e.START_TIME <= ${to} and (e.START_TIME >= ${from} or e.END_TIME >= ${from}
      or (e.END_TIME is null and e.STATUS in ('STARTING', 'STARTED', 'STOPPING')))
    order by e.JOB_EXECUTION_ID desc limit ${BARS_MAX + 1}`);
  const lanes = new Map<string, StripCell[]>();
  for (const row of rows.slice(0, BARS_MAX).reverse()) {
    const started = toDate(row.started, timeZone);
    const ended = toDate(row.ended, timeZone);
    const { status } = toStatus(row.status);
    const jobName = toText(row.jobName) ?? "?";
    const bars = lanes.get(jobName) ?? [];
    bars.push({
      id: String(row.id),
      status,
      started: toInstant(started),
      durationMs: durationMs(started, ended ?? context.now()),
    });
    lanes.set(jobName, bars);
  }
  return {
    readAt: context.now().toISOString(),
    from: from.toISOString(),
    to: to.toISOString(),
    lanes: [...lanes]
      .map(([jobName, bars]) => ({ jobName, bars }))
      .sort((a, b) => b.bars.length - a.bars.length || (a.jobName < b.jobName ? -1 : 1)),
    capped: rows.length > BARS_MAX,
  };
}
