import "server-only";
import { isRunning } from "batch-core/model";
import type { Count, JobRow, JobsView } from "@/lib/shared/views";
import { findExecutions } from "../executions";
import { overdueSince } from "../memory/cadence";
import { executionCount, statsOf, stripOf } from "../memory/recent-runs";
import type { ReadContext } from "../read-context";
import { join, sql } from "../rows/sql";
import { JOBS_MAX } from "../rows/stored-jobs";
import { toInstant } from "../rows/values";

const NONE: Count = { value: 0, capped: false };

/** Every job that is installed here or has rows: four statements, whatever the number of jobs. */
export async function listJobs(context: ReadContext): Promise<JobsView> {
  const [recent, stored] = await Promise.all([context.recent(), context.storedJobs()]);
  const names = [...new Set([...context.jobs.names(), ...recent.byJob.keys(), ...stored.keys()])].slice(0, JOBS_MAX);
  const lastIds = names.flatMap((name) => recent.byJob.get(name)?.[0]?.id ?? stored.get(name)?.oldLastId ?? []);
  const last =
    lastIds.length === 0
      ? []
      : await findExecutions(context, [sql`e.JOB_EXECUTION_ID in (${join(lastIds.map(BigInt))})`], lastIds.length);
  const lastByJob = new Map(last.map(({ jobName, row }) => [jobName ?? "", row]));
  const rows = names.map((name): JobRow => {
    const runs = recent.byJob.get(name) ?? [];
    const instances = stored.get(name)?.instances ?? NONE;
    return {
      name,
      description: context.jobs.get(name)?.description ?? null,
      launchable: context.jobs.get(name) !== undefined,
      stats: {
        ...statsOf(runs),
        instances,
        executions: executionCount(runs, recent, instances),
      },
      runningNow: runs.filter(({ status }) => isRunning(status)).length,
      last: lastByJob.get(name) ?? null,
      overdueSince: toInstant(overdueSince(runs, context.now())),
      strip: stripOf(runs),
    };
  });
  return { readAt: context.now().toISOString(), jobs: rows };
}
