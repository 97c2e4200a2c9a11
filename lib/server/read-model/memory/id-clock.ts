import "server-only";
import type { TableLayout } from "batch-core";
import type { Db } from "../../prisma/prisma";
import { join, sql } from "../rows/sql";
import { toDate } from "../rows/values";

/**
 * Which execution ids belong to which time. No table has an index on its times; but ids are given out in the order of CREATE_TIME, so some
 * samples tell between which ids a span of time has to be looked for.
 */
export interface IdClock {
  readonly newestId: bigint;
  /** All executions created at `date` or later have a higher id; null when nothing is known. */
  before(date: Date): bigint | null;
  /** All executions created at `date` or earlier have a lower id; null when nothing is known. */
  after(date: Date): bigint | null;
}

interface Sample {
  readonly id: bigint;
  readonly time: number;
}

const SAMPLES = 256;
/** Below this a table is read faster than thought about. */
const SIZE_MIN = 20_000n;
/** How far the order may be off: clocks of several machines, an id taken some time before its row. */
const DISORDER_MS = 3_600_000;

/** Two statements that read some hundred rows by their key. */
export async function readIdClock(prisma: Db, { timeZone }: TableLayout): Promise<IdClock> {
  const [ends] = await prisma.$queryRaw<Record<string, unknown>[]>(sql`
    select (select min(JOB_EXECUTION_ID) from BATCH_JOB_EXECUTION) as oldest,
      (select max(JOB_EXECUTION_ID) from BATCH_JOB_EXECUTION) as newest`);
  const oldest = BigInt(String(ends?.oldest ?? 0));
  const newest = BigInt(String(ends?.newest ?? 0));
  if (newest - oldest < SIZE_MIN) return idClock(newest, []);
  const step = (newest - oldest) / BigInt(SAMPLES);
  const ids = Array.from({ length: SAMPLES }, (_, index) => oldest + step * BigInt(index));
  const rows = await prisma.$queryRaw<Record<string, unknown>[]>(sql`
    select JOB_EXECUTION_ID as id, cast(CREATE_TIME as char) as created from BATCH_JOB_EXECUTION
    where JOB_EXECUTION_ID in (${join(ids)}) order by JOB_EXECUTION_ID`);
  const samples = rows.flatMap(({ id, created }): Sample[] => {
    const time = toDate(created, timeZone)?.getTime();
    return time === undefined ? [] : [{ id: BigInt(String(id)), time }];
  });
  return idClock(newest, isInOrder(samples) ? samples : []);
}

/** A database merged from others, or repaired by hand, may not keep the order; then ids tell nothing of times. */
function isInOrder(samples: readonly Sample[]): boolean {
  let latest = Number.NEGATIVE_INFINITY;
  return samples.every(({ time }) => {
    const inOrder = time > latest - DISORDER_MS;
    latest = Math.max(latest, time);
    return inOrder;
  });
}

export function idClock(newestId: bigint, samples: readonly Sample[]): IdClock {
  return {
    newestId,
    before: (date) => samples.findLast(({ time }) => time < date.getTime() - DISORDER_MS)?.id ?? null,
    after: (date) => samples.find(({ time }) => time > date.getTime() + DISORDER_MS)?.id ?? null,
  };
}
