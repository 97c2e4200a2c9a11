import { createHash } from "node:crypto";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import { csvReader, defineJob, type ItemReader, type Job, multiResourceReader, sqlWriter } from "../../src/index.ts";
import { FLIGHT_COLUMNS, toFlight } from "./flights.ts";

/** The same work in one piece and in several. A module of its own: every thread of the measurement opens it. */

/** Partitions, each over worker threads. */
export const GRID_SIZES = [1, 2, 4] as const;

/** Items of a chunk that are processed at the same time. */
export const CONCURRENCIES = [1, 16] as const;

/** Files that the loading jobs share out: one each for the largest grid. */
export const FILE_COUNT = 4;

const CHUNK_SIZE = 500;
const DIGESTS_PER_ITEM = 80;
const CALL_MS = 1;

const parameters = z.object({
  run: z.string(),
  /** Items of the whole work. */
  items: z.number().int(),
  /** Where the files are. */
  folder: z.string(),
});

export const dividedJobs: readonly Job[] = [
  ...GRID_SIZES.flatMap((gridSize) => [digestJob(gridSize), loadJob(gridSize)]),
  ...CONCURRENCIES.map(callJob),
];

/** What computing alone gives: some 50 µs per item. */
function digestJob(gridSize: number): Job {
  return defineJob({
    name: `digest${gridSize}`,
    parameters,
    flow: (job) =>
      job.start(
        job.partitionedStep("manager", {
          gridSize,
          partitioner: partitions,
          worker: job.chunkStep("digest", {
            chunkSize: CHUNK_SIZE,
            reader: ({ parameters: { items }, stepContext }) =>
              numbers(stepContext.getNumber("partition") ?? 0, gridSize, items),
            processor: (id) => ({ id, digest: digestOf(id) }),
            writer: () => sqlWriter({ table: "digest", columns: ["id", "digest"] }),
          }),
        }),
      ),
  });
}

/** CSV files into a table: the work of the other measurements, several files at the same time. */
function loadJob(gridSize: number): Job {
  return defineJob({
    name: `load${gridSize}`,
    parameters,
    flow: (job) =>
      job.start(
        job.partitionedStep("manager", {
          gridSize,
          partitioner: partitions,
          worker: job.chunkStep("load", {
            chunkSize: 1000,
            reader: ({ parameters: { folder }, stepContext }) =>
              multiResourceReader({
                files: filesOf(folder).filter((_, index) => index % gridSize === stepContext.getNumber("partition")),
                make: (file) => csvReader(file, toFlight),
              }),
            writer: () => sqlWriter({ table: "flight", columns: FLIGHT_COLUMNS }),
          }),
        }),
      ),
  });
}

/** Items that each wait a millisecond for somebody else. */
function callJob(concurrency: number): Job {
  return defineJob({
    name: `call${concurrency}`,
    parameters,
    flow: (job) =>
      job.start(
        job.chunkStep("call", {
          chunkSize: CHUNK_SIZE,
          concurrency,
          reader: ({ parameters: { items } }) => numbers(0, 1, items),
          processor: (id) => delay(CALL_MS, id),
          writer: () => ({ write: () => {} }),
        }),
      ),
  });
}

export function filesOf(folder: string): string[] {
  return Array.from({ length: FILE_COUNT }, (_, index) => join(folder, `flights-${index}.csv`));
}

function partitions({ gridSize }: { gridSize: number }) {
  return Object.fromEntries(
    Array.from({ length: gridSize }, (_, partition) => [`partition${partition}`, { partition }]),
  );
}

/** Every `step`th number from `first`, below `end`. */
function numbers(first: number, step: number, end: number): ItemReader<number> {
  let next = first;
  return {
    read() {
      if (next >= end) return null;
      next += step;
      return next - step;
    },
  };
}

function digestOf(id: number): string {
  let text = String(id);
  for (let i = 0; i < DIGESTS_PER_ITEM; i++) text = createHash("sha256").update(text).digest("hex");
  return text;
}
