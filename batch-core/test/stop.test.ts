import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { defineJob, type JobExecution, openRuntime, remoteDispatcher } from "../src/index.ts";
import { listReader } from "../src/item/index.ts";
import { counts, countsOf, openTestBatch, type TestBatch } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";
import { copyNumbersJob, createNumberTable, numbers, numbersOf, numberWriter } from "./support/numbers.ts";
import { taskletJob } from "./support/tasklet-job.ts";

/** What Java writes, so that consoles of either side read the same. */
const INTERRUPTED = "org.springframework.batch.core.JobInterruptedException";
const STOPPED = { status: "STOPPED", exitStatus: { code: "STOPPED", description: INTERRUPTED } };
const STOPPING_VERSION = "update BATCH_JOB_EXECUTION set STATUS = 'STOPPING', VERSION = VERSION + 1";

interface Change {
  readonly name: string;
  /** Run from outside while item 3 is processed. */
  readonly sql: readonly string[];
  readonly job: Record<string, unknown>;
  readonly step: Record<string, unknown>;
  /** What the chunk of items 3 and 4 adds when it commits, and whatever follows. */
  readonly copied: readonly number[];
}

const ENDED = "END_TIME = '2026-01-31 10:00:00', VERSION = VERSION + 1";
const complete = {
  job: { status: "COMPLETED", exitStatus: { code: "COMPLETED", description: "" } },
  step: { status: "COMPLETED", ...counts({ readCount: 6, writeCount: 6, commitCount: 4 }) },
  copied: numbers(1, 6),
};
const stopped = {
  job: { ...STOPPED, version: 3 },
  step: { ...STOPPED, ...counts({ readCount: 4, writeCount: 4, commitCount: 2 }), version: 4 },
  copied: numbers(1, 4),
};

/** Spec §10.3, the column of 5.2, but for c), d) and e). */
const CHANGES: readonly Change[] = [
  {
    name: "a) STOPPING without a new VERSION has no effect",
    sql: ["update BATCH_JOB_EXECUTION set STATUS = 'STOPPING'"],
    ...complete,
    job: { ...complete.job, version: 2 },
  },
  { name: "b) STOPPING with a new VERSION stops behind the chunk", sql: [STOPPING_VERSION], ...stopped },
  {
    // 5.2 runs to its end; 6.0 stops, since this is what its own operator writes, and so do we.
    name: "c) STOPPED with a new VERSION stops behind the chunk and keeps the row",
    sql: [`update BATCH_JOB_EXECUTION set STATUS = 'STOPPED', EXIT_CODE = 'STOPPED', ${ENDED}`],
    ...stopped,
    job: { status: "STOPPED", exitStatus: { code: "STOPPED", description: "" }, version: 2 },
  },
  {
    // 5.2 and 6.0 run to their end. What somebody has ended is not ours to go on with, and not ours to write.
    name: "d) ABANDONED with a new VERSION ends the work and keeps the row",
    sql: [`update BATCH_JOB_EXECUTION set STATUS = 'ABANDONED', EXIT_CODE = 'GONE', ${ENDED}`],
    ...stopped,
    job: { status: "ABANDONED", exitStatus: { code: "GONE", description: "" }, version: 2 },
  },
  {
    name: "e) FAILED with a new VERSION ends the work and keeps the row",
    sql: [`update BATCH_JOB_EXECUTION set STATUS = 'FAILED', EXIT_CODE = 'GONE', ${ENDED}`],
    ...stopped,
    job: { status: "FAILED", exitStatus: { code: "GONE", description: "" }, version: 2 },
  },
  {
    name: "f) a new VERSION of the step rolls the chunk back and leaves the job UNKNOWN",
    sql: ["update BATCH_STEP_EXECUTION set VERSION = VERSION + 1, EXIT_MESSAGE = 'by hand'"],
    job: { status: "UNKNOWN", exitStatus: { code: "UNKNOWN" }, endTime: expect.any(Date) },
    step: {
      status: "STARTED",
      exitStatus: { code: "EXECUTING", description: "by hand" },
      version: 3,
      endTime: null,
      ...counts({ readCount: 2, writeCount: 2, commitCount: 1 }),
    },
    copied: [1, 2],
  },
  {
    name: "g) STOPPING and a new VERSION of the step leave the job UNKNOWN",
    sql: [STOPPING_VERSION, "update BATCH_STEP_EXECUTION set VERSION = VERSION + 1"],
    job: { status: "UNKNOWN", exitStatus: { code: "UNKNOWN" }, endTime: expect.any(Date) },
    step: { status: "STARTED", version: 3, endTime: null, ...counts({ readCount: 2, writeCount: 2, commitCount: 1 }) },
    copied: [1, 2],
  },
  {
    name: "h) a new VERSION of the execution alone has no effect",
    sql: ["update BATCH_JOB_EXECUTION set VERSION = VERSION + 7"],
    ...complete,
    job: { ...complete.job, version: 9 },
  },
];

describe.each(testDatabases)("SQL from outside while a chunk is at work on $dialect", ({ openDatabase }) => {
  it.each(CHANGES)("$name", async ({ sql, job: endOfJob, step: endOfStep, copied }) => {
    await using batch = await openBatch(openDatabase);
    const job = copyNumbersJob({ items: numbers(1, 6), processor: at(3, () => run(batch, sql)) });

    const execution = await batch.startAndWait(job);

    expect(execution).toMatchObject(endOfJob);
    expect(execution.stepExecutions).toHaveLength(1);
    expect(execution.stepExecutions[0]).toMatchObject(endOfStep);
    expect(await numbersOf(batch.database)).toEqual(copied);
  });

  it("b') a stop during the last chunk stops the step, and the restart finds nothing left", async () => {
    await using batch = await openBatch(openDatabase);
    const job = copyNumbersJob({ items: numbers(1, 3), processor: at(3, () => run(batch, [STOPPING_VERSION])) });

    const first = await batch.startAndWait(job);
    const second = await batch.startAndWait(job);

    expect(first).toMatchObject(STOPPED);
    expect(first.stepExecutions[0]).toMatchObject({
      ...STOPPED,
      ...counts({ readCount: 3, writeCount: 3, commitCount: 2 }),
    });
    expect(second).toMatchObject({ status: "COMPLETED", exitStatus: { code: "COMPLETED" } });
    expect(countsOf(second.stepExecutions[0])).toEqual(counts({ commitCount: 1 }));
    expect(await numbersOf(batch.database)).toEqual([1, 2, 3]);
  });
});

describe.each(testDatabases)("stopping on $dialect", ({ openDatabase }) => {
  it("ends behind the chunk at work, and the restart reads only the rest", async () => {
    await using batch = await openBatch(openDatabase);
    const job = copyNumbersJob({
      items: numbers(1, 9),
      chunkSize: 2,
      processor: at(5, (scope) => batch.operator.stop(scope.jobExecutionId)),
    });

    const first = await batch.startAndWait(job);
    const second = await batch.startAndWait(job);

    expect(first).toMatchObject({ ...STOPPED, endTime: expect.any(Date) });
    expect(first.stepExecutions[0]).toMatchObject({ ...STOPPED, endTime: expect.any(Date) });
    expect(countsOf(first.stepExecutions[0])).toEqual(counts({ readCount: 6, writeCount: 6, commitCount: 3 }));
    expect(second).toMatchObject({ status: "COMPLETED", exitStatus: { code: "COMPLETED", description: "" } });
    expect(countsOf(second.stepExecutions[0])).toEqual(counts({ readCount: 3, writeCount: 3, commitCount: 2 }));
    expect(await numbersOf(batch.database)).toEqual(numbers(1, 9));
  });

  it("before the job starts leaves it STOPPED without a step row; beforeJob is still called", async () => {
    const calls: string[] = [];
    const job = copyNumbersJob({
      job: { listeners: [{ beforeJob: () => void calls.push("before"), afterJob: () => void calls.push("after") }] },
    });
    await using runtime = await openRuntime({
      database: await openDatabase(),
      initializeSchema: "always",
      jobs: [job],
      dispatcher: remoteDispatcher(),
    });
    const { jobExecutionId } = await runtime.operator.launch(job.name, {});
    await runtime.operator.stop(jobExecutionId);

    await runtime.execute(jobExecutionId);

    const execution = await runtime.repository.getJobExecution(jobExecutionId);
    expect(execution).toMatchObject({ status: "STOPPED", exitStatus: { code: "STOPPED" }, stepExecutions: [] });
    expect(execution?.exitStatus.description).toMatch(new RegExp(`^${INTERRUPTED}; Nothing was done`));
    expect(execution?.endTime).toEqual(expect.any(Date));
    expect(calls).toEqual(["before", "after"]);
  });

  it("between two steps keeps the first COMPLETED and makes no row for the second", async () => {
    await using batch = await openBatch(openDatabase);
    const afterStep = () => run(batch, [STOPPING_VERSION]);
    const job = twoSteps({ afterStep: async () => void (await afterStep()) });

    const first = await batch.startAndWait(job);
    const second = await batch.startAndWait(job);

    expect(first).toMatchObject(STOPPED);
    // The end of a step is saved after its listeners, and notices the stop; by then the step is COMPLETED.
    expect(stepsOf(first)).toEqual([["first", "COMPLETED", "COMPLETED"]]);
    expect(second).toMatchObject({ status: "COMPLETED", exitStatus: { code: "COMPLETED" } });
    expect(stepsOf(second)).toEqual([["second", "COMPLETED", "COMPLETED"]]);
    expect(await numbersOf(batch.database)).toEqual([1, 2, 3, 4]);
  });

  it("after the last step leaves STATUS STOPPED with EXIT_CODE COMPLETED, and a relaunch has nothing to do", async () => {
    await using batch = await openBatch(openDatabase);
    let calls = 0;
    const afterJob = async ({ id }: JobExecution) => {
      calls += 1;
      if (calls === 1) await batch.operator.stop(id);
    };
    const job = copyNumbersJob({ job: { listeners: [{ afterJob }] } });

    const first = await batch.startAndWait(job);
    const second = await batch.startAndWait(job);

    expect(first).toMatchObject({ status: "STOPPED", exitStatus: { code: "COMPLETED", description: "" } });
    expect(stepsOf(first)).toEqual([["copy", "COMPLETED", "COMPLETED"]]);
    expect(second).toMatchObject({ status: "COMPLETED", exitStatus: { code: "NOOP" }, stepExecutions: [] });
  });

  it("during a tasklet stops its step although it finishes, and the restart runs it again", async () => {
    await using batch = await openBatch(openDatabase);
    let calls = 0;
    const job = taskletJob(async ({ jobExecutionId, contribute }) => {
      calls += 1;
      contribute({ writeCount: 5 });
      if (calls === 1) await batch.operator.stop(jobExecutionId);
    });

    const first = await batch.startAndWait(job);
    const second = await batch.startAndWait(job);

    expect(first).toMatchObject(STOPPED);
    expect(first.stepExecutions[0]).toMatchObject({ ...STOPPED, ...counts({ writeCount: 5, commitCount: 1 }) });
    expect(second).toMatchObject({ status: "COMPLETED", exitStatus: { code: "COMPLETED" } });
    expect(calls).toBe(2);
  });

  it("ends a tasklet that asks for more behind its call", async () => {
    await using batch = await openBatch(openDatabase);
    let calls = 0;
    const job = taskletJob(async ({ jobExecutionId }) => {
      calls += 1;
      if (calls === 3) await batch.operator.stop(jobExecutionId);
      return calls < 100 ? "CONTINUABLE" : "FINISHED";
    });

    const execution = await batch.startAndWait(job);

    expect(execution).toMatchObject(STOPPED);
    expect(execution.stepExecutions[0]).toMatchObject({ ...STOPPED, ...counts({ commitCount: 3 }) });
    expect(calls).toBe(3);
  });

  it("breaks off a tasklet that waits with the step's signal, and the restart calls it again", async () => {
    await using batch = await openBatch(openDatabase);
    let calls = 0;
    const job = taskletJob(async ({ jobExecutionId, clock, signal }) => {
      if (++calls > 1) return;
      await batch.operator.stop(jobExecutionId);
      await clock.sleep(600_000, signal);
    });

    const first = await batch.startAndWait(job);
    const second = await batch.startAndWait(job);

    expect(first).toMatchObject(STOPPED);
    expect(first.stepExecutions[0]).toMatchObject({ ...STOPPED, ...counts({ rollbackCount: 1 }) });
    expect([second.status, calls]).toEqual(["COMPLETED", 2]);
  });

  it.each([
    { tolerates: "skips and repeats", noRollback: [] },
    { tolerates: "does not roll back for", noRollback: [Error] },
  ])(
    "breaks off a chunk that waits with the step's signal, even where it $tolerates any error",
    async ({ noRollback }) => {
      await using batch = await openBatch(openDatabase);
      let waits = true;
      const job = copyNumbersJob({
        processor: async (n, { jobExecutionId, signal }) => {
          if (n === 4 && waits) {
            waits = false;
            await batch.operator.stop(jobExecutionId);
            // Rejects with an AbortError of its own.
            await setTimeout(600_000, null, { signal });
          }
          return n;
        },
        skip: { on: [Error] },
        retry: { attempts: 5, on: [Error] },
        noRollback,
      });

      const first = await batch.startAndWait(job);
      const second = await batch.startAndWait(job);

      expect(first).toMatchObject(STOPPED);
      expect(first.stepExecutions[0]).toMatchObject({
        ...STOPPED,
        ...counts({ readCount: 4, writeCount: 2, commitCount: 1, rollbackCount: 1 }),
      });
      expect(second.status).toBe("COMPLETED");
      expect(await numbersOf(batch.database)).toEqual([1, 2, 3, 4]);
    },
  );

  it("does not hide a failure: what fails in the chunk at work is FAILED", async () => {
    await using batch = await openBatch(openDatabase);
    const job = copyNumbersJob({
      items: numbers(1, 6),
      processor: at(3, async ({ jobExecutionId }) => {
        await batch.operator.stop(jobExecutionId);
        throw new Error("three");
      }),
    });

    const execution = await batch.startAndWait(job);

    expect(execution).toMatchObject({ status: "FAILED", exitStatus: { code: "FAILED" } });
    expect(execution.stepExecutions[0]).toMatchObject({
      status: "FAILED",
      exitStatus: { code: "FAILED", description: expect.stringContaining("Error: three") },
      ...counts({ readCount: 4, writeCount: 2, commitCount: 1, rollbackCount: 1 }),
    });
  });

  it("closes the streams and calls the listeners of the step it stops", async () => {
    await using batch = await openBatch(openDatabase);
    const calls: string[] = [];
    const job = copyNumbersJob({
      processor: at(1, (scope) => batch.operator.stop(scope.jobExecutionId)),
      streams: () => [{ close: () => void calls.push("close") }],
      listeners: [{ afterStep: ({ status }) => void calls.push(`afterStep ${status}`) }],
      job: { listeners: [{ afterJob: ({ status }) => void calls.push(`afterJob ${status}`) }] },
    });
    await batch.startAndWait(job);
    expect(calls).toEqual(["afterStep STOPPED", "close", "afterJob STOPPED"]);
  });
});

async function openBatch(openDatabase: () => Promise<TestBatch["database"]>): Promise<TestBatch> {
  const batch = await openTestBatch({ database: await openDatabase() });
  await createNumberTable(batch.database);
  return batch;
}

async function run({ database }: TestBatch, statements: readonly string[]): Promise<void> {
  for (const sql of statements) await database.execute(sql);
}

/** Passes items on and calls `act` once, when it comes to this one. */
function at<S>(item: number, act: (scope: S) => Promise<unknown>): (n: number, scope: S) => Promise<number> {
  let done = false;
  return async (n, scope) => {
    if (n === item && !done) {
      done = true;
      await act(scope);
    }
    return n;
  };
}

function twoSteps(listener: { afterStep(): Promise<void> }) {
  const step = (items: readonly number[]) => ({
    chunkSize: 2,
    reader: () => listReader(items),
    writer: () => numberWriter(),
  });
  return defineJob({
    name: "twoSteps",
    flow: (job) =>
      job
        .start(job.chunkStep("first", { ...step([1, 2]), listeners: [listener] }))
        .next(job.chunkStep("second", step([3, 4]))),
  });
}

function stepsOf({ stepExecutions }: JobExecution): string[][] {
  return stepExecutions.map(({ stepName, status, exitStatus }) => [stepName, status, exitStatus.code]);
}
