import { csvReader, defineJob, runIdIncrementer, sqlWriter } from "batch-core";
import { z } from "zod";
import { inputFile, inputFileMustExist } from "../input-file.ts";
import { pausing } from "./pause.ts";
import { zipCodeLine } from "./zip-code.ts";

const CHUNK_SIZE = 500;

/** 42 049 records in 85 chunks: long enough to be watched, stopped and restarted. */
export const zipCodeImportJob = defineJob({
  name: "zipCodeImportJob",
  description: "Imports the postal codes of the United States from a CSV file",
  parameters: z.object({
    inputFile: inputFile("jobs/data/zipcodes.csv"),
    "run.id": z.int().positive().default(1).meta({ title: "Run" }),
    pauseMs: z.int().min(0).max(10_000).default(100).meta({
      title: "Pause per chunk (ms)",
      description: "Slows the job down, so that it can be watched and stopped; 0 is full speed",
      identifying: false,
    }),
  }),
  validate: inputFileMustExist,
  incrementer: runIdIncrementer(),
  flow: (job) => {
    const emptyTableStep = job.taskletStep("emptyTableStep", async ({ transaction }) => {
      await transaction.execute("delete from example_zip_code");
    });
    const importStep = job.chunkStep("importStep", {
      chunkSize: CHUNK_SIZE,
      reader: ({ parameters, clock, signal }) =>
        pausing(csvReader(parameters.inputFile, zipCodeLine), {
          everyItems: CHUNK_SIZE,
          pause: () => clock.sleep(parameters.pauseMs, signal),
        }),
      writer: () =>
        sqlWriter({
          table: "example_zip_code",
          columns: ["zip_code", "latitude", "longitude", "city", "state", "county"],
        }),
    });
    return job.start(emptyTableStep).next(importStep);
  },
});
