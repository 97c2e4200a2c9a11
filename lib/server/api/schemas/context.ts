import "server-only";
import { z } from "zod";
import type { ContextNode, ContextView } from "@/lib/shared/views";
import { component } from "./component";
import { id, text } from "./values";

const contextNode: z.ZodType<ContextNode> = component(
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
