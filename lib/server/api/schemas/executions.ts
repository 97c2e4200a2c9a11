import "server-only";
import { z } from "zod";
import type {
  CauseView,
  ChangesView,
  CompareView,
  ContextNode,
  ContextView,
  ExecutionActions,
  ExecutionLink,
  ExecutionPage,
  ExecutionRow,
  ExecutionView,
  LaunchPreviewView,
  ParameterView,
  PartitionSummary,
  PartitionsView,
  RestartPreviewView,
  StepHistoryView,
  StepView,
  StripCell,
  TimelineView,
} from "@/lib/shared/views";
import {
  actionState,
  auditEntry,
  batchStatus,
  component,
  id,
  instant,
  keyParameter,
  milliseconds,
  number,
  page,
  text,
} from "./common";
import { flow } from "./flow";

export const liveness = z.enum(["running", "suspect", "lost", "stopping"]).nullable();

export const durationDoubt = component(
  "DurationDoubt",
  "Why a duration is not to be trusted, and the span as the rows give it.",
  z.strictObject({ kind: z.enum(["negative", "clocks-set-back"]), ms: number }),
).nullable();

export const executionRow = component(
  "ExecutionRow",
  "A JobExecution as a list shows it.",
  z.strictObject({
    id,
    version: number.meta({ description: "For `expectedVersion` of an action." }),
    stepsVersion: number.meta({ description: "For `expectedStepsVersion` of an action: moves with every chunk." }),
    instanceId: id.nullable(),
    jobName: text.nullable(),
    status: batchStatus,
    storedStatus: text.nullable().meta({ description: "What STATUS holds when it is no status word." }),
    exitCode: text.nullable(),
    exitMessageFirstLine: text.nullable().meta({ description: "Its deepest cause." }),
    attempt: number,
    attempts: number,
    created: instant.nullable(),
    started: instant.nullable(),
    ended: instant.nullable(),
    updated: instant.nullable(),
    durationMs: milliseconds,
    durationDoubt,
    usualMs: milliseconds.meta({ description: "Median of the recent completed executions of the job." }),
    slowMs: milliseconds.meta({ description: "95th percentile of the same." }),
    currentStep: text.nullable(),
    failedStep: text.nullable(),
    read: number,
    written: number,
    filtered: number,
    skipped: number,
    rollbacks: number,
    commits: number,
    keyParameters: z.array(keyParameter),
    requestedBy: text.nullable(),
    host: text.nullable(),
    liveness: liveness.meta({ description: "Null when it is not running." }),
  }),
) satisfies z.ZodType<ExecutionRow>;

export const executionPage = component(
  "ExecutionPage",
  "Executions, newest first.",
  page(executionRow),
) satisfies z.ZodType<ExecutionPage>;

export const executionRows = component("ExecutionRows", "Executions, newest first.", z.array(executionRow));

export const stripCell = component(
  "StripCell",
  "One run of a strip.",
  z.strictObject({ id, status: batchStatus, started: instant.nullable(), durationMs: milliseconds }),
) satisfies z.ZodType<StripCell>;

export const cause = component(
  "Cause",
  "An exit message taken apart, the deepest cause first.",
  z.strictObject({
    step: text.nullable(),
    exitCode: text.nullable(),
    causes: z.array(z.strictObject({ headline: text, frames: z.array(text) })),
    place: z
      .strictObject({
        commits: number,
        written: number,
        items: z
          .strictObject({ from: number, to: number })
          .nullable()
          .meta({ description: "Of the chunk that was rolled back." }),
      })
      .nullable()
      .meta({ description: "How far the step had come." }),
    truncated: z.boolean().meta({ description: "The text fills its column, so its end may be missing." }),
    raw: text,
  }),
) satisfies z.ZodType<CauseView>;

export const step = component(
  "StepExecution",
  "A StepExecution with its counts.",
  z.strictObject({
    id,
    version: number,
    name: text,
    order: number,
    type: z.enum(["chunk", "tasklet", "partition-manager", "partition-worker", "flow", "job"]).nullable(),
    managerId: id.nullable(),
    status: batchStatus,
    storedStatus: text.nullable(),
    exitCode: text.nullable(),
    exitMessage: text.nullable(),
    created: instant.nullable(),
    started: instant.nullable(),
    ended: instant.nullable(),
    updated: instant.nullable(),
    durationMs: milliseconds,
    durationDoubt,
    usualMs: milliseconds,
    share: number.nullable().meta({ description: "Of the execution's duration, 0 to 1." }),
    read: number,
    filtered: number,
    written: number,
    readSkips: number,
    processSkips: number,
    writeSkips: number,
    commits: number,
    rollbacks: number,
    itemsPerSecond: number.nullable(),
    chunkSize: number.nullable(),
  }),
) satisfies z.ZodType<StepView>;

export const steps = component(
  "StepList",
  "Steps of an execution in the order of starting, without partition workers.",
  z.strictObject({ readAt: instant, executionId: id, items: z.array(step) }),
);

export const timeline = component(
  "Timeline",
  "Attempts as lanes on one axis; idle time is folded.",
  z.strictObject({
    segments: z.array(z.strictObject({ from: instant, to: instant, weight: number, gapMs: number.nullable() })),
    lanes: z.array(
      z.strictObject({
        executionId: id,
        attempt: number,
        status: batchStatus,
        bars: z.array(
          z.strictObject({
            stepExecutionId: id.nullable(),
            stepName: text,
            status: batchStatus,
            created: instant.nullable(),
            started: instant.nullable(),
            ended: instant.nullable(),
            durationMs: milliseconds,
            offset: number,
            width: number,
            read: number,
            written: number,
            partitions: z.strictObject({ total: number, done: number, failed: number }).nullable(),
          }),
        ),
        notReached: z.array(text),
        skippedAsComplete: z.array(text),
      }),
    ),
  }),
) satisfies z.ZodType<TimelineView>;

export const parameter = component(
  "Parameter",
  "A job parameter; the value of a secret is masked.",
  z.strictObject({
    name: text,
    type: z.enum(["STRING", "LONG", "DOUBLE", "DATE", "OTHER"]),
    storedType: text,
    value: text.nullable(),
    identifying: z.boolean(),
    masked: z.boolean(),
    lost: z.boolean().meta({ description: "An upgrade from 4.x dropped the column it was in." }),
    changedFromLast: z.boolean().nullable(),
    lastValue: text.nullable(),
  }),
) satisfies z.ZodType<ParameterView>;

export const contextNode: z.ZodType<ContextNode> = component(
  "ContextNode",
  "A node of a decoded ExecutionContext.",
  z.strictObject({
    key: text,
    type: z.enum(["null", "boolean", "string", "integer", "long", "double", "date", "list", "map", "java"]),
    javaType: text.nullable(),
    value: text.nullable(),
    get children(): z.ZodArray<z.ZodType<ContextNode>> {
      return z.array(contextNode);
    },
  }),
);

export const context = component(
  "Context",
  "A stored ExecutionContext as a tree and as it stands, secrets masked.",
  z.strictObject({
    owner: z.enum(["job", "step"]),
    stepExecutionId: id.nullable(),
    stepName: text.nullable(),
    format: z.enum(["json", "jackson", "java", "empty", "unreadable"]),
    nodes: z.array(contextNode),
    raw: text,
    truncated: z.boolean(),
    problem: text.nullable(),
  }),
) satisfies z.ZodType<ContextView>;

const previewFields = {
  decision: z.enum(["new-instance", "restart", "rerun", "refused"]),
  instanceId: id.nullable(),
  lastExecutionId: id.nullable(),
  attempt: number,
  code: text.nullable(),
  reason: text.nullable().meta({ description: "Why it is refused." }),
  identifying: z.array(keyParameter),
  problems: z.record(text, text).meta({ description: "By parameter; the empty name is for all of them together." }),
};

export const launchPreview = component(
  "LaunchPreview",
  "What a launch would do. Nothing was written.",
  z.strictObject(previewFields),
) satisfies z.ZodType<LaunchPreviewView>;

export const restartPreview = component(
  "RestartPreview",
  "What a restart would do, step by step. Nothing was written.",
  z.strictObject({
    ...previewFields,
    declared: z
      .boolean()
      .meta({ description: "False when only rows are known, as of a job that another application has." }),
    steps: z.array(
      z.strictObject({
        name: text,
        will: z.enum(["skip", "run", "continue"]),
        from: z.array(z.strictObject({ key: text, value: text })).nullable(),
      }),
    ),
  }),
) satisfies z.ZodType<RestartPreviewView>;

const link = component(
  "ExecutionLink",
  "A neighbouring execution.",
  z.strictObject({ id, status: batchStatus, started: instant.nullable() }),
) satisfies z.ZodType<ExecutionLink>;

export { link as executionLink };

export const partitionSummary = component(
  "PartitionSummary",
  "The workers of a partitioned step, counted.",
  z.strictObject({
    managerId: id,
    managerName: text,
    total: number,
    completed: number,
    running: number,
    failed: number,
    read: number,
    written: number,
    skipped: number,
  }),
) satisfies z.ZodType<PartitionSummary>;

export const executionActions = component(
  "ExecutionActions",
  "What may be done to an execution.",
  z.strictObject({
    stop: actionState,
    restart: actionState,
    runAgain: actionState,
    abandon: actionState,
    recover: actionState,
  }),
) satisfies z.ZodType<ExecutionActions>;

const changes = component(
  "Changes",
  "What differs from the last execution of the job that went well.",
  z.strictObject({
    against: link,
    againstMs: milliseconds,
    parameters: z.array(
      z.strictObject({ name: text, before: text.nullable(), now: text.nullable(), identifying: z.boolean() }),
    ),
    reads: z.array(z.strictObject({ step: text, before: number, now: number })),
    newSteps: z.array(text),
  }),
) satisfies z.ZodType<ChangesView>;

export const execution = component(
  "Execution",
  "Everything about one JobExecution.",
  z.strictObject({
    readAt: instant,
    row: executionRow,
    jobKey: text.nullable(),
    version: number.meta({ description: "For `expectedVersion` of an action." }),
    launchable: z.boolean(),
    exitMessage: text.nullable(),
    cause: cause.nullable(),
    steps: z.array(step),
    partitions: z.array(partitionSummary),
    timeline,
    flow: flow.nullable(),
    parameters: z.array(parameter),
    contexts: z.array(context),
    audit: z.array(auditEntry),
    actions: executionActions,
    changes: changes.nullable(),
    usualGapMs: milliseconds.meta({ description: "Between two commits of the step it is in." }),
    restartPreview: restartPreview.nullable(),
    neighbours: z.strictObject({
      previousOfJob: link.nullable(),
      nextOfJob: link.nullable(),
      previousAttempt: link.nullable(),
      nextAttempt: link.nullable(),
      lastGood: link.nullable(),
    }),
    stopping: z.strictObject({ askedAt: instant.nullable(), by: text.nullable(), usualGapMs: milliseconds }).nullable(),
  }),
) satisfies z.ZodType<ExecutionView>;

export const stepHistory = component(
  "StepHistory",
  "How a step has been doing in the executions of its job before; figures are of those that completed.",
  z.strictObject({
    readAt: instant,
    stepName: text,
    completed: number,
    minMs: milliseconds,
    medianMs: milliseconds,
    p95Ms: milliseconds,
    maxMs: milliseconds,
    medianRead: z.number().nullable(),
    runs: z.array(
      z.strictObject({
        id,
        stepExecutionId: id,
        status: batchStatus,
        started: instant.nullable(),
        durationMs: milliseconds,
        read: number,
      }),
    ),
  }),
) satisfies z.ZodType<StepHistoryView>;

export const partitions = component(
  "Partitions",
  "Workers of one manager: failed ones first, then the silent and the slow ones.",
  z.strictObject({ readAt: instant, summary: partitionSummary, workers: page(step) }),
) satisfies z.ZodType<PartitionsView>;

const comparedStep = component(
  "ComparedStep",
  "A step as it stands after an execution, whichever attempt at its instance ran it.",
  step.extend({
    executionId: id.meta({ description: "The attempt that last ran it." }),
    attempts: z.number().meta({ description: "How many attempts its counts are the sums of." }),
  }),
);

export const comparison = component(
  "Comparison",
  "Two executions side by side.",
  z.strictObject({
    readAt: instant,
    a: executionRow,
    b: executionRow,
    parameters: z.array(z.strictObject({ name: text, a: text.nullable(), b: text.nullable(), same: z.boolean() })),
    steps: z.array(z.strictObject({ name: text, a: comparedStep.nullable(), b: comparedStep.nullable() })),
    divergesAt: text.nullable().meta({ description: "First step whose outcome differs." }),
    contexts: z
      .array(z.strictObject({ step: text, key: text, a: text.nullable(), b: text.nullable() }))
      .meta({ description: "Entries of the steps' contexts that differ." }),
    causeA: cause.nullable(),
    causeB: cause.nullable(),
  }),
) satisfies z.ZodType<CompareView>;
