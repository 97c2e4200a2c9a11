import "server-only";
import { isRunning } from "batch-core/model";
import type { ContextView, ExecutionLink, ExecutionView } from "@/lib/shared/views";
import type { Actor } from "../../actor";
import { maskText, secretValues } from "../../masking";
import type { ServerMessages } from "../../messages";
import { executionActions } from "../actions";
import { contextView } from "../contexts";
import { secretNamesOf } from "../job-catalogue";
import { declaredFlow, inferredFlow } from "../jobs/flow-view";
import { commitGapMs } from "../liveness";
import { parameterViews } from "../parameter-views";
import type { ReadContext } from "../read-context";
import { auditOf } from "../rows/audit";
import { toStored } from "../rows/execution-rows";
import { parametersOf } from "../rows/parameters";
import { type StoredStep, stepRowsOf } from "../rows/step-rows";
import { stepGroupsOf } from "../rows/step-totals";
import { durationMs, toDate, toId, toInstant, toStatus, toText } from "../rows/values";
import { changesSince } from "./changes";
import { causeOf } from "./execution-cause";
import { type Neighbourhood, readNeighbourhood } from "./execution-neighbourhood";
import { attemptedSteps, outcomesOf, stepsOf } from "./execution-steps";
import { timelineOf } from "./execution-timeline";
import { managersOf, partitionSummary } from "./partition-summary";
import { outlineRestart } from "./restart-outline";

/**
 * Everything about one execution, in five statements. Null when there is no such execution.
 * `restartPreview` of a job that is known here is left null: it is the engine's to say (use-cases/preview-launch.ts).
 */
export async function readExecution(
  context: ReadContext,
  id: string,
  reader: { readonly actor: Actor; readonly messages: ServerMessages },
): Promise<ExecutionView | null> {
  const around = await readNeighbourhood(context, id);
  if (!around) return null;
  const attemptIds = around.attempts.map((attempt) => String(attempt.id));
  const comparedId = toId(around.previousOfJob?.id);
  const goodId = toId(around.lastGood?.id);
  const [rows, groups, parameters, audit, { usual }] = await Promise.all([
    stepRowsOf(context, id, attemptIds),
    stepGroupsOf(context, [...new Set([...attemptIds, ...(goodId ? [goodId] : [])])]),
    parametersOf(context, [...new Set([id, comparedId, goodId].filter((each) => each !== null))]),
    auditOf(context, [id], []),
    context.recentAsKnown(),
  ]);
  const own = groups.get(id) ?? [];
  const stored = toStored(context, around.self, {
    parameters: parameters.get(id) ?? [],
    groups: own,
    attempt: { attempt: around.attempt, attempts: around.attemptCount },
    usual,
  });
  const { row } = stored;
  const job = row.jobName === null ? undefined : context.jobs.get(row.jobName);
  const alsoSecret = secretNamesOf(context.jobs, row.jobName);
  const secrets = secretValues(stored.parameters, alsoSecret);
  const ownRows = rows.filter(({ executionId }) => executionId === id);
  const managers = managersOf(own, ownRows);
  const steps = stepsOf(ownRows, managers, stored, job, context.now(), secrets);
  const neighbours = neighboursOf(context, around);
  const contexts = contextsOf(context, around, ownRows, secrets);
  const partitions = [...managers].map(([manager, workers]) => partitionSummary(manager, workers));
  return {
    readAt: context.now().toISOString(),
    row,
    jobKey: toText(around.self.jobKey),
    version: Number(around.self.version ?? 0),
    launchable: job !== undefined,
    exitMessage: maskedMessage(around.self.exitMessage, secrets),
    cause: causeOf(stored, ownRows, secrets),
    steps,
    partitions,
    timeline: timelineOf(context, around, rows, groups, job),
    flow: job
      ? declaredFlow(job, outcomesOf(id, rows), isRunning(row.status) ? null : row.exitCode)
      : inferredFlow(steps),
    parameters: parameterViews(stored.parameters, comparedId ? (parameters.get(comparedId) ?? []) : null, alsoSecret),
    changes:
      neighbours.lastGood &&
      changesSince(
        {
          link: neighbours.lastGood,
          durationMs: goodDurationMs(context, around),
          parameters: parameters.get(neighbours.lastGood.id) ?? [],
          groups: groups.get(neighbours.lastGood.id) ?? [],
        },
        { parameters: stored.parameters, groups: own },
        alsoSecret,
      ),
    contexts,
    audit: audit.map((entry) => ({
      ...entry,
      reason: entry.reason && maskText(entry.reason, secrets),
      message: entry.message && maskText(entry.message, secrets),
    })),
    actions: executionActions(row, {
      ...reader,
      rights: context.rights,
      launchable: job !== undefined,
      newestAttemptId: around.newestAttemptId,
    }),
    restartPreview: job
      ? null
      : outlineRestart(row, attemptedSteps(rows, id), contexts, partitions, around.newestAttemptId),
    neighbours,
    lastSign: isRunning(row.status) ? toInstant(stored.lastSign) : null,
    usualGapMs: isRunning(row.status) ? commitGapMs(stored.totals) : null,
    eta: null, // use-cases/show-execution.ts
    stopping:
      row.status === "STOPPING"
        ? {
            askedAt: audit.find(({ action }) => action === "stop")?.at ?? row.updated,
            by: audit.find(({ action }) => action === "stop")?.actor ?? null,
            usualGapMs: commitGapMs(stored.totals),
          }
        : null,
  };
}

function maskedMessage(message: unknown, secrets: readonly string[]): string | null {
  const text = toText(message);
  return text?.trim() ? maskText(text, secrets) : null;
}

function goodDurationMs({ layout }: ReadContext, { lastGood }: Neighbourhood): number | null {
  return lastGood && durationMs(toDate(lastGood.started, layout.timeZone), toDate(lastGood.ended, layout.timeZone));
}

/** Of the job and of its steps, the step's that failed first; empty ones are left out. */
function contextsOf(
  { layout: { generation } }: ReadContext,
  around: Neighbourhood,
  rows: readonly StoredStep[],
  secrets: readonly string[],
): ContextView[] {
  const job = {
    owner: "job" as const,
    stepExecutionId: null,
    stepName: null,
    shortContext: toText(around.self.shortContext),
    serializedContext: toText(around.self.serializedContext),
  };
  const steps = rows
    .filter(({ shortContext }) => shortContext !== null)
    .map((step) => ({
      owner: "step" as const,
      stepExecutionId: step.id,
      stepName: step.name,
      shortContext: step.shortContext,
      serializedContext: step.serializedContext,
    }));
  return [...(job.shortContext === null ? [] : [job]), ...steps].map((stored) =>
    contextView(stored, generation, secrets),
  );
}

function neighboursOf({ layout }: ReadContext, around: Neighbourhood): ExecutionView["neighbours"] {
  const link = (record: Readonly<Record<string, unknown>> | null | undefined): ExecutionLink | null =>
    record
      ? {
          id: String(record.id),
          status: toStatus(record.status).status,
          started: toInstant(toDate(record.started, layout.timeZone)),
        }
      : null;
  const index = around.attempts.findIndex(({ kind }) => kind === "self");
  return {
    previousOfJob: link(around.previousOfJob),
    nextOfJob: link(around.nextOfJob),
    previousAttempt: index > 0 ? link(around.attempts[index - 1]) : null,
    nextAttempt: link(around.attempts[index + 1]),
    lastGood: link(around.lastGood),
  };
}
