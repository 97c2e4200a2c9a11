import { csvReader, defineJob, runIdIncrementer, sqlWriter } from "batch-core";
import { z } from "zod";
import { inputFile, inputFileMustExist } from "../input-file.ts";
import { birdStrikeLine, toBirdStrike } from "./bird-strike.ts";

/** A file of real, dirty records into a table; what cannot be used is filtered and counted. */
export const birdStrikeImportJob = defineJob({
  name: "birdStrikeImportJob",
  description: "Imports reported wildlife strikes from a CSV file",
  parameters: z.object({
    inputFile: inputFile("jobs/data/birdstrikes.csv"),
    "run.id": z.int().positive().default(1).meta({ title: "Run" }),
  }),
  validate: inputFileMustExist,
  incrementer: runIdIncrementer(),
  flow: (job) => {
    // A restart passes over this step once it has completed: rows of committed chunks stay.
    const emptyTableStep = job.taskletStep("emptyTableStep", async ({ transaction }) => {
      await transaction.execute("delete from example_bird_strike");
    });
    const importStep = job.chunkStep("importStep", {
      chunkSize: 250,
      reader: ({ parameters }) => csvReader(parameters.inputFile, birdStrikeLine),
      processor: toBirdStrike,
      writer: () =>
        sqlWriter({
          table: "example_bird_strike",
          columns: [
            "flight_date",
            "airport",
            "state",
            "airline",
            "aircraft",
            "phase",
            "species",
            "wildlife_size",
            "time_of_day",
            "damage",
            "cost_dollars",
            "speed_knots",
          ],
        }),
    });
    return job.start(emptyTableStep).next(importStep);
  },
});
