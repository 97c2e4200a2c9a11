import "server-only";
import { BATCH_STATUSES } from "batch-core/model";
import { z } from "zod";
import { isId } from "@/lib/shared/ids";
import type { Count } from "@/lib/shared/views";
import { component } from "./component";

export const id = component(
  "Id",
  "A BIGINT as decimal digits.",
  z
    .string()
    .regex(/^\d{1,19}$/)
    .refine(isId, "expected an id"),
);

export const instant = component(
  "Instant",
  "ISO 8601 in UTC with milliseconds.",
  z.string().regex(/^\d{4,6}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/),
);

export const batchStatus = component("BatchStatus", "Spring Batch's words.", z.enum(BATCH_STATUSES));

export const text = z.string();

export const number = z.number();

export const milliseconds = z.number().nullable();

export const count = component(
  "Count",
  "A number that was counted only so far: there are more than `value` when `capped`.",
  z.strictObject({ value: number, capped: z.boolean() }),
) satisfies z.ZodType<Count>;
