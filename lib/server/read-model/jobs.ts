import "server-only";
import { isRunning } from "batch-core/model";
import type { Count, ExecutionRow, JobRow, JobsView } from "@/lib/shared/views";
import { findExecutions } from "./executions";
import { COUNT_MAX, type ReadContext } from "./read-context";
import { statsOf, stripOf } from "./recent-runs";
import { join, raw, sql } from "./sql";
import { toCount, toText } from "./values";

/** More job names than any installation has; protects the page from a program that makes up a name per launch. */
const JOBS_MAX = 300;

/** Every job that is installed here or has rows: five statements, whatever the number of jobs. */
export async function listJobs(context: ReadContext): Promise<JobsView> {
  const [recent, stored] = await Promise.all([context.recent(), context.storedJobNames()]);
  const names = [...new Set([...context.jobs.names(), ...stored])].slice(0, JOBS_MAX);
  const [instances, last] = await Promise.all([countInstances(context, names), lastExecutions(context, names)]);
  const rows = names.map((name): JobRow => {
    const runs = recent.byJob.get(name) ?? [];
    return {
      name,
      description: context.jobs.get(name)?.description ?? null,
      launchable: context.jobs.get(name) !== undefined,
      stats: {
        ...statsOf(runs),
        instances: instances.get(name) ?? NONE,
        executions: { value: runs.length, capped: !recent.isComplete },
      },
      runningNow: runs.filter(({ status }) => isRunning(status)).length,
      last: last.get(name) ?? null,
      strip: stripOf(runs),
    };
  });
  return { readAt: context.now().toISOString(), jobs: rows };
}

const NONE: Count = { value: 0, capped: false };

/**
 * Names of all jobs that have instances. The unique key on instances begins with the name; MySQL leaps along it by itself, SQLite has to be
 * led from name to name.
 */
export async function jobNames({ prisma, layout }: Pick<ReadContext, "prisma" | "layout">): Promise<string[]> {
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
export async function countInstances(
  { prisma }: Pick<ReadContext, "prisma">,
  names: readonly string[],
): Promise<ReadonlyMap<string, Count>> {
  if (names.length === 0) return new Map();
  const counts = names.map(
    (name, index) => sql`select ${raw(String(index))} as position, count(*) as instances from
      (select 1 from BATCH_JOB_INSTANCE where JOB_NAME = ${name} limit ${COUNT_MAX + 1}) c`,
  );
  const rows = await prisma.$queryRaw<Record<string, unknown>[]>(join(counts, " union all "));
  return new Map(
    rows.map((row) => {
      const count = toCount(row.instances);
      return [names[toCount(row.position)] ?? "", { value: Math.min(count, COUNT_MAX), capped: count > COUNT_MAX }];
    }),
  );
}

/** The newest execution of each job, however long ago. */
async function lastExecutions(
  context: ReadContext,
  names: readonly string[],
): Promise<ReadonlyMap<string, ExecutionRow>> {
  const recent = await context.recent();
  const known = names.flatMap((name) => recent.byJob.get(name)?.[0]?.id ?? []);
  const old = names.filter((name) => !recent.byJob.has(name));
  // The newest instance of a job that did not run lately: its newest execution is the job's, but for a restart of an older instance.
  const conditions =
    old.length === 0
      ? sql`e.JOB_EXECUTION_ID in (${join([...known, "0"].map(BigInt))})`
      : sql`(e.JOB_EXECUTION_ID in (${join([...known, "0"].map(BigInt))}) or e.JOB_EXECUTION_ID in (
          select max(o.JOB_EXECUTION_ID) from BATCH_JOB_EXECUTION o where o.JOB_INSTANCE_ID in (
            select max(oi.JOB_INSTANCE_ID) from BATCH_JOB_INSTANCE oi where oi.JOB_NAME in (${join(old)}) group by oi.JOB_NAME)
          group by o.JOB_INSTANCE_ID))`;
  const executions = await findExecutions(context, [conditions], JOBS_MAX);
  return new Map(executions.map(({ jobName, row }) => [jobName ?? "", row]));
}
