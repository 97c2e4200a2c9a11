import "server-only";
import { cache } from "react";
import type { ReadContext } from "../read-context";
import { executionColumns, executionJoins } from "../rows/execution-rows";
import { type Sql, sql } from "../rows/sql";
import { toCount } from "../rows/values";

type Records = readonly Readonly<Record<string, unknown>>[];

/** An execution among the attempts at its instance and among the executions of its job. */
export interface Neighbourhood {
  readonly self: Readonly<Record<string, unknown>>;
  /** The nearest attempts at the same instance, itself among them, oldest first. */
  readonly attempts: Records;
  readonly attempt: number;
  readonly attemptCount: number;
  readonly newestAttemptId: string;
  readonly previousOfJob: Readonly<Record<string, unknown>> | null;
  readonly nextOfJob: Readonly<Record<string, unknown>> | null;
  /** The last completed execution of the job before it. */
  readonly lastGood: Readonly<Record<string, unknown>> | null;
}

const LATER_ATTEMPTS_MAX = 3;
const EARLIER_ATTEMPTS_MAX = 8;
/** How far the neighbours of the same job are looked for: a job that did not run within so many executions has none. */
const NEIGHBOUR_DISTANCE_MAX = 2_000;

/** One statement, once for all parts of a page. Null when there is no such execution. */
export const readNeighbourhood = cache(async (context: ReadContext, id: string): Promise<Neighbourhood | null> => {
  const self = BigInt(id);
  const columns = sql`${executionColumns(context)}, t.kind as kind, t.contextOwner as contextOwner, c.SHORT_CONTEXT as shortContext,
    c.SERIALIZED_CONTEXT as serializedContext, t.attempt as attempt, t.attempts as attempts, t.newestAttempt as newestAttempt`;
  const instance = sql`(select JOB_INSTANCE_ID from BATCH_JOB_EXECUTION where JOB_EXECUTION_ID = ${self})`;
  const rows = await context.prisma.$queryRaw<Record<string, unknown>[]>(sql`
    select ${columns} from (
      select 'self' as kind, cast(${self} as signed) as id, cast(${self} as signed) as contextOwner,
        (select count(*) from BATCH_JOB_EXECUTION where JOB_INSTANCE_ID = ${instance} and JOB_EXECUTION_ID <= ${self}) as attempt,
        (select count(*) from BATCH_JOB_EXECUTION where JOB_INSTANCE_ID = ${instance}) as attempts,
        (select max(JOB_EXECUTION_ID) from BATCH_JOB_EXECUTION where JOB_INSTANCE_ID = ${instance}) as newestAttempt
      union all select * from (select 'later' as kind, JOB_EXECUTION_ID as id, null as contextOwner, null as attempt, null as attempts,
          null as newestAttempt from BATCH_JOB_EXECUTION
        where JOB_INSTANCE_ID = ${instance} and JOB_EXECUTION_ID > ${self} order by JOB_EXECUTION_ID limit ${LATER_ATTEMPTS_MAX}) l
      union all select * from (select 'earlier' as kind, JOB_EXECUTION_ID as id, null as contextOwner, null as attempt, null as attempts,
          null as newestAttempt from BATCH_JOB_EXECUTION
        where JOB_INSTANCE_ID = ${instance} and JOB_EXECUTION_ID < ${self} order by JOB_EXECUTION_ID desc limit ${EARLIER_ATTEMPTS_MAX}) r
      union all select 'previous', ${neighbourOfJob(self, "previous")}, null, null, null, null
      union all select 'next', ${neighbourOfJob(self, "next")}, null, null, null, null
      union all select 'good', ${neighbourOfJob(self, "good")}, null, null, null, null) t
    join BATCH_JOB_EXECUTION e on e.JOB_EXECUTION_ID = t.id ${executionJoins(context)}
    left join BATCH_JOB_EXECUTION_CONTEXT c on c.JOB_EXECUTION_ID = t.contextOwner`);
  const found = rows.find(({ kind }) => kind === "self");
  if (!found) return null;
  const ofKind = (kind: string) => rows.find((row) => row.kind === kind) ?? null;
  return {
    self: found,
    attempts: rows
      .filter(({ kind }) => kind === "self" || kind === "later" || kind === "earlier")
      .sort((a, b) => (BigInt(String(a.id)) < BigInt(String(b.id)) ? -1 : 1)),
    attempt: Math.max(1, toCount(found.attempt)),
    attemptCount: Math.max(1, toCount(found.attempts)),
    newestAttemptId: String(found.newestAttempt ?? id),
    previousOfJob: ofKind("previous"),
    nextOfJob: ofKind("next"),
    lastGood: ofKind("good"),
  };
});

/** Walks the primary key from the execution, not the index of job names: a job may have a million instances. */
function neighbourOfJob(self: bigint, which: "previous" | "next" | "good"): Sql {
  const jobName = sql`(select ni.JOB_NAME from BATCH_JOB_EXECUTION ne join BATCH_JOB_INSTANCE ni on ni.JOB_INSTANCE_ID = ne.JOB_INSTANCE_ID
    where ne.JOB_EXECUTION_ID = ${self})`;
  const near =
    which === "next"
      ? sql`where JOB_EXECUTION_ID > ${self} order by JOB_EXECUTION_ID limit ${NEIGHBOUR_DISTANCE_MAX}`
      : sql`where JOB_EXECUTION_ID < ${self} order by JOB_EXECUTION_ID desc limit ${NEIGHBOUR_DISTANCE_MAX}`;
  const status = which === "good" ? sql`and n.STATUS = 'COMPLETED'` : sql``;
  const nearest = which === "next" ? sql`min(n.JOB_EXECUTION_ID)` : sql`max(n.JOB_EXECUTION_ID)`;
  return sql`(select ${nearest} from
    (select JOB_EXECUTION_ID, JOB_INSTANCE_ID, STATUS from BATCH_JOB_EXECUTION ${near}) n
    join BATCH_JOB_INSTANCE xi on xi.JOB_INSTANCE_ID = n.JOB_INSTANCE_ID where xi.JOB_NAME = ${jobName} ${status})`;
}
