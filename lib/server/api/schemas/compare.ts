import "server-only";
import { z } from "zod";
import type { CompareView } from "@/lib/shared/views";
import { cause } from "./cause";
import { component } from "./component";
import { executionRow } from "./execution-row";
import { step } from "./step";
import { id, instant, text } from "./values";

const comparedStep = component(
  "ComparedStep",
  "A step as it stands after an execution, whichever attempt at its instance ran it.",
  step.extend({
    executionId: id.meta({ description: "The attempt that last ran it." }),
    attempts: z.number().meta({ description: "How many attempts its counts are the sums of." }),
  }),
);

export const comparison = component(
  "Comparison",
  "Two executions side by side.",
  z.strictObject({
    readAt: instant,
    a: executionRow,
    b: executionRow,
    parameters: z.array(z.strictObject({ name: text, a: text.nullable(), b: text.nullable(), same: z.boolean() })),
    steps: z.array(z.strictObject({ name: text, a: comparedStep.nullable(), b: comparedStep.nullable() })),
    divergesAt: text.nullable().meta({ description: "First step whose outcome differs." }),
    contexts: z
      .array(z.strictObject({ step: text.nullable(), key: text, a: text.nullable(), b: text.nullable() }))
      .meta({ description: "Entries of the contexts that differ; `step` is null for the context of the job." }),
    causeA: cause.nullable(),
    causeB: cause.nullable(),
  }),
) satisfies z.ZodType<CompareView>;
