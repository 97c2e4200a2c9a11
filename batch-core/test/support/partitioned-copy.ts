import {
  type ChunkStep,
  type Database,
  defineJob,
  type Job,
  type JobBuilder,
  listReader,
  openRuntime,
  type PartitionedStepOptions,
  type Row,
  type StepExecution,
  type TaskletStep,
} from "../../src/index.ts";
import { openTestBatch, type TestBatch } from "../../src/testing.ts";

export type Options = Partial<PartitionedStepOptions<unknown, ChunkStep | TaskletStep>>;

export const OK = "COMPLETED/COMPLETED";

/** `partition0`, `partition1`, … with five numbers each: 1 to 5, 6 to 10, … */
export function fives({ gridSize }: { gridSize: number }) {
  return Object.fromEntries(Array.from({ length: gridSize }, (_, n) => [`partition${n}`, { first: n * 5 + 1 }]));
}

export function range(first: number): number[] {
  return Array.from({ length: 5 }, (_, n) => first + n);
}

/** Copies the numbers of its partition into the table `copied`; at each number of `failures` it fails once. */
export function copyStep(
  job: JobBuilder<unknown>,
  failures: number[] = [],
  chunkSize = 10,
): ChunkStep<unknown, "worker", never> {
  return job.chunkStep("worker", {
    chunkSize,
    reader: ({ stepContext }) => listReader(range(stepContext.getNumber("first") ?? 0), { name: "numbers" }),
    processor: (n: number) => {
      const index = failures.indexOf(n);
      if (index < 0) return n;
      failures.splice(index, 1);
      throw new Error(`${n} fails once`);
    },
    writer: () => ({
      async write(items, { transaction }) {
        for (const n of items) await transaction.execute("insert into copied (n) values (?)", [n]);
      },
    }),
  });
}

export function copyJob(failures: number[] = [], options: Options = {}, chunkSize = 10): Job {
  return defineJob({
    name: "copy",
    flow: (job) =>
      job.start(
        job.partitionedStep("manager", {
          worker: copyStep(job, failures, chunkSize),
          partitioner: fives,
          gridSize: 3,
          ...options,
        }),
      ),
  });
}

/** A partitioned step over a tasklet. */
export function partitionedTaskletJob(
  run: (step: { name: string; stop(): Promise<void> }) => unknown,
  batch: TestBatch,
  options: Options = {},
): Job {
  return defineJob({
    name: "tasklets",
    flow: (job) =>
      job.start(
        job.partitionedStep("manager", {
          worker: job.taskletStep("worker", async ({ stepName, jobExecutionId }) => {
            await run({ name: stepName, stop: () => batch.operator.stop(jobExecutionId) });
          }),
          partitioner: fives,
          gridSize: 4,
          ...options,
        }),
      ),
  });
}

export function openRuntimeOver({ database }: TestBatch, job: Job) {
  return openRuntime({ database, jobs: [job], initializeSchema: "never" });
}

export async function copied({ database }: TestBatch): Promise<number[]> {
  const rows: Row[] = await database.query("select n from copied order by n");
  return rows.map(({ n }) => Number(n));
}

export const upTo = (last: number) => Array.from({ length: last }, (_, n) => n + 1);

export function stepsByName(steps: readonly StepExecution[]): StepExecution[] {
  return steps.toSorted((a, b) => (a.stepName < b.stepName ? -1 : 1));
}

/** With the table that partitions are copied into. */
export async function openCopyBatch(database: Database): Promise<TestBatch> {
  await database.execute("create table copied (n integer)");
  return openTestBatch({ database });
}
