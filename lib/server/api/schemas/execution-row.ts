import "server-only";
import { z } from "zod";
import type { ExecutionLink, ExecutionPage, ExecutionRow, StripCell } from "@/lib/shared/views";
import { component } from "./component";
import { page } from "./page";
import { keyParameter } from "./parameters";
import { batchStatus, id, instant, milliseconds, number, text } from "./values";

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

export const executionLink = component(
  "ExecutionLink",
  "A neighbouring execution.",
  z.strictObject({ id, status: batchStatus, started: instant.nullable() }),
) satisfies z.ZodType<ExecutionLink>;
