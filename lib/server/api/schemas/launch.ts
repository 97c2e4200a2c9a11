import "server-only";
import { z } from "zod";
import type { FieldView, LaunchFormView } from "@/lib/shared/views";
import { actionState } from "./actions";
import { component } from "./component";
import { executionLink } from "./execution-row";
import { instant, text } from "./values";

export const field = component(
  "ParameterField",
  "A declared parameter of a job.",
  z.strictObject({
    name: text,
    kind: z.enum(["text", "long", "double", "date", "datetime", "choice", "boolean", "secret"]),
    title: text,
    help: text.nullable(),
    required: z.boolean(),
    default: text.nullable(),
    identifying: z.boolean(),
    choices: z.array(text).nullable(),
    minimum: text.nullable(),
    maximum: text.nullable(),
    pattern: text.nullable(),
    incrementerNext: text
      .nullable()
      .meta({ description: "What the incrementer would give; the field may stay empty." }),
    lastValues: z.array(text),
  }),
) satisfies z.ZodType<FieldView>;

export const launchForm = component(
  "LaunchForm",
  "What can be given to a launch, and with what values the form begins.",
  z.strictObject({
    readAt: instant,
    jobName: text,
    description: text.nullable(),
    fields: z.array(field),
    values: z.record(text, text),
    from: executionLink.nullable(),
    launch: actionState,
    hasIncrementer: z.boolean(),
  }),
) satisfies z.ZodType<LaunchFormView>;
