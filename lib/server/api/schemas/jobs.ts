import "server-only";
import { z } from "zod";
import type { JobStats, JobsView } from "@/lib/shared/views";
import { component } from "./component";
import { executionRow, stripCell } from "./execution-row";
import { count, instant, milliseconds, number, text } from "./values";

export const jobStats = component(
  "JobStats",
  "Numbers over the recent executions of one job.",
  z.strictObject({
    executions: count,
    instances: count,
    sample: number,
    successRate: number.nullable().meta({ description: "Completed among the ended, 0 to 1." }),
    meanMs: milliseconds,
    medianMs: milliseconds,
    p95Ms: milliseconds,
  }),
) satisfies z.ZodType<JobStats>;

export const jobs = component(
  "Jobs",
  "Every job that is installed here or has rows.",
  z.strictObject({
    readAt: instant,
    jobs: z.array(
      z.strictObject({
        name: text,
        description: text.nullable(),
        launchable: z.boolean(),
        stats: jobStats,
        runningNow: number,
        last: executionRow.nullable(),
        overdueSince: instant.nullable().meta({ description: "When a regular job should have started and did not." }),
        strip: z.array(stripCell),
      }),
    ),
  }),
) satisfies z.ZodType<JobsView>;
