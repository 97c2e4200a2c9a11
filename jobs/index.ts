import type { Job } from "batch-core";
import { birdStrikeImportJob } from "./bird-strike-import/job.ts";
import { flightDelayReportJob } from "./flight-delay-report/job.ts";
import { helloJob } from "./hello/job.ts";
import { inactiveUserJob } from "./inactive-user/job.ts";
import { invoiceImportJob } from "./invoice-import/job.ts";
import { orderDailySumJob } from "./order-daily-sum/job.ts";
import { orderMonthCloseJob } from "./order-month-close/job.ts";
import { zipCodeImportJob } from "./zip-code-import/job.ts";

export const exampleJobs: readonly Job[] = [
  helloJob,
  birdStrikeImportJob,
  zipCodeImportJob,
  flightDelayReportJob,
  inactiveUserJob,
  orderDailySumJob,
  orderMonthCloseJob,
  invoiceImportJob,
];

/** The jobs of this installation. A job that is not in this list cannot be launched or restarted here. */
export const jobs: readonly Job[] = [...exampleJobs];
