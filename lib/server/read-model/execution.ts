import "server-only";
import { isRunning } from "batch-core/model";
import type {
  CauseView,
  ContextView,
  ExecutionLink,
  ExecutionView,
  PartitionSummary,
  StepView,
} from "@/lib/shared/views";
import type { Actor } from "../actor";
import { maskText, secretValues } from "../masking";
import type { ServerMessages } from "../messages";
import { executionActions } from "./actions";
import { auditOf } from "./audit";
import { readCause } from "./cause";
import { placeOf } from "./cause-place";
import { changesSince } from "./changes";
import { contextView } from "./contexts";
import { type Neighbourhood, readNeighbourhood } from "./execution-neighbourhood";
import { type StoredExecution, toStored } from "./execution-rows";
import { declaredFlow, inferredFlow, type OutcomeOf, type StepOutcome } from "./flow-view";
import { type KnownJob, type KnownStep, rowSteps, secretNamesOf } from "./job-catalogue";
import { commitGapMs } from "./liveness";
import { parameterViews } from "./parameter-views";
import { parametersOf } from "./parameters";
import type { ReadContext } from "./read-context";
import { outlineRestart } from "./restart-outline";
import { type StoredStep, stepRowsOf, stepView } from "./step-rows";
import { managerOf, type StepGroup, stepGroupsOf } from "./step-totals";
import { type Lane, layOutTimeline } from "./timeline";
import { durationMs, toDate, toId, toInstant, toStatus, toText } from "./values";

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
    usualGapMs: isRunning(row.status) ? commitGapMs(stored.totals) : null,
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

/** What came of each step up to this attempt: in it, or completed in one before. */
function outcomesOf(id: string, rows: readonly StoredStep[]): OutcomeOf {
  const outcomes = new Map<string, StepOutcome>();
  for (const step of attemptedSteps(rows, id)) {
    const isEarlier = step.executionId !== id;
    if (!isEarlier || step.status === "COMPLETED") {
      outcomes.set(step.name, { status: step.status, exitCode: step.exitCode, isEarlier });
    }
  }
  return (name) => outcomes.get(name) ?? null;
}

/** Steps of this attempt and of those before it, without partition workers, in the order of their ids. */
function attemptedSteps(rows: readonly StoredStep[], id: string): StoredStep[] {
  return rows.filter(({ executionId, isColon }) => !isColon && BigInt(executionId) <= BigInt(id));
}

function goodDurationMs({ layout }: ReadContext, { lastGood }: Neighbourhood): number | null {
  return lastGood && durationMs(toDate(lastGood.started, layout.timeZone), toDate(lastGood.ended, layout.timeZone));
}

/** Managers of partitioned steps with the groups of their workers. */
function managersOf(groups: readonly StepGroup[], rows: readonly StoredStep[]): Map<StoredStep, StepGroup[]> {
  const managers = new Map<StoredStep, StepGroup[]>();
  for (const workers of groups) {
    const manager = workers.isColon ? managerOf(workers, groups) : null;
    const row = manager && rows.find((step) => !step.isColon && BigInt(step.id) === manager.firstId);
    if (row) managers.set(row, [...(managers.get(row) ?? []), workers]);
  }
  return managers;
}

function partitionSummary(manager: StoredStep, workers: readonly StepGroup[]): PartitionSummary {
  const sum = (count: (group: StepGroup) => number) => workers.reduce((total, group) => total + count(group), 0);
  return {
    managerId: manager.id,
    managerName: manager.name,
    total: sum(({ rows }) => rows),
    completed: sum(({ completed }) => completed),
    running: sum(({ running }) => running),
    failed: sum(({ failed }) => failed),
    read: sum(({ read }) => read),
    written: sum(({ written }) => written),
    skipped: sum(({ skipped }) => skipped),
  };
}

/** As stored, without partition workers, which have a page of their own. */
function stepsOf(
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
function withoutWorkers(
  rows: readonly StoredStep[],
  managers: ReadonlyMap<StoredStep, readonly StepGroup[]>,
): readonly StoredStep[] {
  const workers = new Set([...managers.values()].flat().map(({ name }) => name));
  return rows.filter(({ name, isColon }) => !isColon || !workers.has(name.split(":", 1)[0] ?? ""));
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

/** What an execution says that ended because it was asked to. */
function isInterruption(message: string): boolean {
  return /^(?:org\.springframework\.batch\.core\.(?:job\.)?)?JobInterruptedE(?:xception|rror)\b/.test(
    message.trimStart(),
  );
}

/** What the execution says of its end; the step that failed says it more fully where the job's own text was cut. */
function causeOf(stored: StoredExecution, rows: readonly StoredStep[], secrets: readonly string[]): CauseView | null {
  const { row, record } = stored;
  if (row.status === "COMPLETED" || isRunning(row.status)) return null;
  const failed = rows.filter(({ status }) => status === "FAILED" || status === "UNKNOWN" || status === "ABANDONED");
  const step = failed.find(({ name, isColon }) => !isColon && name === row.failedStep) ?? failed[0];
  const own = toText(record.exitMessage) ?? "";
  const message = step?.exitMessage && step.exitMessage.length >= own.length ? step.exitMessage : own;
  const stoppedOnRequest = row.status === "STOPPED" && (isInterruption(message) || (message.trim() === "" && !step));
  if (stoppedOnRequest) return null;
  const raw = maskText(message, secrets);
  return {
    step: step?.name ?? row.failedStep,
    exitCode: step?.exitCode ?? row.exitCode,
    ...readCause(raw),
    place: placeOf(step),
    raw,
    truncated: readCause(message).truncated,
  };
}

function timelineOf(
  context: ReadContext,
  around: Neighbourhood,
  rows: readonly StoredStep[],
  groups: ReadonlyMap<string, readonly StepGroup[]>,
  job: KnownJob | undefined,
): ExecutionView["timeline"] {
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
      declaredSteps: job ? rowSteps(job).map(({ name }) => name) : null,
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
          partitions: workers ? foldPartitions(workers) : null,
        };
      }),
    };
  });
  return layOutTimeline(lanes, context.now());
}

function foldPartitions(workers: readonly StepGroup[]): { total: number; done: number; failed: number } {
  const sum = (count: (group: StepGroup) => number) => workers.reduce((total, group) => total + count(group), 0);
  return {
    total: sum(({ rows }) => rows),
    done: sum(({ completed }) => completed),
    failed: sum(({ failed }) => failed),
  };
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
