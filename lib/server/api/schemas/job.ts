import "server-only";
import { z } from "zod";
import type { JobView } from "@/lib/shared/views";
import { actionState } from "./actions";
import { component } from "./component";
import { executionRow, stripCell } from "./execution-row";
import { flow } from "./flow";
import { instancePage } from "./instance";
import { jobStats } from "./jobs";
import { field } from "./launch";
import { batchStatus, id, instant, milliseconds, number, text } from "./values";

export const job = component(
  "Job",
  "One job: definition, numbers, trend and grid.",
  z.strictObject({
    readAt: instant,
    name: text,
    description: text.nullable(),
    launchable: z.boolean(),
    launch: actionState,
    restartable: z.boolean(),
    hasIncrementer: z.boolean(),
    fields: z.array(field),
    flow: flow.nullable(),
    steps: z.array(
      z.strictObject({
        stepName: text,
        runs: number,
        failures: number,
        medianMs: milliseconds,
        p95Ms: milliseconds,
        shareOfRun: number.nullable(),
      }),
    ),
    stats: jobStats,
    trend: z.array(z.strictObject({ ...stripCell.shape, read: number, written: number, skipped: number })),
    grid: z.strictObject({
      steps: z.array(text),
      runs: z.array(stripCell),
      cells: z
        .array(
          z.array(
            z
              .strictObject({ executionId: id, stepExecutionId: id, status: batchStatus, durationMs: milliseconds })
              .nullable(),
          ),
        )
        .meta({ description: "`cells[run][step]`; of an earlier attempt where that had completed the step" }),
    }),
    instances: instancePage,
    recent: z.array(executionRow),
  }),
) satisfies z.ZodType<JobView>;
