import { describe, expect, it } from "vitest";
import type { JobListener, Logger, StepListener } from "../src/index.ts";
import { counts, countsOf, openTestBatch } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";
import { copyNumbersJob, createNumberTable, numbersOf } from "./support/numbers.ts";
import { taskletJob } from "./support/tasklet-job.ts";

type Options = NonNullable<Parameters<typeof copyNumbersJob>[0]>;

const broken = () => {
  throw new Error("the listener broke");
};
const BROKEN = { code: "FAILED", description: expect.stringMatching(/^Error: the listener broke\n\tat /) };

/** What a listener of items throws is no error of an item, and is marked as such. */
function brokenIn(method: string) {
  const isOfItems = !/Step|Chunk/.test(method);
  const pattern = new RegExp(
    `^StepListenerFailedError: A listener failed in ${method}\\.[\\s\\S]*\\nCaused by: Error: the listener broke\\n`,
  );
  return isOfItems ? { code: "FAILED", description: expect.stringMatching(pattern) } : BROKEN;
}

describe.each(testDatabases)("a listener that throws on $dialect", ({ openDatabase }) => {
  async function run(listeners: readonly JobListener[], step: Options = {}) {
    const errors: string[] = [];
    const logger: Logger = { debug() {}, info() {}, warn() {}, error: (_, message) => void errors.push(message) };
    await using batch = await openTestBatch({ database: await openDatabase(), logger });
    await createNumberTable(batch.database);
    const execution = await batch.startAndWait(copyNumbersJob({ ...step, job: { listeners } }));
    const copied = await numbersOf(batch.database);
    return { execution, step: execution.stepExecutions[0], copied, errors };
  }

  it("in beforeJob fails the job before its first step; afterJob is still called", async () => {
    const heard: string[] = [];
    const { execution, copied } = await run([
      { beforeJob: broken, afterJob: ({ status, exitStatus }) => void heard.push(`${status} ${exitStatus.code}`) },
    ]);
    expect(execution).toMatchObject({
      status: "FAILED",
      exitStatus: BROKEN,
      stepExecutions: [],
      endTime: expect.any(Date),
    });
    expect(heard).toEqual(["FAILED FAILED"]);
    expect(copied).toEqual([]);
  });

  it("in afterJob is logged and changes nothing", async () => {
    const { execution, errors } = await run([{ afterJob: broken }]);
    expect(execution).toMatchObject({ status: "COMPLETED", exitStatus: { code: "COMPLETED", description: "" } });
    expect(errors).toEqual(["afterJob failed"]);
  });

  it("in beforeStep fails the step with all counters at zero, and afterStep is still called", async () => {
    const heard: string[] = [];
    const listener = { beforeStep: broken, afterStep: ({ status }: { status: string }) => void heard.push(status) };
    const { execution, step } = await run([], { listeners: [listener] });
    expect(execution).toMatchObject({ status: "FAILED", exitStatus: BROKEN });
    expect(step).toMatchObject({ status: "FAILED", exitStatus: BROKEN, version: 2 });
    expect(countsOf(step)).toEqual(counts());
    expect(heard).toEqual(["FAILED"]);
  });

  it("in afterStep is logged, and nothing that any listener said counts, as in Java", async () => {
    const { execution, step, errors } = await run([], {
      listeners: [{ afterStep: () => "never asked" }, { afterStep: broken }, { afterStep: () => "SAID" }],
    });
    expect(execution).toMatchObject({ status: "COMPLETED", exitStatus: { code: "COMPLETED" } });
    expect(step).toMatchObject({ status: "COMPLETED", exitStatus: { code: "COMPLETED" } });
    expect(errors).toEqual(["afterStep failed"]);
  });

  it("in afterChunkError is logged, and a step that tolerates the error goes on", async () => {
    const { step, copied, errors } = await run([], {
      processor: (n) => {
        if (n === 3) throw new RangeError("three");
        return n;
      },
      skip: { on: [RangeError] },
      listeners: [{ afterChunkError: broken }],
    });
    expect(step).toMatchObject({ status: "COMPLETED", processSkipCount: 1, rollbackCount: 1 });
    expect(copied).toEqual([1, 2, 4]);
    expect(errors).toEqual(["afterChunkError failed"]);
  });

  const inChunk = { readCount: 0, rollbackCount: 1 };
  it.each<{ method: keyof StepListener; expected: object; copied?: number[]; step?: Options }>([
    // As in Java: what did not begin is not rolled back.
    { method: "beforeChunk", expected: { readCount: 0, rollbackCount: 0 } },
    { method: "beforeRead", expected: inChunk },
    { method: "afterRead", expected: inChunk },
    { method: "beforeProcess", expected: { readCount: 2, rollbackCount: 1 }, step: { processor: (n) => n } },
    { method: "afterProcess", expected: { readCount: 2, rollbackCount: 1 }, step: { processor: (n) => n } },
    { method: "beforeWrite", expected: { readCount: 2, rollbackCount: 1 } },
    { method: "afterWrite", expected: { readCount: 2, rollbackCount: 1 } },
    // What has committed stays: no rollback is counted, and the step's row is where the chunk left it.
    { method: "afterChunk", expected: { readCount: 2, writeCount: 2, commitCount: 1 }, copied: [1, 2] },
  ])("in $method fails the step", async ({ method, expected, copied = [], step: options = {} }) => {
    const { execution, step, copied: found } = await run([], { ...options, listeners: [{ [method]: broken }] });
    expect(execution).toMatchObject({ status: "FAILED", exitStatus: brokenIn(method) });
    expect(step).toMatchObject({ status: "FAILED", exitStatus: brokenIn(method) });
    expect(countsOf(step)).toEqual(counts(expected));
    expect(found).toEqual(copied);
  });

  it.each<{ method: keyof StepListener; step: Options }>([
    { method: "onReadError", step: { reader: () => ({ read: broken }) } },
    { method: "onProcessError", step: { processor: broken } },
    { method: "onWriteError", step: { writer: () => ({ write: broken }) } },
    { method: "afterChunkError", step: { processor: broken } },
  ])("in $method leaves the step FAILED and its row saved", async ({ method, step: options }) => {
    const second = () => {
      throw new Error("and the one that heard of it");
    };
    const { execution, step } = await run([], { ...options, listeners: [{ [method]: second }] });
    expect(execution).toMatchObject({ status: "FAILED", exitStatus: { code: "FAILED" } });
    expect(step).toMatchObject({ status: "FAILED", exitStatus: { code: "FAILED" }, rollbackCount: 1, commitCount: 0 });
  });

  it("in beforeChunk of a tasklet fails the step, and no rollback is counted", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    const execution = await batch.startAndWait(taskletJob(() => {}, { listeners: [{ beforeChunk: broken }] }));
    expect(execution).toMatchObject({ status: "FAILED", exitStatus: BROKEN });
    expect(countsOf(execution.stepExecutions[0])).toEqual(counts({}));
  });

  it("in afterChunk of a tasklet fails the step, and what committed stays", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    await createNumberTable(batch.database);
    const job = taskletJob(async ({ transaction }) => void (await transaction.bulkInsert("copied", ["n"], [[1]])), {
      listeners: [{ afterChunk: broken }],
    });
    const execution = await batch.startAndWait(job);
    expect(execution).toMatchObject({ status: "FAILED", exitStatus: BROKEN });
    expect(countsOf(execution.stepExecutions[0])).toEqual(counts({ commitCount: 1 }));
    expect(await numbersOf(batch.database)).toEqual([1]);
  });

  it("in close or in a writer's close is logged and changes nothing", async () => {
    const { execution, errors, copied } = await run([], { streams: () => [{ close: broken }] });
    expect(execution).toMatchObject({ status: "COMPLETED" });
    expect(errors).toEqual(["A stream could not be closed"]);
    expect(copied).toEqual([1, 2, 3, 4]);
  });
});

describe.each(testDatabases)("what a step says at its end on $dialect", ({ openDatabase }) => {
  async function exitOf(options: Options) {
    await using batch = await openTestBatch({ database: await openDatabase() });
    await createNumberTable(batch.database);
    const { status, exitStatus, stepExecutions } = await batch.startAndWait(copyNumbersJob(options));
    return {
      job: `${status} ${exitStatus.code}`,
      step: `${stepExecutions[0]?.status} ${stepExecutions[0]?.exitStatus.code}`,
      exitStatus,
    };
  }

  it.each<{ name: string; options: Options; ends: string }>([
    { name: "nothing", options: { listeners: [{ afterStep: () => undefined }] }, ends: "COMPLETED COMPLETED" },
    { name: "a code", options: { listeners: [{ afterStep: () => "ODD" }] }, ends: "COMPLETED ODD" },
    {
      name: "a less severe code",
      options: { listeners: [{ afterStep: () => "EXECUTING" }] },
      ends: "COMPLETED COMPLETED",
    },
    {
      name: "two codes: the more severe one",
      options: { listeners: [{ afterStep: () => "NOOP" }, { afterStep: () => "STOPPED" }] },
      ends: "COMPLETED STOPPED",
    },
    {
      name: "FAILED, which is no failure",
      options: { listeners: [{ afterStep: () => "FAILED" }] },
      ends: "COMPLETED FAILED",
    },
    {
      name: "a code of its own for a failure, which it hides",
      options: { processor: broken, listeners: [{ afterStep: () => "HANDLED" }] },
      ends: "FAILED HANDLED",
    },
    { name: "its exitCode function", options: { exitCode: () => "ODD" as never }, ends: "COMPLETED ODD" },
    {
      name: "nothing by its exitCode function when it failed",
      options: { processor: broken, exitCode: () => "ODD" as never },
      ends: "FAILED FAILED",
    },
    { name: "that its exitCode function broke", options: { exitCode: broken }, ends: "FAILED FAILED" },
  ])("is $name", async ({ options, ends }) => {
    const { job, step } = await exitOf(options);
    expect({ job, step }).toEqual({ job: ends, step: ends });
  });

  it("joins the descriptions of all who said something", async () => {
    const { exitStatus } = await exitOf({
      listeners: [
        { afterStep: () => ({ code: "ODD", description: "first in the list" }) },
        { afterStep: () => ({ code: "COMPLETED", description: "last in the list" }) },
      ],
    });
    expect(exitStatus).toEqual({ code: "ODD", description: "last in the list; first in the list" });
  });

  it("may be changed by afterJob, which has the last word on the job", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    await createNumberTable(batch.database);
    const afterJob: JobListener["afterJob"] = (execution) => {
      execution.exitStatus = { code: "REVIEWED", description: "by afterJob" };
    };
    const execution = await batch.startAndWait(copyNumbersJob({ job: { listeners: [{ afterJob }] } }));
    expect(execution).toMatchObject({
      status: "COMPLETED",
      exitStatus: { code: "REVIEWED", description: "by afterJob" },
    });
  });
});
