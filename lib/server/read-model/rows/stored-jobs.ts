import "server-only";
import type { TableLayout } from "batch-core";
import type { Count } from "@/lib/shared/views";
import type { Db } from "../../prisma/prisma";
import type { RecentRuns } from "../memory/recent-runs";
import { COUNT_MAX, capped } from "./counts";
import { join, raw, sql } from "./sql";
import { toCount, toText } from "./values";

/** What the tables know of a job as a whole, which changes slowly. */
export interface StoredJob {
  readonly instances: Count;
  /** The newest execution of a job that did not run lately; null for one that did. */
  readonly oldLastId: string | null;
}

/** More job names than any installation has; protects the console from a program that makes up a name per launch. */
export const JOBS_MAX = 300;

/** Every job that has instances: three statements. */
export async function readStoredJobs(
  prisma: Db,
  layout: TableLayout,
  recent: RecentRuns,
): Promise<ReadonlyMap<string, StoredJob>> {
  const names = await readJobNames(prisma, layout);
  const [instances, lastIds] = await Promise.all([
    countInstances(prisma, names),
    lastIdsOf(
      prisma,
      names.filter((name) => !recent.byJob.has(name)),
    ),
  ]);
  return new Map(
    names.map((name) => [
      name,
      { instances: instances.get(name) ?? { value: 0, capped: false }, oldLastId: lastIds.get(name) ?? null },
    ]),
  );
}

/** The unique key on instances begins with the name; MySQL leaps along it by itself, SQLite has to be led from name to name. */
async function readJobNames(prisma: Db, layout: TableLayout): Promise<string[]> {
  const query =
    layout.dialect === "mysql"
      ? sql`select distinct JOB_NAME as name from BATCH_JOB_INSTANCE limit ${JOBS_MAX}`
      : sql`with recursive names(name) as (
          select min(JOB_NAME) from BATCH_JOB_INSTANCE
          union all select (select min(JOB_NAME) from BATCH_JOB_INSTANCE where JOB_NAME > names.name) from names where names.name is not null)
        select name from names where name is not null limit ${JOBS_MAX}`;
  const rows = await prisma.$queryRaw<Record<string, unknown>[]>(query);
  return rows.flatMap(({ name }) => toText(name) ?? []);
}

/** Instances per job, each counted so far as {@link COUNT_MAX}. */
export async function countInstances(prisma: Db, names: readonly string[]): Promise<ReadonlyMap<string, Count>> {
  if (names.length === 0) return new Map();
  const counts = names.map(
    (name, index) => sql`select ${raw(String(index))} as position, count(*) as instances from
      (select 1 from BATCH_JOB_INSTANCE where JOB_NAME = ${name} limit ${COUNT_MAX + 1}) c`,
  );
  const rows = await prisma.$queryRaw<Record<string, unknown>[]>(join(counts, " union all "));
  return new Map(rows.map(({ position, instances }) => [names[toCount(position)] ?? "", capped(instances)]));
}

/** The newest execution of the newest instance: the job's newest, but for a restart of an older instance. */
async function lastIdsOf(prisma: Db, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (names.length === 0) return new Map();
  const rows = await prisma.$queryRaw<Record<string, unknown>[]>(sql`
    select i.JOB_NAME as jobName, max(e.JOB_EXECUTION_ID) as id from (
      select JOB_NAME, max(JOB_INSTANCE_ID) as newest from BATCH_JOB_INSTANCE where JOB_NAME in (${join([...names])}) group by JOB_NAME) i
    join BATCH_JOB_EXECUTION e on e.JOB_INSTANCE_ID = i.newest group by i.JOB_NAME`);
  return new Map(rows.map(({ jobName, id }) => [toText(jobName) ?? "", String(id)]));
}
