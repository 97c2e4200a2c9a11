import "server-only";
import { isRunning } from "batch-core/model";
import type { StepView } from "@/lib/shared/views";
import type { KnownJob, KnownStep } from "../job-catalogue";
import type { OutcomeOf, StepOutcome } from "../jobs/flow-view";
import type { StoredExecution } from "../rows/execution-rows";
import { type StoredStep, stepView } from "../rows/step-rows";
import type { StepGroup } from "../rows/step-totals";

/** As stored, without partition workers, which have a page of their own. */
export function stepsOf(
  rows: readonly StoredStep[],
  managers: ReadonlyMap<StoredStep, readonly StepGroup[]>,
  { row }: StoredExecution,
  job: KnownJob | undefined,
  now: Date,
  secrets: readonly string[],
): StepView[] {
  return withoutWorkers(rows, managers).map((step, index) => {
    const known = job?.steps.find(({ name }) => name === step.name);
    return stepView(step, {
      order: index + 1,
      type: managers.has(step) ? "partition-manager" : (typeFromDefinition(known) ?? typeFromContext(step)),
      managerId: null,
      chunkSize: known?.chunkSize ?? null,
      usualMs: null,
      executionMs: row.durationMs,
      now,
      isRunning: isRunning(step.status) && isRunning(row.status),
      secrets,
    });
  });
}

/** A step that merely has a colon in its name is no worker. */
export function withoutWorkers(
  rows: readonly StoredStep[],
  managers: ReadonlyMap<StoredStep, readonly StepGroup[]>,
): readonly StoredStep[] {
  const workers = new Set([...managers.values()].flat().map(({ name }) => name));
  return rows.filter(({ name, isColon }) => !isColon || !workers.has(name.split(":", 1)[0] ?? ""));
}

/** Steps of this attempt and of those before it, without partition workers, in the order of their ids. */
export function attemptedSteps(rows: readonly StoredStep[], id: string): StoredStep[] {
  return rows.filter(({ executionId, isColon }) => !isColon && BigInt(executionId) <= BigInt(id));
}

/** What came of each step up to this attempt: in it, or completed in one before. */
export function outcomesOf(id: string, rows: readonly StoredStep[]): OutcomeOf {
  const outcomes = new Map<string, StepOutcome>();
  for (const step of attemptedSteps(rows, id)) {
    const isEarlier = step.executionId !== id;
    if (!isEarlier || step.status === "COMPLETED") {
      outcomes.set(step.name, { status: step.status, exitCode: step.exitCode, isEarlier });
    }
  }
  return (name) => outcomes.get(name) ?? null;
}

function typeFromDefinition(step: KnownStep | undefined): StepView["type"] {
  return step?.kind === "partition" ? "partition-manager" : (step?.kind ?? null);
}

/** Spring Batch notes the classes of a step in its context. */
function typeFromContext({ shortContext, serializedContext }: StoredStep): StepView["type"] {
  const text = serializedContext ?? shortContext ?? "";
  if (/ChunkOriented(Tasklet|Step)/.test(text)) return "chunk";
  if (text.includes("PartitionStep")) return "partition-manager";
  if (text.includes("FlowStep")) return "flow";
  if (text.includes("JobStep")) return "job";
  return text.includes("TaskletStep") ? "tasklet" : null;
}
