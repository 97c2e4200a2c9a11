import "server-only";
import { z } from "zod";
import type {
  FieldView,
  InstanceRow,
  InstanceView,
  JobStats,
  JobsView,
  JobView,
  LaunchFormView,
  Page,
} from "@/lib/shared/views";
import {
  actionState,
  batchStatus,
  component,
  count,
  id,
  instant,
  keyParameter,
  milliseconds,
  number,
  page,
  text,
} from "./common";
import { executionActions, executionLink, executionRow, parameter, stripCell, timeline } from "./executions";
import { flow } from "./flow";

const statsFields = {
  executions: count,
  instances: count,
  sample: number,
  successRate: number.nullable().meta({ description: "Completed among the ended, 0 to 1." }),
  meanMs: milliseconds,
  medianMs: milliseconds,
  p95Ms: milliseconds,
};

export const jobStats = component(
  "JobStats",
  "Numbers over the recent executions of one job.",
  z.strictObject(statsFields),
) satisfies z.ZodType<JobStats>;

export const jobs = component(
  "Jobs",
  "Every job that is installed here or has rows.",
  z.strictObject({
    readAt: instant,
    jobs: z.array(
      z.strictObject({
        name: text,
        description: text.nullable(),
        launchable: z.boolean(),
        stats: jobStats,
        runningNow: number,
        last: executionRow.nullable(),
        strip: z.array(stripCell),
      }),
    ),
  }),
) satisfies z.ZodType<JobsView>;

export const field = component(
  "ParameterField",
  "A declared parameter of a job.",
  z.strictObject({
    name: text,
    kind: z.enum(["text", "long", "double", "date", "datetime", "choice", "boolean", "secret"]),
    title: text,
    help: text.nullable(),
    required: z.boolean(),
    default: text.nullable(),
    identifying: z.boolean(),
    choices: z.array(text).nullable(),
    minimum: text.nullable(),
    maximum: text.nullable(),
    pattern: text.nullable(),
    incrementerNext: text
      .nullable()
      .meta({ description: "What the incrementer would give; the field may stay empty." }),
    lastValues: z.array(text),
  }),
) satisfies z.ZodType<FieldView>;

export const instanceRow = component(
  "InstanceRow",
  "A JobInstance with its last attempt.",
  z.strictObject({
    id,
    jobName: text,
    jobKey: text,
    parameters: z.array(keyParameter),
    attempts: number,
    firstStarted: instant.nullable(),
    lastExecutionId: id.nullable(),
    lastStatus: batchStatus.nullable(),
    lastEnded: instant.nullable(),
    totalMs: milliseconds,
  }),
) satisfies z.ZodType<InstanceRow>;

export const instancePage = component(
  "InstancePage",
  "Instances of a job, newest first; cursors are instance ids.",
  page(instanceRow),
) satisfies z.ZodType<Page<InstanceRow>>;

export const instance = component(
  "Instance",
  "One JobInstance with its attempts, oldest first.",
  z.strictObject({
    readAt: instant,
    instance: instanceRow,
    parameters: z.array(parameter),
    attempts: z.array(z.strictObject({ row: executionRow, changed: z.array(keyParameter) })),
    timeline,
    actions: executionActions.nullable(),
  }),
) satisfies z.ZodType<InstanceView>;

export const job = component(
  "Job",
  "One job: definition, numbers, trend and grid.",
  z.strictObject({
    readAt: instant,
    name: text,
    description: text.nullable(),
    launchable: z.boolean(),
    launch: actionState,
    restartable: z.boolean(),
    hasIncrementer: z.boolean(),
    fields: z.array(field),
    flow: flow.nullable(),
    steps: z.array(
      z.strictObject({
        stepName: text,
        runs: number,
        failures: number,
        medianMs: milliseconds,
        p95Ms: milliseconds,
        shareOfRun: number.nullable(),
      }),
    ),
    stats: jobStats,
    trend: z.array(
      z.strictObject({
        id,
        status: batchStatus,
        started: instant.nullable(),
        durationMs: milliseconds,
        read: number,
        written: number,
        skipped: number,
      }),
    ),
    grid: z.strictObject({
      steps: z.array(text),
      runs: z.array(stripCell),
      cells: z
        .array(
          z.array(
            z
              .strictObject({ executionId: id, stepExecutionId: id, status: batchStatus, durationMs: milliseconds })
              .nullable(),
          ),
        )
        .meta({ description: "`cells[run][step]`; of an earlier attempt where that had completed the step" }),
    }),
    instances: instancePage,
    recent: z.array(executionRow),
  }),
) satisfies z.ZodType<JobView>;

export const launchForm = component(
  "LaunchForm",
  "What can be given to a launch, and with what values the form begins.",
  z.strictObject({
    readAt: instant,
    jobName: text,
    description: text.nullable(),
    fields: z.array(field),
    values: z.record(text, text),
    from: executionLink.nullable(),
    launch: actionState,
    hasIncrementer: z.boolean(),
  }),
) satisfies z.ZodType<LaunchFormView>;
