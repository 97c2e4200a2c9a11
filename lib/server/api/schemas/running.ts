import "server-only";
import { z } from "zod";
import type { Eta, RunningBoardView } from "@/lib/shared/views";
import { component } from "./component";
import { liveness } from "./execution-row";
import { batchStatus, id, instant, milliseconds, number, text } from "./values";

export const eta = component(
  "Eta",
  "When an execution should be done, and what that guess rests on.",
  z.strictObject({ at: instant, basis: z.enum(["usual-duration", "usual-items"]) }),
) satisfies z.ZodType<Eta>;

export const runningRow = component(
  "RunningRow",
  "An execution at work.",
  z.strictObject({
    id,
    jobName: text.nullable(),
    instanceId: id.nullable(),
    status: batchStatus,
    liveness,
    started: instant.nullable(),
    elapsedMs: milliseconds,
    usualMs: milliseconds,
    slowMs: milliseconds,
    step: z.strictObject({ name: text, index: number, of: number.nullable() }).nullable(),
    read: number,
    written: number,
    skipped: number,
    readPerSecond: number.nullable(),
    writtenPerSecond: number.nullable(),
    lastCommit: instant.nullable(),
    partitions: z.strictObject({ done: number, total: number }).nullable(),
    host: text.nullable(),
    requestedBy: text.nullable(),
    eta: eta.nullable(),
  }),
);

export const runningBoard = component(
  "RunningBoard",
  "What runs now; `waiting` are asked for and wait for a free slot.",
  z.strictObject({ readAt: instant, rows: z.array(runningRow), waiting: number }),
) satisfies z.ZodType<RunningBoardView>;
