import "server-only";
import type { PartitionSummary, TimelineBar, TimelineView } from "@/lib/shared/views";
import { type KnownJob, rowSteps } from "../job-catalogue";
import type { ReadContext } from "../read-context";
import type { StoredStep } from "../rows/step-rows";
import type { StepGroup } from "../rows/step-totals";
import { toId, toStatus } from "../rows/values";
import { type Lane, layOutTimeline } from "../timeline";
import type { Neighbourhood } from "./execution-neighbourhood";
import { withoutWorkers } from "./execution-steps";
import { managersOf, partitionSummary } from "./partition-summary";

/** The attempts around this one as lanes. */
export function timelineOf(
  context: ReadContext,
  around: Neighbourhood,
  rows: readonly StoredStep[],
  groups: ReadonlyMap<string, readonly StepGroup[]>,
  job: KnownJob | undefined,
): TimelineView {
  const usualSteps = stepNamesOf(groups.get(toId(around.lastGood?.id) ?? ""));
  const ownIndex = around.attempts.findIndex(({ kind }) => kind === "self");
  const lanes = around.attempts.map((record, index): Lane => {
    const executionId = String(record.id);
    const { status } = toStatus(record.status);
    const ownGroups = groups.get(executionId) ?? [];
    const ownRows = rows.filter((step) => step.executionId === executionId);
    const managers = managersOf(ownGroups, ownRows);
    return {
      executionId,
      attempt: around.attempt + index - ownIndex,
      status,
      // Another good execution may have gone another way.
      declaredSteps: job ? rowSteps(job).map(({ name }) => name) : status === "COMPLETED" ? null : usualSteps,
      bars: withoutWorkers(ownRows, managers).map((step) => {
        const workers = managers.get(step);
        return {
          stepExecutionId: step.id,
          stepName: step.name,
          status: step.status,
          created: step.created,
          started: step.started,
          ended: step.ended,
          read: step.read,
          written: step.written,
          partitions: workers ? progressOf(partitionSummary(step, workers)) : null,
        };
      }),
    };
  });
  return layOutTimeline(lanes, context.now());
}

/** In the order of starting, without partition workers; null when there are none. */
export function stepNamesOf(groups: readonly StepGroup[] | undefined): readonly string[] | null {
  const steps = (groups ?? []).filter(({ isColon }) => !isColon).sort((a, b) => (a.firstId < b.firstId ? -1 : 1));
  return steps.length === 0 ? null : steps.map(({ name }) => name);
}

function progressOf({ total, completed, failed }: PartitionSummary): TimelineBar["partitions"] {
  return { total, done: completed, failed };
}
