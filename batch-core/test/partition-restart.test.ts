import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { defineJob, listReader, multiResourcePartitioner } from "../src/index.ts";
import { testDatabases } from "./support/databases.ts";
import {
  copied,
  copyJob,
  fives,
  OK,
  openCopyBatch,
  openRuntimeOver,
  partitionedTaskletJob,
  stepsByName,
  upTo,
} from "./support/partitioned-copy.ts";
import { storyOf } from "./support/scripted-steps.ts";

describe.each(testDatabases)("a restart of a partitioned step on $dialect", ({ openDatabase }) => {
  it("gathers its workers, and a restart runs the failed one alone", async () => {
    await using batch = await openCopyBatch(await openDatabase());
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
    await using batch = await openCopyBatch(await openDatabase());
    const first = await batch.startAndWait(copyJob([9], {}, 2), { day: "1" });
    const { operator } = await openRuntimeOver(batch, copyJob());

    const { steps } = await operator.previewRestart(first.id);

    expect(steps).toMatchObject([
      { name: "manager", will: "continue" },
      { name: "worker:partition1", will: "continue", from: { first: 6, "numbers.read.count": 2 } },
    ]);
  });

  it("goes on inside a partition from its last commit", async () => {
    await using batch = await openCopyBatch(await openDatabase());
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
      await using batch = await openCopyBatch(await openDatabase());
      const job = copyJob([], {}, 2);

      await batch.crash({ chunk: 4, after }).startAndWait(job, { day: "1" });
      const execution = await batch.startAndWait(job, { day: "1" });

      expect(storyOf(execution).job).toBe(OK);
      expect(await copied(batch)).toEqual(upTo(15));
    },
  );

  it("keeps the grid size of the first attempt", async () => {
    await using batch = await openCopyBatch(await openDatabase());

    await batch.startAndWait(copyJob([8], { gridSize: 3 }), { day: "1" });
    const again = await batch.startAndWait(copyJob([], { gridSize: 50 }), { day: "1" });

    expect(storyOf(again)).toEqual({ job: OK, rows: [`manager ${OK}`, `worker:partition1 ${OK}`] });
    expect(await copied(batch)).toEqual(upTo(15));
  });

  it("asks a restart for the names alone, if it can", async () => {
    await using batch = await openCopyBatch(await openDatabase());
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

  it("stops all workers, and a restart runs them", async () => {
    await using batch = await openCopyBatch(await openDatabase());
    let stops = 1;
    const job = partitionedTaskletJob(
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
    await using batch = await openCopyBatch(await openDatabase());
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
    await using batch = await openCopyBatch(await openDatabase());
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
    await using batch = await openCopyBatch(await openDatabase());
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
    await using batch = await openCopyBatch(await openDatabase());
    const job = copyJob();
    const { id, stepExecutions } = await batch.startAndWait(job);
    const worker = stepExecutions.find(({ stepName }) => stepName === "worker:partition1");
    const runtime = await openRuntimeOver(batch, job);

    const again = runtime.executeStep({ jobExecutionId: id, stepExecutionId: worker?.id ?? 0n, stepName: "worker" });

    await expect(again).rejects.toMatchObject({ code: "STALE_EXECUTION" });
    expect((await batch.execution(id)).stepExecutions).toEqual(stepExecutions);
    expect(await copied(batch)).toEqual(upTo(15));
  });

  it("divides by files, and a restart keeps to those of the first attempt", async () => {
    await using batch = await openCopyBatch(await openDatabase());
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
