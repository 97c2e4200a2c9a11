import { csvWriter, defineJob, listReader, runIdIncrementer, sqlCursorReader, sqlWriter } from "batch-core";
import { z } from "zod";
import { inputFile, inputFileMustExist } from "../input-file.ts";
import { DELAYS_BY_AIRPORT_SQL, readFlights, toFlightRow, toReportLine } from "./flights.ts";

/** A JSON file into a table, and an aggregate of the table into a CSV file. */
export const flightDelayReportJob = defineJob({
  name: "flightDelayReportJob",
  description: "Reports the delays of flights by airport",
  parameters: z.object({
    inputFile: inputFile("jobs/data/flights-10k.json"),
    outputFile: z.string().min(1).default("data/flight-delays.csv").meta({ title: "Report file", identifying: false }),
    "run.id": z.int().positive().default(1).meta({ title: "Run" }),
  }),
  validate: inputFileMustExist,
  incrementer: runIdIncrementer(),
  flow: (job) => {
    const emptyTableStep = job.taskletStep("emptyTableStep", async ({ transaction }) => {
      await transaction.execute("delete from example_flight");
    });
    const loadStep = job.chunkStep("loadStep", {
      chunkSize: 1000,
      reader: ({ parameters }) => listReader(readFlights(parameters.inputFile)),
      processor: toFlightRow,
      writer: () =>
        sqlWriter({
          table: "example_flight",
          columns: ["flew_at", "origin", "destination", "distance_miles", "delay_minutes"],
        }),
    });
    const reportStep = job.chunkStep("reportStep", {
      chunkSize: 50,
      reader: ({ database }) => sqlCursorReader({ database, sql: DELAYS_BY_AIRPORT_SQL, map: toReportLine }),
      writer: ({ parameters }) =>
        csvWriter(parameters.outputFile, [
          "airport",
          "flights",
          "late_flights",
          "mean_delay_minutes",
          "longest_delay_minutes",
        ]),
    });
    return job.start(emptyTableStep).next(loadStep).next(reportStep);
  },
});
