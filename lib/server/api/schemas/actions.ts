import "server-only";
import { z } from "zod";
import type { ActionState, ExecutionActions } from "@/lib/shared/views";
import { component } from "./component";
import { text } from "./values";

export const actionState = component(
  "ActionState",
  "Whether something may be done, and if not why.",
  z.strictObject({ enabled: z.boolean(), reason: text.nullable() }),
) satisfies z.ZodType<ActionState>;

export const executionActions = component(
  "ExecutionActions",
  "What may be done to an execution.",
  z.strictObject({
    stop: actionState,
    restart: actionState,
    runAgain: actionState,
    abandon: actionState,
    recover: actionState,
  }),
) satisfies z.ZodType<ExecutionActions>;
