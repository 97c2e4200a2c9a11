import "server-only";
import { z } from "zod";
import type { StepHistoryView, StepView } from "@/lib/shared/views";
import { component } from "./component";
import { durationDoubt, stripCell } from "./execution-row";
import { batchStatus, id, instant, milliseconds, number, text } from "./values";

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
    runs: z.array(z.strictObject({ ...stripCell.shape, stepExecutionId: id, read: number })),
  }),
) satisfies z.ZodType<StepHistoryView>;
