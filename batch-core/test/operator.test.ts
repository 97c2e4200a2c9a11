import { describe, expect, it } from "vitest";
import { BATCH_STATUSES, type BatchStatus, defineJob, isRunning, type JobExecution } from "../src/index.ts";
import { openTestBatch, type TestBatch } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";
import { copyNumbersJob, createNumberTable } from "./support/numbers.ts";

const job = copyNumbersJob();

describe.each(testDatabases)("the operator on $dialect", ({ openDatabase }) => {
  it("stops what is STARTING or STARTED, and touches nothing but the execution's row", async () => {
    await using batch = await openTestBatch({ database: await openDatabase(), jobs: [job] });
    for (const status of BATCH_STATUSES) {
      const before = await insert(batch, status);
      if (status !== "STARTING" && status !== "STARTED") {
        await refused(batch, before, () => batch.operator.stop(before.id), `${status}, so it cannot be stopped`);
        continue;
      }
      await batch.operator.stop(before.id);
      const after = await batch.execution(before.id);
      expect(rowOf(after), status).toEqual({ ...rowOf(before), status: "STOPPING", version: before.version + 1 });
      expect(after.stepExecutions.map(rowOf), status).toEqual(before.stepExecutions.map(rowOf));
    }
  });

  it("refuses to stop twice", async () => {
    await using batch = await openTestBatch({ database: await openDatabase(), jobs: [job] });
    const { id } = await insert(batch, "STARTED");
    await batch.operator.stop(id);
    await expect(batch.operator.stop(id)).rejects.toMatchObject({ code: "JOB_EXECUTION_NOT_RUNNING" });
  });

  it("abandons what is STOPPING, STOPPED, FAILED or UNKNOWN, and leaves its steps alone", async () => {
    await using batch = await openTestBatch({ database: await openDatabase(), jobs: [job] });
    for (const status of BATCH_STATUSES) {
      const before = await insert(batch, status);
      if (!["STOPPING", "STOPPED", "FAILED", "UNKNOWN"].includes(status)) {
        await refused(batch, before, () => batch.operator.abandon(before.id), `${status}, so it cannot be abandoned`);
        continue;
      }
      await batch.operator.abandon(before.id);
      const after = await batch.execution(before.id);
      expect(rowOf(after), status).toEqual({
        ...rowOf(before),
        status: "ABANDONED",
        version: before.version + 1,
        endTime: before.endTime ?? expect.any(Date),
      });
      expect(after.stepExecutions.map(rowOf), status).toEqual(before.stepExecutions.map(rowOf));
    }
  });

  it("refuses to launch what was abandoned", async () => {
    await using batch = await openTestBatch({ database: await openDatabase(), jobs: [job] });
    const { id } = await insert(batch, "FAILED");
    await batch.operator.abandon(id);
    await expect(batch.restartAndWait(job, { id })).rejects.toMatchObject({ code: "JOB_INSTANCE_ALREADY_COMPLETE" });
  });

  it.each(["FAILED", "STOPPED"] as const)(
    "recovers what runs or is UNKNOWN as %s: job and step rows, END_TIME, exit code and VERSION",
    async (as) => {
      await using batch = await openTestBatch({ database: await openDatabase(), jobs: [job] });
      for (const status of BATCH_STATUSES) {
        const before = await insert(batch, status);
        const recover = () => batch.operator.recover(before.id, { as, message: "its machine is gone" });
        if (!isRunning(status) && status !== "UNKNOWN") {
          await refused(batch, before, recover, `${status}, so it cannot be recovered`);
          continue;
        }
        await recover();
        const after = await batch.execution(before.id);
        expect(rowOf(after), status).toEqual({
          ...rowOf(before),
          status: as,
          exitStatus: { code: as, description: "its machine is gone" },
          endTime: expect.any(Date),
          version: before.version + 1,
        });
        expect(after.stepExecutions.map(rowOf), status).toEqual(
          before.stepExecutions.map((step) => ({
            ...rowOf(step),
            status: as,
            exitStatus: { ...step.exitStatus, code: as },
            endTime: expect.any(Date),
            version: step.version + 1,
          })),
        );
      }
    },
  );

  it.each(["stop", "abandon", "recover"] as const)(
    "refuses to %s what has changed since it was looked at, and writes nothing",
    async (action) => {
      await using batch = await openTestBatch({ database: await openDatabase(), jobs: [job] });
      const seen = await insert(batch, action === "abandon" ? "FAILED" : "STARTED");
      await batch.database.execute("update BATCH_JOB_EXECUTION set VERSION = VERSION + 1");
      const before = await batch.execution(seen.id);

      await expect(batch.operator[action](seen.id, { expectedVersion: seen.version })).rejects.toMatchObject({
        code: "STALE_EXECUTION",
      });

      const after = await batch.execution(seen.id);
      expect([after, ...after.stepExecutions].map(rowOf)).toEqual([before, ...before.stepExecutions].map(rowOf));
      await batch.operator[action](seen.id, { expectedVersion: before.version });
      expect(await batch.execution(seen.id)).toMatchObject({ version: before.version + 1 });
    },
  );

  it("refuses to recover what moved on since it was held for dead", async () => {
    await using batch = await openTestBatch({ database: await openDatabase(), jobs: [job] });
    const { id, version, stepExecutions } = await insert(batch, "STARTED");
    const expectedStepsVersion = stepExecutions.reduce((sum, step) => sum + step.version, 0);
    // A chunk commits.
    await batch.database.execute("update BATCH_STEP_EXECUTION set VERSION = VERSION + 1");
    const before = await batch.execution(id);

    const recovery = batch.operator.recover(id, { expectedVersion: version, expectedStepsVersion });

    await expect(recovery).rejects.toMatchObject({ code: "STILL_WORKING" });
    const after = await batch.execution(id);
    expect([after, ...after.stepExecutions].map(rowOf)).toEqual([before, ...before.stepExecutions].map(rowOf));
  });

  it("lets one of several win who act on one execution at once", async () => {
    await using batch = await openTestBatch({ database: await openDatabase(), jobs: [job] });
    for (let round = 1; round <= 5; round++) {
      const { id } = await insert(batch, "STARTED");
      const actions = ["FAILED", "STOPPED", "FAILED", "STOPPED"] as const;
      const settled = await Promise.allSettled(actions.map((as) => batch.operator.recover(id, { as })));
      const winners = actions.filter((_, index) => settled[index]?.status === "fulfilled");
      expect(winners, `round ${round}`).toHaveLength(1);
      const execution = await batch.execution(id);
      expect(execution).toMatchObject({ status: winners[0], exitStatus: { code: winners[0] }, version: 1 });
      expect(execution.stepExecutions).toMatchObject([{ status: winners[0], version: 1 }]);
    }
  });

  it("recovers only the steps that had not ended", async () => {
    await using batch = await openTestBatch({ database: await openDatabase(), jobs: [job] });
    const before = await batch.insertExecution(job, {
      status: "STARTED",
      steps: [
        { name: "first", status: "COMPLETED" },
        { name: "second", status: "FAILED" },
        { name: "third", status: "STARTED" },
      ],
    });

    await batch.operator.recover(before.id);

    const { stepExecutions } = await batch.execution(before.id);
    expect(stepExecutions.map(({ status, version }) => [status, version])).toEqual([
      ["COMPLETED", 0],
      ["FAILED", 0],
      ["FAILED", 1],
    ]);
  });

  it.each(["STARTED", "UNKNOWN"] as const)(
    "recovers a FAILED execution whose step is still %s, since that step would bar the restart",
    async (status) => {
      await using batch = await openTestBatch({ database: await openDatabase(), jobs: [job] });
      await createNumberTable(batch.database);
      const { id } = await batch.insertExecution(job, { status: "FAILED", steps: [{ name: "copy", status }] });
      await expect(batch.restartAndWait(job, { id })).rejects.toThrow();

      await batch.operator.recover(id);

      expect((await batch.execution(id)).stepExecutions[0]).toMatchObject({ status: "FAILED", version: 1 });
      expect(await batch.restartAndWait(job, { id })).toMatchObject({ status: "COMPLETED" });
    },
  );

  it("recovers rows without a status, which nobody may restart as they are", async () => {
    await using batch = await openTestBatch({ database: await openDatabase(), jobs: [job] });
    await createNumberTable(batch.database);
    const { id } = await insert(batch, "STARTED");
    await batch.database.execute("update BATCH_JOB_EXECUTION set STATUS = null, VERSION = null");
    await batch.database.execute("update BATCH_STEP_EXECUTION set STATUS = null");
    await expect(batch.restartAndWait(job, { id })).rejects.toMatchObject({ code: "JOB_RESTART" });

    await batch.operator.recover(id);

    expect(await batch.restartAndWait(job, { id })).toMatchObject({ status: "COMPLETED" });
  });

  it("cuts a message of recovery that is longer than its column, and no surrogate pair", async () => {
    await using batch = await openTestBatch({ database: await openDatabase(), jobs: [job] });
    const { id } = await insert(batch, "STARTED");
    await batch.operator.recover(id, { message: `${"m".repeat(2_499)}😀` });
    expect((await batch.execution(id)).exitStatus.description).toBe("m".repeat(2_499));
  });

  it.each(["stop", "abandon", "recover", "restart", "previewRestart"] as const)(
    "says that there is no such execution to %s",
    async (action) => {
      await using batch = await openTestBatch({ database: await openDatabase(), jobs: [job] });
      await expect(batch.operator[action](4711n)).rejects.toMatchObject({
        code: "NO_SUCH_JOB_EXECUTION",
        message: "There is no job execution 4711 in this database.",
      });
    },
  );

  it("says that there is no such job, and which there are", async () => {
    await using batch = await openTestBatch({ database: await openDatabase(), jobs: [job] });
    const other = copyNumbersJob({ job: { name: "elsewhere" } });
    const { id } = await batch.insertExecution(other, { status: "FAILED" });
    const refusal = {
      code: "NO_SUCH_JOB",
      message: 'There is no job "elsewhere" here. Known jobs: copyNumbers.',
    };
    await expect(batch.operator.launch("elsewhere", {})).rejects.toMatchObject(refusal);
    await expect(batch.operator.preview("elsewhere", {})).rejects.toMatchObject(refusal);
    await expect(batch.operator.startNextInstance("elsewhere")).rejects.toMatchObject(refusal);
    await expect(batch.operator.restart(id)).rejects.toMatchObject(refusal);
  });

  it("restarts an execution that is not the latest under the same rules", async () => {
    await using batch = await openTestBatch({ database: await openDatabase(), jobs: [job] });
    const older = await insert(batch, "FAILED");
    await batch.insertExecution(job, { status: "COMPLETED", parameters: { n: String(lastN) } });
    await expect(batch.operator.restart(older.id)).rejects.toMatchObject({ code: "JOB_INSTANCE_ALREADY_COMPLETE" });
  });

  it("shows before a restart which steps will be passed, which go on from where, and which run", async () => {
    const steps = defineJob({
      name: "steps",
      flow: (builder) => {
        const step = (name: string, allowStartIfComplete?: boolean) =>
          builder.taskletStep(name, () => {}, { allowStartIfComplete });
        return builder
          .start(step("done"))
          .next(step("always", true))
          .next(step("abandoned"))
          .next(step("failed"))
          .next(step("new"));
      },
    });
    await using batch = await openTestBatch({ database: await openDatabase(), jobs: [steps] });
    const context = { "reader.read.count": 60, "batch.taskletType": "x" };
    const { id, instance } = await batch.insertExecution(steps, {
      status: "FAILED",
      steps: [
        { name: "done", status: "COMPLETED", context },
        { name: "always", status: "COMPLETED", context },
        { name: "abandoned", status: "ABANDONED", context },
        { name: "failed", status: "FAILED", context },
      ],
    });
    expect(await batch.operator.previewRestart(id)).toMatchObject({
      decision: "restart",
      jobInstanceId: instance.id,
      lastExecutionId: id,
      attempt: 2,
      steps: [
        { name: "done", will: "skip", from: null },
        { name: "always", will: "run", from: null },
        { name: "abandoned", will: "skip", from: null },
        { name: "failed", will: "continue", from: { "reader.read.count": 60 } },
        { name: "new", will: "run", from: null },
      ],
    });
  });

  it("keeps who asked for a launch", async () => {
    await using batch = await openTestBatch({ database: await openDatabase(), jobs: [job] });
    await createNumberTable(batch.database);
    await batch.operator.launch(job.name, {}, { by: "ada@example.org" });
    expect(await batch.rows("BATCHDECK_LEASE")).toMatchObject([
      { REQUESTED_BY: "ada@example.org", STATE: "DONE", EXPIRES_AT: null },
    ]);
  });
});

let lastN = 0;

/** An execution of an instance of its own, one step in the same status. */
async function insert(batch: TestBatch, status: BatchStatus): Promise<JobExecution> {
  lastN += 1;
  return batch.insertExecution(job, { status, parameters: { n: String(lastN) }, steps: [{ name: "copy", status }] });
}

async function refused(
  batch: TestBatch,
  before: JobExecution,
  action: () => Promise<void>,
  sentence: string,
): Promise<void> {
  await expect(action(), before.status).rejects.toMatchObject({
    code: "JOB_EXECUTION_NOT_RUNNING",
    message: expect.stringContaining(sentence),
  });
  const after = await batch.execution(before.id);
  expect([after, ...after.stepExecutions].map(rowOf)).toEqual([before, ...before.stepExecutions].map(rowOf));
}

/** What a row says, but for LAST_UPDATED. */
function rowOf({
  status,
  exitStatus,
  version,
  startTime,
  endTime,
}: Omit<JobExecution, "instance" | "parameters" | "stepExecutions" | "createTime">) {
  return { status, exitStatus, version, startTime, endTime };
}
