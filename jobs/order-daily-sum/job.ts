import { defineJob, runIdIncrementer } from "batch-core";
import { z } from "zod";
import { dailySumWriter, paidOnDay } from "./daily-sum.ts";

/** What each user paid on one day. `version` keeps several sums of the same day apart; `run.id` makes the same sum again. */
export const orderDailySumJob = defineJob({
  name: "orderDailySumJob",
  description: "Sums the paid orders of a day, per user",
  parameters: z.object({
    requestDate: z.iso
      .date()
      .meta({ title: "Request date", description: "The day to sum; the example orders are of 2026" }),
    version: z.int().positive().default(1).meta({ title: "Version" }),
    "run.id": z.int().positive().default(1).meta({ title: "Run" }),
  }),
  incrementer: runIdIncrementer(),
  flow: (job) => {
    const deleteOldSumStep = job.taskletStep("deleteOldSumStep", async ({ transaction, parameters }) => {
      await transaction.execute("delete from example_order_daily_sum where request_date = ? and version = ?", [
        parameters.requestDate,
        parameters.version,
      ]);
    });
    const orderDailySumStep = job.chunkStep("orderDailySumStep", {
      chunkSize: 10,
      reader: ({ database, parameters }) => paidOnDay(database, parameters.requestDate),
      processor: (sum, { parameters }) => ({
        ...sum,
        request_date: parameters.requestDate,
        version: parameters.version,
      }),
      writer: dailySumWriter,
    });
    return job.start(deleteOldSumStep).next(orderDailySumStep);
  },
});
