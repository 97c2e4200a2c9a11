import "server-only";
import type { ReadContext } from "./read-context";
import { join, sql } from "./rows/sql";
import { toText } from "./rows/values";

/** Executions looked at: what is suggested is what is in use. */
const EXECUTIONS_MAX = 500;

/** Names of the parameters of the latest executions and of the jobs installed here, in order. */
export async function readParameterNames({ prisma, layout, jobs, recentAsKnown }: ReadContext): Promise<string[]> {
  const declared = jobs.names().flatMap((name) => jobs.get(name)?.fields.map((field) => field.name) ?? []);
  const { byJob } = await recentAsKnown();
  const ids = [...byJob.values()].flatMap((runs) => runs.slice(0, 20)).map(({ id }) => BigInt(id));
  const column = layout.generation === 4 ? sql`KEY_NAME` : sql`PARAMETER_NAME`;
  const rows =
    ids.length === 0
      ? []
      : await prisma.$queryRaw<Record<string, unknown>[]>(sql`
          select distinct ${column} as name from BATCH_JOB_EXECUTION_PARAMS
          where JOB_EXECUTION_ID in (${join(ids.slice(0, EXECUTIONS_MAX))})`);
  return [...new Set([...declared, ...rows.flatMap(({ name }) => toText(name) ?? [])])].sort();
}
