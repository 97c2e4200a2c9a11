import "server-only";
import { z } from "zod";
import type { ChangesView, ExecutionView } from "@/lib/shared/views";
import { executionActions } from "./actions";
import { auditEntry } from "./audit";
import { cause } from "./cause";
import { component } from "./component";
import { context } from "./context";
import { executionLink, executionRow } from "./execution-row";
import { flow } from "./flow";
import { parameter } from "./parameters";
import { partitionSummary } from "./partitions";
import { restartPreview } from "./preview";
import { eta } from "./running";
import { step } from "./step";
import { timeline } from "./timeline";
import { instant, milliseconds, number, text } from "./values";

const changes = component(
  "Changes",
  "What differs from the last execution of the job that went well.",
  z.strictObject({
    against: executionLink,
    againstMs: milliseconds,
    skips: z.strictObject({ before: number, now: number }),
    parameters: z.array(
      z.strictObject({ name: text, before: text.nullable(), now: text.nullable(), identifying: z.boolean() }),
    ),
    reads: z.array(z.strictObject({ step: text, before: number, now: number })),
    newSteps: z.array(text),
  }),
) satisfies z.ZodType<ChangesView>;

export const execution = component(
  "Execution",
  "Everything about one JobExecution.",
  z.strictObject({
    readAt: instant,
    row: executionRow,
    jobKey: text.nullable(),
    version: number.meta({ description: "For `expectedVersion` of an action." }),
    launchable: z.boolean(),
    exitMessage: text.nullable(),
    cause: cause.nullable(),
    steps: z.array(step),
    partitions: z.array(partitionSummary),
    timeline,
    flow: flow.nullable(),
    parameters: z.array(parameter),
    contexts: z.array(context),
    audit: z.array(auditEntry),
    actions: executionActions,
    changes: changes.nullable(),
    lastSign: instant.nullable().meta({ description: "When it last moved; null when it is not running." }),
    usualGapMs: milliseconds.meta({ description: "Between two commits of the step it is in." }),
    eta: eta.nullable().meta({ description: "When it should be done, while it runs and something tells." }),
    restartPreview: restartPreview.nullable(),
    neighbours: z.strictObject({
      previousOfJob: executionLink.nullable(),
      nextOfJob: executionLink.nullable(),
      previousAttempt: executionLink.nullable(),
      nextAttempt: executionLink.nullable(),
      lastGood: executionLink.nullable(),
    }),
    stopping: z.strictObject({ askedAt: instant.nullable(), by: text.nullable(), usualGapMs: milliseconds }).nullable(),
  }),
) satisfies z.ZodType<ExecutionView>;
