import { describe, expect, it } from "vitest";
import { defineJob, listReader, STEP_COUNTERS, type StepExecution } from "../src/index.ts";
import { testDatabases } from "./support/databases.ts";
import {
  copied,
  copyJob,
  fives,
  OK,
  openCopyBatch,
  partitionedTaskletJob,
  range,
  stepsByName,
} from "./support/partitioned-copy.ts";
import { storyOf } from "./support/scripted-steps.ts";

describe.each(testDatabases)("a partitioned step on $dialect", ({ openDatabase }) => {
  it("writes contexts as Java does", async () => {
    await using batch = await openCopyBatch(await openDatabase());

    const { stepExecutions } = await batch.startAndWait(copyJob());
    const [manager, worker] = stepsByName(stepExecutions);

    expect(manager?.context.get("batch.stepType")).toBe(
      "org.springframework.batch.core.partition.support.PartitionStep",
    );
    expect(manager?.context.get("SimpleStepExecutionSplitter.GRID_SIZE")).toBe(3n);
    expect(worker?.context.get("first")).toBe(1);
  });

  it("sums every counter and joins the exits", async () => {
    await using batch = await openCopyBatch(await openDatabase());
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
    await using batch = await openCopyBatch(await openDatabase());
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
    await using batch = await openCopyBatch(await openDatabase());
    let running = 0;
    let most = 0;
    let waiting: (() => void)[] = [];
    const job = partitionedTaskletJob(
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

  it("completes without partitions", async () => {
    await using batch = await openCopyBatch(await openDatabase());

    expect(storyOf(await batch.startAndWait(copyJob([], { partitioner: () => ({}) })))).toEqual({
      job: OK,
      rows: [`manager ${OK}`],
    });
  });

  it("refuses a partition whose row would have too long a name", async () => {
    await using batch = await openCopyBatch(await openDatabase());

    const { stepExecutions } = await batch.startAndWait(copyJob([], { partitioner: () => ({ ["x".repeat(94)]: {} }) }));

    expect(stepExecutions).toMatchObject([{ stepName: "manager", status: "FAILED" }]);
    expect(stepExecutions[0]?.exitStatus.description).toContain("at most 100 characters");
  });

  it("keeps what workers put into the job's context, and lets the manager gather more", async () => {
    await using batch = await openCopyBatch(await openDatabase());
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
    await using batch = await openCopyBatch(await openDatabase());
    const job = partitionedTaskletJob(() => {}, batch, { gridSize: 450 });

    const { stepExecutions } = await batch.startAndWait(job);

    expect(stepExecutions).toHaveLength(451);
    expect(new Set(stepExecutions.map(({ id }) => id)).size).toBe(451);
    expect(stepExecutions.every(({ status }) => status === "COMPLETED")).toBe(true);
    expect(stepExecutions[0]).toMatchObject({ stepName: "manager", commitCount: 450 });
  });
});
