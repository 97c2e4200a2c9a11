import "server-only";
import type { BatchStatus } from "batch-core/model";
import type { StepHistoryView, StepRun } from "@/lib/shared/views";
import type { ReadContext } from "../read-context";
import { sql } from "../rows/sql";
import { type StepGroup, stepGroupsOf } from "../rows/step-totals";
import { durationMs, percentile, toInstant, toText } from "../rows/values";

const RUNS_MAX = 30;

/** How a step has been doing in the executions of its job before this one. Two statements. Null when there is no such step. */
export async function readStepHistory(
  context: ReadContext,
  executionId: string,
  stepExecutionId: string,
): Promise<StepHistoryView | null> {
  const [row] = await context.prisma.$queryRaw<Record<string, unknown>[]>(sql`
    select s.STEP_NAME as stepName, i.JOB_NAME as jobName from BATCH_STEP_EXECUTION s
      join BATCH_JOB_EXECUTION e on e.JOB_EXECUTION_ID = s.JOB_EXECUTION_ID
      left join BATCH_JOB_INSTANCE i on i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID
    where s.STEP_EXECUTION_ID = ${BigInt(stepExecutionId)} and s.JOB_EXECUTION_ID = ${BigInt(executionId)}`);
  if (!row) return null;
  const stepName = toText(row.stepName) ?? "";
  const { byJob } = await context.recent();
  const before = (byJob.get(toText(row.jobName) ?? "") ?? []).filter(({ id }) => BigInt(id) < BigInt(executionId));
  const ids = before.slice(0, RUNS_MAX).map(({ id }) => id);
  const groups = await stepGroupsOf(context, ids);
  const runs = ids.flatMap((id): StepRun[] => {
    const group = groups.get(id)?.find(({ name, isColon }) => !isColon && name === stepName);
    return group ? [toRun(id, group)] : [];
  });
  const good = runs.filter(({ status, durationMs: ms }) => status === "COMPLETED" && ms !== null);
  const durations = good.map(({ durationMs: ms }) => ms ?? 0).sort((a, b) => a - b);
  return {
    readAt: context.now().toISOString(),
    stepName,
    completed: good.length,
    minMs: durations[0] ?? null,
    medianMs: percentile(durations, 0.5),
    p95Ms: percentile(durations, 0.95),
    maxMs: durations.at(-1) ?? null,
    medianRead: percentile(
      good.map(({ read }) => read).sort((a, b) => a - b),
      0.5,
    ),
    runs: runs.reverse(),
  };
}

function toRun(executionId: string, group: StepGroup): StepRun {
  return {
    id: executionId,
    stepExecutionId: String(group.firstId),
    status: statusOf(group),
    started: toInstant(group.started),
    durationMs: durationMs(group.started, group.ended),
    read: group.read,
  };
}

function statusOf({ running, failed }: StepGroup): BatchStatus {
  return running > 0 ? "STARTED" : failed > 0 ? "FAILED" : "COMPLETED";
}
