import "server-only";
import { z } from "zod";
import type { AuditEntry, AuditPage } from "@/lib/shared/views";
import { component } from "./component";
import { id, instant, text } from "./values";

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

export const auditPage = component(
  "AuditPage",
  "What operators did, newest first.",
  z.strictObject({
    readAt: instant,
    kept: z.boolean().meta({ description: "False where the database has no table for it." }),
    items: z.array(auditEntry),
    older: id.nullable(),
  }),
) satisfies z.ZodType<AuditPage>;
