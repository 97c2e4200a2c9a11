import { defineJob, sqlPagingReader, sqlWriter } from "batch-core";
import { z } from "zod";
import { oneYearBefore } from "./inactivity.ts";

/** Users who were not updated for a year become INACTIVE. An instance gets one attempt: launch the next day's instead. */
export const inactiveUserJob = defineJob({
  name: "inactiveUserJob",
  description: "Sets users INACTIVE who were not updated for a year",
  parameters: z.object({
    requestDate: z.iso
      .date()
      .meta({ title: "Request date", description: "The day that the year is counted back from" }),
  }),
  preventRestart: true,
  flow: (job) =>
    job.start(
      job.chunkStep("inactiveUserStep", {
        chunkSize: 10,
        reader: ({ database, parameters }) =>
          sqlPagingReader({
            database,
            select: "id",
            from: "example_user",
            where: "status = 'ACTIVE' and updated_at < :limit",
            parameters: { limit: oneYearBefore(parameters.requestDate) },
            sortKeys: { id: "asc" },
            pageSize: 100,
            map: (row) => ({ id: Number(row.id) }),
          }),
        writer: () => sqlWriter({ sql: "update example_user set status = 'INACTIVE' where id = :id" }),
      }),
    ),
});
