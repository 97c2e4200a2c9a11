import "server-only";
import { z } from "zod";
import type { BulkItemView, BulkOperationView, BulkPreviewView } from "@/lib/shared/views";
import { component } from "./component";
import { batchStatus, id, instant, number, text } from "./values";

export const bulkAction = z.enum(["stop", "restart", "abandon", "recover"]);

export const bulkItemState = z.enum(["PENDING", "WORKING", "DONE", "REFUSED", "FAILED", "INELIGIBLE"]);

export const bulkPreview = component(
  "BulkPreview",
  "What a bulk operation would do to whom, and why not to the others. Nothing was written.",
  z.strictObject({
    readAt: instant,
    action: bulkAction,
    matched: number,
    eligible: number,
    rows: z.array(
      z.strictObject({
        executionId: id,
        jobName: text.nullable(),
        status: batchStatus.nullable(),
        eligible: z.boolean(),
        reason: text.nullable(),
      }),
    ),
  }),
) satisfies z.ZodType<BulkPreviewView>;

const item = component(
  "BulkItem",
  "What came of one row.",
  z.strictObject({
    position: number,
    executionId: id,
    jobName: text.nullable(),
    beforeStatus: batchStatus.nullable(),
    state: bulkItemState,
    code: text.nullable(),
    message: text.nullable(),
    resultExecutionId: id.nullable().meta({ description: "The execution that a restart began." }),
    updated: instant.nullable(),
  }),
) satisfies z.ZodType<BulkItemView>;

const summary = {
  readAt: instant,
  id,
  action: bulkAction,
  actor: text,
  reason: text.nullable(),
  filter: text
    .nullable()
    .meta({ description: "Query string it was chosen by; null when rows were chosen one by one." }),
  state: z
    .enum(["running", "paused", "interrupted", "done"])
    .meta({ description: "`interrupted`: nobody works on it any more; it can be continued." }),
  created: instant.nullable(),
  updated: instant.nullable(),
  matched: number,
  eligible: number,
  pending: number,
  done: number,
  refused: number,
  failed: number,
  ineligible: number,
};

export const bulkOperation = component(
  "BulkOperation",
  "One action on many executions, how far it is, and what came of each.",
  z.strictObject({
    ...summary,
    items: z.array(item),
    next: number.nullable().meta({ description: "For `after` of the next page; null on the last." }),
  }),
) satisfies z.ZodType<BulkOperationView>;

export const bulkOperations = component(
  "BulkOperations",
  "Bulk operations, newest first, without their rows.",
  z.strictObject({ items: z.array(z.strictObject(summary)), older: id.nullable() }),
);
