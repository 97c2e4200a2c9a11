import "server-only";
import { maskValue } from "../masking";
import { secretNamesOf } from "./job-catalogue";
import type { ReadContext } from "./read-context";
import { nameColumn, parametersOf } from "./rows/parameters";
import { join, sql } from "./rows/sql";
import { toText } from "./rows/values";

/** Executions looked at: what is suggested is what is in use. */
const EXECUTIONS_MAX = 500;

/** Values are looked for in more of them: what ran once a week is wanted too. */
const VALUES_OF_MAX = 2_000;

/** Names of the parameters of the latest executions and of the jobs installed here, in order. */
export async function readParameterNames({ prisma, layout, jobs, recentAsKnown }: ReadContext): Promise<string[]> {
  const declared = jobs.names().flatMap((name) => jobs.get(name)?.fields.map((field) => field.name) ?? []);
  const { byJob } = await recentAsKnown();
  const ids = [...byJob.values()].flatMap((runs) => runs.slice(0, 20)).map(({ id }) => BigInt(id));
  const rows =
    ids.length === 0
      ? []
      : await prisma.$queryRaw<Record<string, unknown>[]>(sql`
          select distinct ${nameColumn(layout)} as name from BATCH_JOB_EXECUTION_PARAMS
          where JOB_EXECUTION_ID in (${join(ids.slice(0, EXECUTIONS_MAX))})`);
  return [...new Set([...declared, ...rows.flatMap(({ name }) => toText(name) ?? [])])].sort();
}

/** More are not read, only typed further into. */
const VALUES_MAX = 100;

/** Values that this parameter had in the latest executions of all jobs, the newest first. What is secret has none. */
export async function readParameterValues(context: ReadContext, name: string): Promise<string[]> {
  const { byJob } = await context.recent();
  const ids = [...byJob.values()]
    .flat()
    .map(({ id }) => BigInt(id))
    .sort((a, b) => (a < b ? 1 : -1))
    .slice(0, VALUES_OF_MAX)
    .map(String);
  const found = await parametersOf(context, ids, name);
  const secret = new Set(context.jobs.names().flatMap((job) => [...secretNamesOf(context.jobs, job)]));
  const values = ids
    .flatMap((id) => found.get(id) ?? [])
    .filter((parameter) => maskValue(parameter, secret) === parameter.value);
  return [...new Set(values.flatMap(({ value }) => value || []))].slice(0, VALUES_MAX);
}
