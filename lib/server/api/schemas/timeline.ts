import "server-only";
import { z } from "zod";
import type { TimelineView } from "@/lib/shared/views";
import { component } from "./component";
import { batchStatus, id, instant, milliseconds, number, text } from "./values";

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
