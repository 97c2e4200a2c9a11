import "server-only";
import { z } from "zod";
import type { CountCard, OverviewView } from "@/lib/shared/views";
import { component } from "./component";
import { executionRow, stripCell } from "./execution-row";
import { runningRow } from "./running";
import { batchStatus, count, id, instant, number, text } from "./values";

/** The filter as the list takes it apart; its one text form is the query string. */
const filter = component(
  "ExecutionFilter",
  "The filter of a list of executions.",
  z.strictObject({
    job: z.array(text),
    notJob: z.array(text),
    status: z.array(batchStatus),
    exit: z.array(text),
    parameters: z.array(z.strictObject({ name: text, value: text })),
    started: text.nullable(),
    duration: text.nullable(),
    skips: text.nullable(),
    rollbacks: text.nullable(),
    text: text.nullable(),
    instance: text.nullable(),
    id: text.nullable(),
    stuck: z.boolean(),
  }),
);

const card = component(
  "CountCard",
  "A number and the filter of the list it counts.",
  z.strictObject({ count, filter }),
) satisfies z.ZodType<CountCard>;

export const overview = component(
  "Overview",
  "How the shift stands.",
  z.strictObject({
    readAt: instant,
    since: instant,
    failed: card,
    running: card,
    stopping: card,
    stuck: card,
    stopped: card,
    completed: card,
    late: number.meta({ description: "Jobs that start regularly and have not." }),
    jobs: z.array(
      z.strictObject({
        jobName: text,
        launchable: z.boolean(),
        last: executionRow.nullable(),
        lastSuccess: instant.nullable(),
        overdueSince: instant.nullable().meta({ description: "When a regular job should have started and did not." }),
        strip: z.array(stripCell),
      }),
    ),
    failures: z.array(
      z.strictObject({
        id,
        jobName: text.nullable(),
        step: text.nullable(),
        ended: instant.nullable(),
        firstLine: text.nullable(),
      }),
    ),
    live: z.array(runningRow),
  }),
) satisfies z.ZodType<OverviewView>;
