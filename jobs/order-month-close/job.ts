import { defineJob, runIdIncrementer } from "batch-core";
import { z } from "zod";
import { dailySumWriter, paidOnDay } from "../order-daily-sum/daily-sum.ts";
import { daysOf } from "./days.ts";

/** The sums of this job, apart from those that orderDailySumJob makes on request. */
const VERSION = 0;

/** Sums a month day by day, several days at a time, and then reports on it from two sides at once; a month without orders ends as NOOP. */
export const orderMonthCloseJob = defineJob({
  name: "orderMonthCloseJob",
  description: "Sums the orders of a month, a partition per day, and reports on them",
  parameters: z.object({
    month: z
      .string()
      .regex(/^\d{4}-(0[1-9]|1[0-2])$/, "expected a month such as 2026-03")
      .meta({ title: "Month", description: "The example orders are of 2026" }),
    "run.id": z.int().positive().default(1).meta({ title: "Run" }),
  }),
  incrementer: runIdIncrementer(),
  flow: (job) => {
    const clearMonthStep = job.taskletStep("clearMonthStep", async ({ transaction, parameters }) => {
      await transaction.execute(
        "delete from example_order_daily_sum where version = ? and request_date >= ? and request_date <= ?",
        [VERSION, ...firstAndLast(parameters.month)],
      );
    });
    const sumDay = job.chunkStep("sumDay", {
      chunkSize: 10,
      reader: ({ database, stepContext }) => paidOnDay(database, stepContext.getString("day") ?? ""),
      processor: (sum, { stepContext }) => ({
        ...sum,
        request_date: stepContext.getString("day") ?? null,
        version: VERSION,
      }),
      writer: dailySumWriter,
    });
    const sumDaysStep = job.partitionedStep("sumDaysStep", {
      worker: sumDay,
      partitioner: ({ parameters }) => Object.fromEntries(daysOf(parameters.month).map((day) => [day, { day }])),
    });
    const anyOrders = job.decider("anyOrders", ({ lastStep }) => ((lastStep?.writeCount ?? 0) > 0 ? "SOME" : "NONE"));
    const bestBuyerStep = job.taskletStep("bestBuyerStep", async ({ transaction, parameters, jobContext }) => {
      const [best] = await transaction.query(
        `select user_id as buyer, sum(amount_cents) as cents from example_order_daily_sum
          where version = ? and request_date >= ? and request_date <= ? group by user_id order by cents desc, buyer limit 1`,
        [VERSION, ...firstAndLast(parameters.month)],
      );
      jobContext.put("bestBuyer", String(best?.buyer));
    });
    const bestDayStep = job.taskletStep("bestDayStep", async ({ transaction, parameters, jobContext }) => {
      const [best] = await transaction.query(
        `select request_date as day, sum(amount_cents) as cents from example_order_daily_sum
          where version = ? and request_date >= ? and request_date <= ? group by request_date order by cents desc, day limit 1`,
        [VERSION, ...firstAndLast(parameters.month)],
      );
      jobContext.put("bestDay", String(best?.day));
    });
    const reports = job.split("reports", [
      job.flow("buyers", job.start(bestBuyerStep)),
      job.flow("days", job.start(bestDayStep)),
    ]);
    return job.start(clearMonthStep).next(sumDaysStep).next(anyOrders).on("SOME").to(reports).on("NONE").end("NOOP");
  },
});

function firstAndLast(month: string): readonly string[] {
  const days = daysOf(month);
  return [days[0] ?? "", days.at(-1) ?? ""];
}
