import { z } from "zod";
import { csvReader, csvWriter, defineJob, type Job, listReader, sqlPagingReader, sqlWriter } from "../../src/index.ts";

export interface RoundTripOptions {
  /** Called with every item that is read in either step: to see, to slow down, to end the process. */
  readonly onItem?: () => void | Promise<void>;
}

export const ROUND_TRIP_ROWS = 33;

/** A file into the table `items`, then the table into a file, five items at a time: 7 chunks each. */
export function roundTripJob({ onItem = () => {} }: RoundTripOptions = {}): Job {
  return defineJob({
    name: "roundTrip",
    parameters: z.object({ input: z.string(), output: z.string() }),
    flow: (job) => {
      const load = job.chunkStep("load", {
        chunkSize: 5,
        reader: ({ parameters }) => csvReader(parameters.input, z.object({ id: z.coerce.number(), name: z.string() })),
        processor: async (row) => {
          await onItem();
          return row;
        },
        writer: () => sqlWriter({ table: "items", columns: ["id", "name"] }),
      });
      const unload = job.chunkStep("unload", {
        chunkSize: 5,
        reader: ({ database }) =>
          sqlPagingReader({
            database,
            select: "id, name",
            from: "items",
            sortKeys: { id: "asc" },
            pageSize: 7,
            map: (row) => ({ id: Number(row.id), name: String(row.name) }),
          }),
        processor: async (row) => {
          await onItem();
          return row;
        },
        writer: ({ parameters }) => csvWriter(parameters.output, ["id", "name"], { footer: (rows) => `${rows} rows` }),
      });
      return job.start(load).next(unload);
    },
  });
}

/** Rows as they stand in the input: some of them need quotes, some have letters of several bytes. */
export function roundTripRows(rows = ROUND_TRIP_ROWS): { id: number; name: string }[] {
  return Array.from({ length: rows }, (_, index) => ({
    id: index + 1,
    name: ["plain", "with, comma", 'with "quotes"', "東京 😀"][index % 4] ?? "",
  }));
}

/** Writes the input file. */
export function inputFileJob(file: string, rows = ROUND_TRIP_ROWS): Job {
  return defineJob({
    name: "inputFile",
    flow: (job) =>
      job.start(
        job.chunkStep("write", {
          chunkSize: 100,
          reader: () => listReader(roundTripRows(rows)),
          writer: () => csvWriter(file, ["id", "name"]),
        }),
      ),
  });
}
