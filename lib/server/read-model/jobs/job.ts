import "server-only";
import type { PageRequest } from "@/lib/shared/filter/execution-filter";
import type { GridCell, GridView, InstanceRow, JobView, Page, StepStats, TrendPoint } from "@/lib/shared/views";
import type { Actor } from "../../actor";
import type { ServerMessages } from "../../messages";
import { launchState } from "../actions";
import { findExecutions } from "../executions";
import { executionCount, type RecentRun, statsOf, stripOf } from "../memory/recent-runs";
import type { ReadContext } from "../read-context";
import { join, sql } from "../rows/sql";
import { stepGroupsOf, totalSteps } from "../rows/step-totals";
import { countInstances } from "../rows/stored-jobs";
import { durationMs, percentile, toInstant } from "../rows/values";
import { declaredFlow, inferredFlow } from "./flow-view";
import { listInstances } from "./instances";
import { fieldViews } from "./launch-form";

const TREND_MAX = 100;
const GRID_MAX = 30;
const RECENT_MAX = 10;

/**
 * One job, whether it is installed here or only has rows: five statements. Null when nobody knows the name.
 * @param page  of its instances; null where they are not shown: then only their number is read. With a page, what the recent executions
 * tell (trend, grid, steps, recent) is left empty instead
 */
export async function readJob(
  context: ReadContext,
  jobName: string,
  reader: { readonly actor: Actor; readonly messages: ServerMessages },
  page: PageRequest | null,
): Promise<JobView | null> {
  const job = context.jobs.get(jobName);
  const recent = await context.recent();
  const runs = recent.byJob.get(jobName) ?? [];
  const instances = page ? await listInstances(context, jobName, page) : await countedOnly(context, jobName);
  if (!job && instances.total === 0) return null;

  const trended = page ? [] : runs.slice(0, TREND_MAX);
  const ids = trended.map(({ id }) => id);
  const groups = await stepGroupsOf(context, ids);
  const shownIds = ids.slice(0, RECENT_MAX).map(BigInt);
  const shown =
    shownIds.length === 0
      ? []
      : await findExecutions(context, [sql`e.JOB_EXECUTION_ID in (${join(shownIds)})`], RECENT_MAX, groups);
  const instanceCount = { value: instances.total, capped: instances.totalCapped };
  const grid = gridOf(trended.slice(0, GRID_MAX), groups);
  return {
    readAt: context.now().toISOString(),
    name: jobName,
    description: job?.description ?? null,
    launchable: job !== undefined,
    launch: launchState(jobName, { ...reader, rights: context.rights, launchable: job !== undefined }),
    restartable: job?.restartable ?? true,
    hasIncrementer: job?.hasIncrementer ?? false,
    fields: job ? fieldViews(job, { next: new Map(), last: [] }) : [],
    flow: job ? declaredFlow(job, null) : inferredFlow(grid.steps.map((name) => ({ name, status: null }))),
    steps: stepStats(trended, groups),
    stats: {
      ...statsOf(runs),
      executions: executionCount(runs, recent, instanceCount),
      instances: instanceCount,
    },
    trend: trended.map((run) => trendPoint(run, groups)).reverse(),
    grid,
    instances,
    recent: shown.map(({ row }) => row),
  };
}

/** Without a statement for every job but one that is new. */
export async function isKnownJob(context: ReadContext, jobName: string): Promise<boolean> {
  if (context.jobs.get(jobName) || (await context.storedJobs()).has(jobName)) return true;
  return ((await countInstances(context.prisma, [jobName])).get(jobName)?.value ?? 0) > 0;
}

async function countedOnly(context: ReadContext, jobName: string): Promise<Page<InstanceRow>> {
  const total = (await countInstances(context.prisma, [jobName])).get(jobName);
  const readAt = context.now().toISOString();
  return {
    items: [],
    newer: null,
    older: null,
    searchedTo: null,
    total: total?.value ?? 0,
    totalCapped: total?.capped ?? false,
    readAt,
  };
}

type Groups = Awaited<ReturnType<typeof stepGroupsOf>>;

function trendPoint(run: RecentRun, groups: Groups): TrendPoint {
  const totals = totalSteps(groups.get(run.id) ?? []);
  return {
    id: run.id,
    status: run.status,
    started: toInstant(run.started),
    durationMs: run.durationMs,
    read: totals.read,
    written: totals.written,
    skipped: totals.skipped,
  };
}

/** Steps in the order in which they first ran; partition workers stay folded in their managers. */
function gridOf(runs: readonly RecentRun[], groups: Groups): GridView {
  const oldestFirst = [...runs].reverse();
  const steps: string[] = [];
  for (const { id } of oldestFirst) {
    for (const group of groups.get(id) ?? []) {
      if (!group.isColon && !steps.includes(group.name)) steps.push(group.name);
    }
  }
  return {
    steps,
    runs: stripOf(runs, GRID_MAX),
    cells: oldestFirst.map((run, index) => {
      const earlier = oldestFirst
        .slice(0, index)
        .filter(({ instanceId }) => instanceId === run.instanceId)
        .reverse();
      return steps.map((name) => {
        const own = cellOf(run, name, groups);
        if (own) return own;
        // A restart skips what an earlier attempt completed; a new beginning after a completed one skips nothing.
        if (earlier[0]?.status === "COMPLETED") return null;
        const done = earlier.flatMap((attempt) => cellOf(attempt, name, groups) ?? [])[0];
        return done?.status === "COMPLETED" && run.status !== "STARTING" ? done : null;
      });
    }),
  };
}

function cellOf({ id }: RecentRun, stepName: string, groups: Groups): GridCell | null {
  const group = groups.get(id)?.find(({ name, isColon }) => name === stepName && !isColon);
  if (!group) return null;
  return {
    executionId: id,
    stepExecutionId: String(group.firstId),
    status: group.running > 0 ? "STARTED" : group.failed > 0 ? "FAILED" : "COMPLETED",
    durationMs: durationMs(group.started, group.ended),
  };
}

function stepStats(runs: readonly RecentRun[], groups: Groups): StepStats[] {
  const samples = new Map<string, { durations: number[]; shares: number[]; runs: number; failures: number }>();
  for (const run of runs) {
    for (const group of groups.get(run.id) ?? []) {
      if (group.isColon) continue;
      const sample = samples.get(group.name) ?? { durations: [], shares: [], runs: 0, failures: 0 };
      const ms = durationMs(group.started, group.ended);
      sample.runs += 1;
      if (group.failed > 0) sample.failures += 1;
      if (ms !== null && group.failed === 0) sample.durations.push(ms);
      if (ms !== null && run.durationMs) sample.shares.push(Math.min(1, ms / run.durationMs));
      samples.set(group.name, sample);
    }
  }
  return [...samples].map(([stepName, sample]) => {
    const durations = sample.durations.sort((a, b) => a - b);
    return {
      stepName,
      runs: sample.runs,
      failures: sample.failures,
      medianMs: percentile(durations, 0.5),
      p95Ms: percentile(durations, 0.95),
      shareOfRun: percentile(
        sample.shares.sort((a, b) => a - b),
        0.5,
      ),
    };
  });
}
