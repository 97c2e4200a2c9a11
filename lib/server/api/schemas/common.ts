import "server-only";
import { BATCH_STATUSES } from "batch-core/model";
import { z } from "zod";
import { isId } from "@/lib/shared/ids";
import type { ActionState, AuditEntry, Count, KeyParameter } from "@/lib/shared/views";

/** Schemas with a name: the components of the OpenAPI document. One schema validates, documents and types. */
export const components = z.registry<{ id: string }>();

/** Of requests: the document shows what goes in, not what the schema makes of it. */
export const requestComponents = z.registry<{ id: string }>();

/** What each component is, by its name. */
export const componentDescriptions = new Map<string, string>();

export function requestComponent<T extends z.ZodType>(id: string, description: string, schema: T): T {
  requestComponents.add(schema, { id });
  componentDescriptions.set(id, description);
  return schema;
}

/** A component of the document under `id`. */
export function component<T extends z.ZodType>(id: string, description: string, schema: T): T {
  components.add(schema, { id });
  componentDescriptions.set(id, description);
  return schema;
}

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

export const keyParameter = component(
  "KeyParameter",
  "A parameter as a list shows it: secrets masked, the value cut at 250 characters.",
  z.strictObject({ name: text, value: text.nullable(), identifying: z.boolean() }),
) satisfies z.ZodType<KeyParameter>;

export const actionState = component(
  "ActionState",
  "Whether something may be done, and if not why.",
  z.strictObject({ enabled: z.boolean(), reason: text.nullable() }),
) satisfies z.ZodType<ActionState>;

export const auditEntry = component(
  "AuditEntry",
  "What somebody did or tried.",
  z.strictObject({
    id,
    at: instant.nullable(),
    actor: text,
    action: text,
    jobName: text.nullable(),
    instanceId: id.nullable(),
    executionId: id.nullable(),
    reason: text.nullable(),
    beforeStatus: text.nullable(),
    afterStatus: text.nullable(),
    result: text,
    message: text.nullable(),
  }),
) satisfies z.ZodType<AuditEntry>;

/** A page of rows and the cursors of its neighbours. */
export function page<T extends z.ZodType>(items: T) {
  return z.strictObject({
    items: z.array(items),
    newer: text
      .nullable()
      .meta({ description: "Cursor of the page with newer rows, for `after`; null on the newest." }),
    older: text.nullable().meta({ description: "Cursor of the page with older rows, for `before`; null on the last." }),
    searchedTo: id.nullable().meta({
      description:
        "Set when the search stopped at this id before it had found a page full; `older` goes on from there.",
    }),
    total: number,
    totalCapped: z.boolean().meta({ description: "There are more than `total`." }),
    readAt: instant,
  });
}
