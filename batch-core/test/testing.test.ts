import { AssertionError } from "node:assert";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob, ExecutionContext, exitStatus, openDatabase } from "../src/index.ts";
import {
  assertCounts,
  counts,
  countsOf,
  createJobExecution,
  createJobInstance,
  createStepExecution,
  createStepScope,
  openTestBatch,
  testClock,
  uniqueParameters,
} from "../src/testing.ts";
import { copyNumbersJob, createNumberTable, numbers, numbersOf } from "./support/numbers.ts";

describe("a test batch", () => {
  it("runs a job in memory and gives the execution as it is stored", async () => {
    await using batch = await openTestBatch();
    await createNumberTable(batch.database);

    const execution = await batch.startAndWait(copyNumbersJob(), { day: "2026-01-31" });

    expect(execution).toMatchObject({ status: "COMPLETED", version: 2 });
    assertCounts(execution.stepExecutions[0], { readCount: 4, writeCount: 4, commitCount: 3 });
    expect(await batch.rows("copied")).toEqual([{ n: 1 }, { n: 2 }, { n: 3 }, { n: 4 }]);
    expect(await batch.execution(execution.id)).toEqual(execution);
  });

  it("leaves a database open that it was given", async () => {
    await using database = await openDatabase(":memory:");
    {
      await using batch = await openTestBatch({ database });
      await createNumberTable(batch.database);
      await batch.startAndWait(copyNumbersJob());
    }
    expect(await numbersOf(database)).toEqual([1, 2, 3, 4]);
  });

  it("passes refusals on", async () => {
    await using batch = await openTestBatch();
    await createNumberTable(batch.database);
    const job = copyNumbersJob();
    await batch.startAndWait(job, { day: "1" });
    await expect(batch.startAndWait(job, { day: "1" })).rejects.toMatchObject({
      code: "JOB_INSTANCE_ALREADY_COMPLETE",
    });
  });

  it("writes the clock's times", async () => {
    const clock = testClock("2026-01-31T09:00:00Z");
    await using batch = await openTestBatch({ clock });
    await createNumberTable(batch.database);
    const job = copyNumbersJob({
      processor: async (n, scope) => {
        await scope.clock.sleep(60_000);
        return n;
      },
    });
    const { startTime, endTime } = await batch.startAndWait(job);
    expect(startTime).toEqual(new Date("2026-01-31T09:00:00Z"));
    expect(endTime).toEqual(new Date("2026-01-31T09:04:00Z"));
    expect(clock.sleeps).toEqual([60_000, 60_000, 60_000, 60_000]);
  });

  it("takes executions in any state, and removes all", async () => {
    const job = copyNumbersJob();
    await using batch = await openTestBatch({ jobs: [job] });
    const inserted = await batch.insertExecution(job, {
      status: "STOPPING",
      exitCode: "ODD",
      exitMessage: "by hand",
      parameters: { day: "1" },
      context: { seen: 7 },
      steps: [{ name: "copy", status: "STARTED", counts: { readCount: 3, writeSkipCount: 1 }, context: { at: "3" } }],
    });
    expect(inserted).toMatchObject({
      status: "STOPPING",
      exitStatus: { code: "ODD", description: "by hand" },
      endTime: null,
    });
    expect(inserted.parameters.get("day")?.value).toBe("1");
    expect(inserted.context.get("seen")).toBe(7);
    const [step] = inserted.stepExecutions;
    expect(step).toMatchObject({ status: "STARTED", exitStatus: { code: "EXECUTING" }, endTime: null });
    expect(step?.context.get("at")).toBe("3");
    assertCounts(step, { readCount: 3, writeSkipCount: 1 });

    await batch.removeExecutions();
    expect(await batch.rows("BATCH_JOB_INSTANCE")).toEqual([]);
    expect(await batch.rows("BATCHDECK_LEASE")).toEqual([]);
  });
});

describe("one step by itself", () => {
  const job = defineJob({
    name: "sums",
    parameters: z.object({ factor: z.int().default(2) }),
    listeners: [
      {
        beforeJob() {
          throw new Error("not for a single step");
        },
      },
    ],
    flow: (builder) => {
      const first = builder.taskletStep("first", () => {
        throw new Error("not this one");
      });
      const second = builder.taskletStep("second", ({ parameters, jobContext, stepContext }) => {
        stepContext.put("product", parameters.factor * (jobContext.getNumber("sum") ?? 0));
      });
      return builder.start(first).next(second);
    },
  });

  it("runs with parameters and with what earlier steps would have left", async () => {
    await using batch = await openTestBatch();
    const execution = await batch.launchStep(job, "second", { parameters: { factor: 3 }, jobContext: { sum: 14 } });
    expect(execution).toMatchObject({ status: "COMPLETED", instance: { jobName: "TestJob" } });
    expect(execution.stepExecutions.map(({ stepName }) => stepName)).toEqual(["second"]);
    expect(execution.stepExecutions[0]?.context.get("product")).toBe(42);
  });

  it("is an instance of its own with every launch", async () => {
    await using batch = await openTestBatch();
    for (let launch = 1; launch <= 3; launch++) {
      expect(await batch.launchStep(job, "second", { parameters: { factor: 3 } })).toMatchObject({
        status: "COMPLETED",
      });
    }
    expect(await batch.rows("BATCH_JOB_INSTANCE")).toHaveLength(3);
  });

  it("must be there", async () => {
    await using batch = await openTestBatch();
    await expect(async () => batch.launchStep(job, "third")).rejects.toThrow(
      'Job "sums" has no step "third". Its steps: first, second.',
    );
  });
});

describe("a crash", () => {
  it("ends the process like kill -9: nothing of the job runs any more", async () => {
    await using batch = await openTestBatch();
    await createNumberTable(batch.database);
    const heard: string[] = [];
    const job = copyNumbersJob({
      streams: () => [{ close: () => void heard.push("close"), afterRollback: () => void heard.push("afterRollback") }],
      listeners: [{ afterStep: () => void heard.push("afterStep"), afterChunkError: () => void heard.push("error") }],
      job: { listeners: [{ afterJob: () => void heard.push("afterJob") }] },
    });

    const crashed = await batch.crash({ chunk: 2, after: "write" }).startAndWait(job);

    expect(heard).toEqual([]);
    expect(crashed).toMatchObject({ status: "FAILED", exitStatus: { code: "FAILED" } });
    expect(crashed.exitStatus.description).toMatch(/the process of this execution die/);
    expect(await numbersOf(batch.database)).toEqual([1, 2]);
    expect(await batch.restartAndWait(job, crashed)).toMatchObject({ status: "COMPLETED" });
    expect(await numbersOf(batch.database)).toEqual([1, 2, 3, 4]);
  });

  it("counts chunks over all steps of the execution", async () => {
    await using batch = await openTestBatch();
    await createNumberTable(batch.database);
    const [copy] = copyNumbersJob({ items: numbers(1, 3), allowStartIfComplete: true }).steps;
    const [again] = copyNumbersJob({ items: numbers(4, 6) }).steps;
    if (!copy || !again) throw new Error("a job without steps");
    const job = defineJob({ name: "two", flow: (builder) => builder.start(copy).next({ ...again, name: "again" }) });
    await batch.crash({ chunk: 3, after: "commit" }).startAndWait(job);
    expect(await numbersOf(batch.database)).toEqual(numbers(1, 5));
  });

  it("that never comes is said, so that no test passes without it", async () => {
    await using batch = await openTestBatch();
    await createNumberTable(batch.database);
    const launch = batch.crash({ chunk: 9, after: "read" }).startAndWait(copyNumbersJob());
    await expect(launch).rejects.toThrow("Execution 1 ended before chunk 9 was read.");
  });

  it("works for a single step too", async () => {
    await using batch = await openTestBatch();
    await createNumberTable(batch.database);
    const crashed = await batch.crash({ chunk: 1, after: "save" }).launchStep(copyNumbersJob(), "copy");
    expect(crashed).toMatchObject({ status: "FAILED" });
    expect(await numbersOf(batch.database)).toEqual([]);
  });
});

describe("small things for tests", () => {
  it("compare every counter", () => {
    const step = createStepExecution({ readCount: 4, commitCount: 2 });
    expect(countsOf(step)).toEqual(counts({ readCount: 4, commitCount: 2 }));
    expect(countsOf(undefined)).toEqual(counts());
    assertCounts(step, { readCount: 4, commitCount: 2 });
    expect(() => assertCounts(step, { readCount: 4 })).toThrow(AssertionError);
    expect(() => assertCounts(step, { readCount: 4, commitCount: 2, rollbackCount: 1 })).toThrow(AssertionError);
  });

  it("move the clock only when told", async () => {
    const clock = testClock("2026-01-31T00:00:00Z");
    expect(clock.now()).toEqual(clock.now());
    clock.advance(1_500);
    expect(clock.now().toISOString()).toBe("2026-01-31T00:00:01.500Z");
    await clock.sleep(500);
    expect(clock.now().toISOString()).toBe("2026-01-31T00:00:02.000Z");
    expect(clock.sleeps).toEqual([500]);
    clock.set("2027-01-01T00:00:00Z");
    expect(clock.now().getUTCFullYear()).toBe(2027);
    await expect(clock.sleep(1, AbortSignal.abort(new Error("stopped")))).rejects.toThrow("stopped");
    expect(() => testClock("soon")).toThrow(RangeError);
  });

  it("make meta-data as Spring Batch's factory does", () => {
    expect(createJobInstance()).toEqual({ id: 12n, jobName: "job", jobKey: "d41d8cd98f00b204e9800998ecf8427e" });
    const execution = createJobExecution({ status: "STARTED" });
    expect(execution).toMatchObject({ id: 123n, status: "STARTED", exitStatus: exitStatus("UNKNOWN"), version: 0 });
    const step = createStepExecution({ stepName: "load", context: new ExecutionContext({ at: 7 }) }, execution);
    expect(step).toMatchObject({ id: 1234n, jobExecutionId: 123n, stepName: "load", status: "STARTING" });
    expect(execution.stepExecutions).toEqual([step]);
  });

  it("make the scope that a step's factories get", async () => {
    const scope = createStepScope({ parameters: { file: "data.csv" } });
    expect(scope.parameters.file).toBe("data.csv");
    expect(scope).toMatchObject({ jobName: "job", stepName: "step", stepExecutionId: 1234n });
    expect(() => scope.database.query("select 1")).toThrow(/pass one to createStepScope/);
    await using database = await openDatabase(":memory:");
    expect(await createStepScope({ database }).database.query("select 1 as one")).toEqual([{ one: 1 }]);
  });

  it("make parameters that nobody had before", () => {
    const values = Array.from({ length: 100 }, () => uniqueParameters().random.value);
    expect(new Set(values).size).toBe(100);
  });
});
