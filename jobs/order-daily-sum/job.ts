import { defineJob, runIdIncrementer, sqlCursorReader, sqlWriter } from "batch-core";
import { z } from "zod";
import { dayOf } from "./day.ts";

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
      reader: ({ database, parameters }) =>
        sqlCursorReader({
          database,
          sql: `select user_id, count(*) as order_count, sum(amount_cents) as amount_cents from example_order
                where status = 'PAID' and ordered_at >= :start and ordered_at < :end group by user_id order by user_id`,
          parameters: dayOf(parameters.requestDate),
          map: (row) => ({
            user_id: Number(row.user_id),
            order_count: Number(row.order_count),
            amount_cents: Number(row.amount_cents),
          }),
        }),
      processor: (sum, { parameters }) => ({
        ...sum,
        request_date: parameters.requestDate,
        version: parameters.version,
      }),
      writer: () =>
        sqlWriter({
          table: "example_order_daily_sum",
          columns: ["request_date", "version", "user_id", "order_count", "amount_cents"],
        }),
    });
    return job.start(deleteOldSumStep).next(orderDailySumStep);
  },
});
