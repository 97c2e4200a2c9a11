import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  type ChunkStep,
  defineJob,
  type Job,
  type JobBuilder,
  listReader,
  multiResourcePartitioner,
  openRuntime,
  type PartitionedStepOptions,
  type Row,
  STEP_COUNTERS,
  type StepExecution,
  type TaskletStep,
} from "../src/index.ts";
import { openTestBatch, type TestBatch } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";
import { storyOf } from "./support/scripted-steps.ts";

type Options = Partial<PartitionedStepOptions<unknown, ChunkStep | TaskletStep>>;

const OK = "COMPLETED/COMPLETED";

/** `partition0`, `partition1`, … with five numbers each: 1 to 5, 6 to 10, … */
function fives({ gridSize }: { gridSize: number }) {
  return Object.fromEntries(Array.from({ length: gridSize }, (_, n) => [`partition${n}`, { first: n * 5 + 1 }]));
}

function range(first: number): number[] {
  return Array.from({ length: 5 }, (_, n) => first + n);
}

/** Copies the numbers of its partition into the table `copied`; at each number of `failures` it fails once. */
function copyStep(
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

function copyJob(failures: number[] = [], options: Options = {}, chunkSize = 10): Job {
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
function taskletJob(
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

function openRuntimeOver({ database }: TestBatch, job: Job) {
  return openRuntime({ database, jobs: [job], initializeSchema: "never" });
}

async function copied({ database }: TestBatch): Promise<number[]> {
  const rows: Row[] = await database.query("select n from copied order by n");
  return rows.map(({ n }) => Number(n));
}

const upTo = (last: number) => Array.from({ length: last }, (_, n) => n + 1);

function stepsByName(steps: readonly StepExecution[]): StepExecution[] {
  return steps.toSorted((a, b) => (a.stepName < b.stepName ? -1 : 1));
}

describe.each(testDatabases)("a partitioned step on $dialect", ({ openDatabase }) => {
  async function openBatch(): Promise<TestBatch> {
    const database = await openDatabase();
    await database.execute("create table copied (n integer)");
    return openTestBatch({ database });
  }

  it("gathers its workers, and a restart runs the failed one alone", async () => {
    await using batch = await openBatch();
    const job = copyJob([8]);

    const first = await batch.startAndWait(job, { day: "1" });
    const second = await batch.startAndWait(job, { day: "1" });

    expect(storyOf(first).job).toBe("FAILED/FAILED");
    expect(stepsByName(first.stepExecutions)).toMatchObject([
      { stepName: "manager", status: "FAILED", readCount: 15, writeCount: 10, commitCount: 2, rollbackCount: 1 },
      { stepName: "worker:partition0", status: "COMPLETED", writeCount: 5, commitCount: 1 },
      { stepName: "worker:partition1", status: "FAILED", writeCount: 0, commitCount: 0, rollbackCount: 1 },
      { stepName: "worker:partition2", status: "COMPLETED", writeCount: 5, commitCount: 1 },
    ]);
    expect(storyOf(second).job).toBe(OK);
    expect(second.stepExecutions).toMatchObject([
      { stepName: "manager", status: "COMPLETED", readCount: 5, writeCount: 5, commitCount: 1, rollbackCount: 0 },
      { stepName: "worker:partition1", status: "COMPLETED", writeCount: 5 },
    ]);
    expect(await copied(batch)).toEqual(upTo(15));
  });

  it("says of a restart which partitions are left, and where each goes on", async () => {
    await using batch = await openBatch();
    const first = await batch.startAndWait(copyJob([9], {}, 2), { day: "1" });
    const { operator } = await openRuntimeOver(batch, copyJob());

    const { steps } = await operator.previewRestart(first.id);

    expect(steps).toMatchObject([
      { name: "manager", will: "continue" },
      { name: "worker:partition1", will: "continue", from: { first: 6, "numbers.read.count": 2 } },
    ]);
  });

  it("writes contexts as Java does", async () => {
    await using batch = await openBatch();

    const { stepExecutions } = await batch.startAndWait(copyJob());
    const [manager, worker] = stepsByName(stepExecutions);

    expect(manager?.context.get("batch.stepType")).toBe(
      "org.springframework.batch.core.partition.support.PartitionStep",
    );
    expect(manager?.context.get("SimpleStepExecutionSplitter.GRID_SIZE")).toBe(3n);
    expect(worker?.context.get("first")).toBe(1);
  });

  it("goes on inside a partition from its last commit", async () => {
    await using batch = await openBatch();
    const job = copyJob([9], {}, 2);

    const first = await batch.startAndWait(job, { day: "1" });
    const second = await batch.startAndWait(job, { day: "1" });

    expect(stepsByName(first.stepExecutions)[2]).toMatchObject({
      stepName: "worker:partition1",
      readCount: 4,
      writeCount: 2,
    });
    expect(second.stepExecutions[1]).toMatchObject({ stepName: "worker:partition1", readCount: 3, writeCount: 3 });
    expect(await copied(batch)).toEqual(upTo(15));
  });

  it.each(["read", "write", "save", "commit"] as const)(
    "a crash after a %s loses no item and repeats none",
    async (after) => {
      await using batch = await openBatch();
      const job = copyJob([], {}, 2);

      await batch.crash({ chunk: 4, after }).startAndWait(job, { day: "1" });
      const execution = await batch.startAndWait(job, { day: "1" });

      expect(storyOf(execution).job).toBe(OK);
      expect(await copied(batch)).toEqual(upTo(15));
    },
  );

  it("keeps the grid size of the first attempt", async () => {
    await using batch = await openBatch();

    await batch.startAndWait(copyJob([8], { gridSize: 3 }), { day: "1" });
    const again = await batch.startAndWait(copyJob([], { gridSize: 50 }), { day: "1" });

    expect(storyOf(again)).toEqual({ job: OK, rows: [`manager ${OK}`, `worker:partition1 ${OK}`] });
    expect(await copied(batch)).toEqual(upTo(15));
  });

  it("asks a restart for the names alone, if it can", async () => {
    await using batch = await openBatch();
    let asked = 0;
    const partitioner = (scope: { gridSize: number }) => {
      asked += 1;
      return fives(scope);
    };
    const partitionNames = (scope: { gridSize: number }) => Object.keys(fives(scope));
    const job = copyJob([8], { partitioner, partitionNames });

    await batch.startAndWait(job, { day: "1" });
    const again = await batch.startAndWait(job, { day: "1" });

    expect(asked).toBe(1);
    expect(storyOf(again)).toEqual({ job: OK, rows: [`manager ${OK}`, `worker:partition1 ${OK}`] });
    expect(await copied(batch)).toEqual(upTo(15));
  });

  it("sums every counter and joins the exits", async () => {
    await using batch = await openBatch();
    class OddError extends Error {}
    const job = defineJob({
      name: "counted",
      flow: (builder) => {
        const worker = builder.chunkStep("worker", {
          chunkSize: 2,
          reader: ({ stepContext }) => listReader(range(stepContext.getNumber("first") ?? 0)),
          processor: (n: number) => {
            if (n % 5 === 1) throw new OddError("a skip");
            return n % 5 === 2 ? null : n;
          },
          writer: () => ({ write: () => {} }),
          skip: { limit: 10, on: [OddError] },
          exitCode: ({ stepName }) => (stepName.endsWith("1") ? "COMPLETED_WITH_SKIPS" : undefined),
        });
        const manager = builder.partitionedStep("manager", { worker, partitioner: fives, gridSize: 3 });
        return builder.start(manager).on("COMPLETED_WITH_SKIPS").end("SKIPPED").on("*").fail();
      },
    });

    const { status, exitStatus, stepExecutions } = await batch.startAndWait(job);
    const [manager, ...workers] = stepExecutions;

    expect({ status, code: exitStatus.code }).toEqual({ status: "COMPLETED", code: "SKIPPED" });
    expect(workers).toHaveLength(3);
    for (const counter of STEP_COUNTERS) {
      expect([counter, manager?.[counter]]).toEqual([
        counter,
        workers.reduce((sum, worker) => sum + worker[counter], 0),
      ]);
    }
    expect(manager).toMatchObject({ readCount: 15, filterCount: 3, writeCount: 9, processSkipCount: 3 });
  });

  it("fails when a worker does, with all their errors, after all have ended", async () => {
    await using batch = await openBatch();
    let manager: StepExecution | undefined;
    const listeners = [
      {
        afterStep(step: StepExecution) {
          manager = { ...step };
        },
      },
    ];

    const execution = await batch.startAndWait(copyJob([3, 12], { concurrency: 1, listeners }));

    expect(storyOf(execution).job).toBe("FAILED/FAILED");
    expect(manager?.exitStatus.description).toMatch(
      /Error: 3 fails once.*; Error: 12 fails once.*; JobExecutionError: /s,
    );
    expect(manager?.failures).toMatchObject([
      { message: "2 of 3 workers did not succeed: worker:partition0, worker:partition2." },
    ]);
    expect(await copied(batch)).toEqual([6, 7, 8, 9, 10]);
  });

  it("runs as many workers at the same time as it is told, and no more", async () => {
    await using batch = await openBatch();
    let running = 0;
    let most = 0;
    let waiting: (() => void)[] = [];
    const job = taskletJob(
      async () => {
        running += 1;
        most = Math.max(most, running);
        // Everybody waits until there are two.
        if (running < 2) await new Promise<void>((resolve) => waiting.push(resolve));
        for (const go of waiting) go();
        waiting = [];
        running -= 1;
      },
      batch,
      { concurrency: 2 },
    );

    expect(storyOf(await batch.startAndWait(job)).job).toBe(OK);
    expect(most).toBe(2);
  });

  it("stops all workers, and a restart runs them", async () => {
    await using batch = await openBatch();
    let stops = 1;
    const job = taskletJob(
      async ({ name, stop }) => {
        if (name === "worker:partition1" && stops-- > 0) await stop();
      },
      batch,
      { concurrency: 1 },
    );

    const stopped = await batch.startAndWait(job, { day: "1" });
    const finished = await batch.startAndWait(job, { day: "1" });

    expect(storyOf(stopped)).toEqual({
      job: "STOPPED/STOPPED",
      rows: [
        "manager STOPPED/STOPPED",
        `worker:partition0 ${OK}`,
        "worker:partition1 STOPPED/STOPPED",
        "worker:partition2 STOPPED/STOPPED",
        "worker:partition3 STOPPED/STOPPED",
      ],
    });
    expect(storyOf(finished)).toEqual({
      job: OK,
      rows: ["manager", "worker:partition1", "worker:partition2", "worker:partition3"].map((name) => `${name} ${OK}`),
    });
  });

  it("loses what its workers have not committed when the execution is recovered meanwhile", async () => {
    await using batch = await openBatch();
    const job = defineJob({
      name: "fenced",
      flow: (builder) => {
        const worker = builder.chunkStep("worker", {
          chunkSize: 10,
          reader: () => listReader([1, 2, 3]),
          writer: ({ jobExecutionId, stepName }) => ({
            async write(items, { transaction }) {
              if (stepName === "worker:partition0") await batch.operator.recover(jobExecutionId);
              for (const n of items) await transaction.execute("insert into copied (n) values (?)", [n]);
            },
          }),
        });
        return builder.start(
          builder.partitionedStep("manager", { worker, partitioner: fives, gridSize: 2, concurrency: 1 }),
        );
      },
    });

    const execution = await batch.startAndWait(job);

    expect(storyOf(execution)).toEqual({
      job: "FAILED/FAILED",
      rows: ["manager FAILED/FAILED", "worker:partition0 FAILED/FAILED", "worker:partition1 FAILED/FAILED"],
    });
    expect(await copied(batch)).toEqual([]);
  });

  it.each([
    ["UNKNOWN", /may or may not be there/],
    ["STARTED", /may be running/],
    ["ABANDONED", /was abandoned/],
  ])("does not run beside a partition that an earlier attempt left %s", async (status, message) => {
    await using batch = await openBatch();
    let failsToDivide = false;
    const job = copyJob([8], {
      partitioner: (scope) => {
        if (failsToDivide) throw new Error("cannot divide");
        return fives(scope);
      },
    });
    const first = await batch.startAndWait(job, { day: "1" });
    failsToDivide = true;
    const second = await batch.startAndWait(job, { day: "1" });
    failsToDivide = false;
    await batch.database.execute(
      "update BATCH_STEP_EXECUTION set STATUS = ? where JOB_EXECUTION_ID = ? and STEP_NAME = 'worker:partition1'",
      [status, first.id],
    );

    const third = await batch.startAndWait(job, { day: "1" });

    expect(storyOf(second)).toEqual({ job: "FAILED/FAILED", rows: ["manager FAILED/FAILED"] });
    expect(storyOf(third)).toEqual({ job: "FAILED/FAILED", rows: ["manager FAILED/FAILED"] });
    expect(third.stepExecutions[0]?.exitStatus.description).toMatch(message);
  });

  it("runs complete partitions again when the worker may", async () => {
    await using batch = await openBatch();
    const job = defineJob({
      name: "again",
      flow: (builder) => {
        const worker = builder.taskletStep("worker", () => {}, { allowStartIfComplete: true });
        const failing = builder.taskletStep("failing", () => Promise.reject(new Error("fails")));
        const manager = builder.partitionedStep("manager", {
          worker,
          partitioner: fives,
          gridSize: 2,
          allowStartIfComplete: true,
        });
        return builder.start(manager).next(failing);
      },
    });

    await batch.startAndWait(job, { day: "1" });
    const again = await batch.startAndWait(job, { day: "1" });

    expect(storyOf(again).rows.slice(0, 3)).toEqual([
      `manager ${OK}`,
      `worker:partition0 ${OK}`,
      `worker:partition1 ${OK}`,
    ]);
  });

  it("does not run a row again that somebody has run, or ended", async () => {
    await using batch = await openBatch();
    const job = copyJob();
    const { id, stepExecutions } = await batch.startAndWait(job);
    const worker = stepExecutions.find(({ stepName }) => stepName === "worker:partition1");
    const runtime = await openRuntimeOver(batch, job);

    const again = runtime.executeStep({ jobExecutionId: id, stepExecutionId: worker?.id ?? 0n, stepName: "worker" });

    await expect(again).rejects.toMatchObject({ code: "STALE_EXECUTION" });
    expect((await batch.execution(id)).stepExecutions).toEqual(stepExecutions);
    expect(await copied(batch)).toEqual(upTo(15));
  });

  it("completes without partitions", async () => {
    await using batch = await openBatch();

    expect(storyOf(await batch.startAndWait(copyJob([], { partitioner: () => ({}) })))).toEqual({
      job: OK,
      rows: [`manager ${OK}`],
    });
  });

  it("refuses a partition whose row would have too long a name", async () => {
    await using batch = await openBatch();

    const { stepExecutions } = await batch.startAndWait(copyJob([], { partitioner: () => ({ ["x".repeat(94)]: {} }) }));

    expect(stepExecutions).toMatchObject([{ stepName: "manager", status: "FAILED" }]);
    expect(stepExecutions[0]?.exitStatus.description).toContain("at most 100 characters");
  });

  it("keeps what workers put into the job's context, and lets the manager gather more", async () => {
    await using batch = await openBatch();
    const job = defineJob({
      name: "gathering",
      flow: (builder) => {
        const worker = builder.taskletStep("worker", ({ stepName, stepContext, jobContext }) => {
          jobContext.put(stepName, true);
          stepContext.put("size", Number(stepContext.getNumber("first")) * 2);
        });
        const manager = builder.partitionedStep("manager", {
          worker,
          partitioner: fives,
          gridSize: 2,
          aggregate(row, workers) {
            row.context.put(
              "sizes",
              workers.map(({ context }) => context.getNumber("size") ?? 0),
            );
          },
        });
        return builder.start(manager);
      },
    });

    const { context, stepExecutions } = await batch.startAndWait(job);

    expect([context.get("worker:partition0"), context.get("worker:partition1")]).toEqual([true, true]);
    expect(stepExecutions[0]?.context.get("sizes")).toEqual([2, 12]);
  });

  it("writes the rows of hundreds of partitions at once", async () => {
    await using batch = await openBatch();
    const job = taskletJob(() => {}, batch, { gridSize: 450 });

    const { stepExecutions } = await batch.startAndWait(job);

    expect(stepExecutions).toHaveLength(451);
    expect(new Set(stepExecutions.map(({ id }) => id)).size).toBe(451);
    expect(stepExecutions.every(({ status }) => status === "COMPLETED")).toBe(true);
    expect(stepExecutions[0]).toMatchObject({ stepName: "manager", commitCount: 450 });
  });

  it("divides by files, and a restart keeps to those of the first attempt", async () => {
    await using batch = await openBatch();
    const folder = mkdtempSync(join(tmpdir(), "batchdeck-partition-"));
    try {
      for (const name of ["b.txt", "a.txt", "c.txt"]) writeFileSync(join(folder, name), name);
      let fails = true;
      const seen: string[] = [];
      const job = defineJob({
        name: "files",
        flow: (builder) => {
          const worker = builder.taskletStep("worker", ({ stepName, stepContext }) => {
            const file = stepContext.getString("fileName") ?? "";
            if (fails && file.endsWith("b.txt")) throw new Error("fails once");
            seen.push(`${stepName} ${basename(file)}`);
          });
          const partitioner = multiResourcePartitioner({ files: join(folder, "*.txt") });
          return builder.start(builder.partitionedStep("manager", { worker, partitioner, concurrency: 1 }));
        },
      });

      await batch.startAndWait(job, { day: "1" });
      writeFileSync(join(folder, "aa.txt"), "new");
      fails = false;
      await batch.startAndWait(job, { day: "1" });

      expect(seen).toEqual(["worker:partition0 a.txt", "worker:partition2 c.txt", "worker:partition1 b.txt"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
