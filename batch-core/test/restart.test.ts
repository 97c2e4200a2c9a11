import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob, type Job, type JobExecution, type TaskletScope } from "../src/index.ts";
import { counts, countsOf, openTestBatch, type TestBatch } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";
import { copyNumbersJob, createNumberTable, numbers, numbersOf } from "./support/numbers.ts";
import { taskletJob } from "./support/tasklet-job.ts";

describe.each(testDatabases)("restart on $dialect", ({ openDatabase }) => {
  it.each([
    { after: "read", committed: 20 },
    { after: "write", committed: 20 },
    { after: "save", committed: 20 },
    { after: "commit", committed: 30 },
  ] as const)("a crash after $after loses no item and repeats none", async ({ after, committed }) => {
    await using batch = await openBatch(openDatabase);
    const copy = copyNumbersJob({ items: numbers(1, 100), chunkSize: 10 });

    const crashed = await batch.crash({ chunk: 3, after }).startAndWait(copy, { day: "2026-01-31" });
    expect(await numbersOf(batch.database)).toEqual(numbers(1, committed));
    expect(crashed).toMatchObject({ status: "FAILED", exitStatus: { code: "FAILED" }, endTime: expect.any(Date) });
    expect(countsOf(crashed.stepExecutions[0])).toEqual(
      counts({ readCount: committed, writeCount: committed, commitCount: committed / 10 }),
    );

    const execution = await batch.startAndWait(copy, { day: "2026-01-31" });
    expect(execution).toMatchObject({ status: "COMPLETED", exitStatus: { code: "COMPLETED", description: "" } });
    const left = 100 - committed;
    expect(countsOf(execution.stepExecutions[0])).toEqual(
      counts({ readCount: left, writeCount: left, commitCount: left / 10 + 1 }),
    );
    expect(await numbersOf(batch.database)).toEqual(numbers(1, 100));
  });

  it("goes on through any number of crashes", async () => {
    await using batch = await openBatch(openDatabase);
    const copy = copyNumbersJob({ items: numbers(1, 20), chunkSize: 3 });
    for (const after of ["commit", "save", "write", "read", "commit", "commit"] as const) {
      await batch.crash({ chunk: 1, after }).startAndWait(copy);
    }
    const execution = await batch.startAndWait(copy);
    expect(countsOf(execution.stepExecutions[0])).toEqual(counts({ readCount: 11, writeCount: 11, commitCount: 4 }));
    expect(await numbersOf(batch.database)).toEqual(numbers(1, 20));
  });

  it("skips the steps that completed and runs the failed one and what follows", async () => {
    await using batch = await openBatch(openDatabase);
    const { job, ran } = threeSteps({ failing: "B", times: 1 });

    const first = await batch.startAndWait(job);
    const second = await batch.startAndWait(job);

    expect(stepsOf(first)).toEqual(["A COMPLETED", "B FAILED"]);
    expect(first).toMatchObject({ status: "FAILED", exitStatus: { code: "FAILED" } });
    expect(stepsOf(second)).toEqual(["B COMPLETED", "C COMPLETED"]);
    expect(second).toMatchObject({ status: "COMPLETED", exitStatus: { code: "COMPLETED", description: "" } });
    expect(ran).toEqual(["A", "B", "B", "C"]);
  });

  it("runs a completed step again where it allows that, from the beginning", async () => {
    await using batch = await openBatch(openDatabase);
    const { job, ran, contexts } = threeSteps({ failing: "B", times: 1, again: ["A"] });

    await batch.startAndWait(job);
    const second = await batch.startAndWait(job);

    expect(stepsOf(second)).toEqual(["A COMPLETED", "B COMPLETED", "C COMPLETED"]);
    expect(ran).toEqual(["A", "B", "A", "B", "C"]);
    expect(contexts.A).toEqual([undefined, undefined]);
  });

  it("gives an unfinished step what it had left in its context, and every step what is in the job's", async () => {
    await using batch = await openBatch(openDatabase);
    const { job, contexts, jobContexts } = threeSteps({ failing: "B", times: 2 });

    for (let attempt = 1; attempt <= 3; attempt++) await batch.startAndWait(job);

    expect(contexts.B).toEqual([undefined, 1, 2]);
    expect(jobContexts.B).toEqual(["A", "AB", "ABB"]);
    const [, , third] = await batch.rows("BATCH_JOB_EXECUTION_CONTEXT");
    expect(JSON.parse(String(third?.SHORT_CONTEXT))).toMatchObject({ seen: "ABBBC" });
  });

  it("does not count a step's attempts of other instances against its start limit", async () => {
    await using batch = await openBatch(openDatabase);
    const job = copyNumbersJob({ startLimit: 1 });
    expect(await batch.startAndWait(job, { day: "1" })).toMatchObject({ status: "COMPLETED" });
    expect(await batch.startAndWait(job, { day: "2" })).toMatchObject({ status: "COMPLETED" });
  });

  it("fails the job without a step row when a step's start limit is used up", async () => {
    await using batch = await openBatch(openDatabase);
    const job = copyNumbersJob({ startLimit: 2, processor: fail });

    const [first, second, third] = [
      await batch.startAndWait(job),
      await batch.startAndWait(job),
      await batch.startAndWait(job),
    ];

    expect([first, second].map(stepsOf)).toEqual([["copy FAILED"], ["copy FAILED"]]);
    expect(third).toMatchObject({ status: "FAILED", exitStatus: { code: "FAILED" }, stepExecutions: [] });
    expect(third.exitStatus.description).toContain('Step "copy" was started 2 times in this instance');
  });

  it("does not ask the start limit for a step that completed", async () => {
    await using batch = await openBatch(openDatabase);
    const { job } = threeSteps({ failing: "B", times: 1, startLimit: { A: 1 } });
    await batch.startAndWait(job);
    expect(await batch.startAndWait(job)).toMatchObject({ status: "COMPLETED" });
  });

  it("asks the start limit for a completed step that may run again", async () => {
    await using batch = await openBatch(openDatabase);
    const { job } = threeSteps({ failing: "B", times: 9, startLimit: { A: 2 }, again: ["A"] });
    const [, , third] = [await batch.startAndWait(job), await batch.startAndWait(job), await batch.startAndWait(job)];
    expect(third).toMatchObject({ status: "FAILED", stepExecutions: [] });
    expect(third?.exitStatus.description).toContain('Step "A" was started 2 times');
  });

  it("says that there was nothing to do when every step had completed", async () => {
    await using batch = await openBatch(openDatabase);
    const job = copyNumbersJob();
    await batch.insertExecution(job, { status: "FAILED", steps: [{ name: "copy", status: "COMPLETED" }] });

    const execution = await batch.startAndWait(job);

    expect(execution).toMatchObject({ status: "COMPLETED", exitStatus: { code: "NOOP" }, stepExecutions: [] });
    expect(execution.exitStatus.description).toMatch(/^Nothing was done/);
    expect(await numbersOf(batch.database)).toEqual([]);
  });

  it("leaves a reader that keeps no state to begin anew", async () => {
    await using batch = await openBatch(openDatabase);
    let broken = true;
    const job = copyNumbersJob({
      reader: () => {
        const items = [1, 2, 3, 4];
        return { read: () => items.shift() ?? null };
      },
      processor: (n) => (n === 3 && broken ? fail() : n),
    });
    await batch.startAndWait(job);
    broken = false;
    const execution = await batch.startAndWait(job);
    expect(countsOf(execution.stepExecutions[0])).toEqual(counts({ readCount: 4, writeCount: 4, commitCount: 3 }));
    expect(await numbersOf(batch.database)).toEqual([1, 1, 2, 2, 3, 4]);
  });

  it("tells beforehand which steps it would skip, run and continue, and from where", async () => {
    const { job } = threeSteps({ failing: "C", times: 1 });
    const copy = copyNumbersJob({ items: numbers(1, 9), processor: (n) => (n === 6 ? fail() : n) });
    const both = defineJob({
      name: "both",
      flow: (builder) => builder.start(stepOf(job, "A")).next(stepOf(copy, "copy")).next(stepOf(job, "B")),
    });
    await using batch = await openTestBatch({ database: await openDatabase(), jobs: [both] });
    await createNumberTable(batch.database);
    const { id } = await batch.startAndWait(both);

    const preview = await batch.operator.previewRestart(id);

    expect(preview).toMatchObject({ decision: "restart", lastExecutionId: id, attempt: 2, code: null });
    expect(preview.steps).toEqual([
      { name: "A", will: "skip", from: null },
      { name: "copy", will: "continue", from: { "listReader.read.count": 4 } },
      { name: "B", will: "run", from: null },
    ]);
  });
});

describe.each(testDatabases)("the end of a job on $dialect", ({ openDatabase }) => {
  const ending = (exits: Record<string, string>) =>
    defineJob({
      name: "ending",
      flow: (builder) => {
        const [first, ...rest] = Object.entries(exits).map(([name, code]) =>
          builder.taskletStep(name, ({ setExitCode }) => setExitCode(code, `said by ${name}`), { exitCodes: [code] }),
        );
        return rest.reduce((flow, step) => flow.next(step), builder.start(first as NonNullable<typeof first>));
      },
    });

  it("has the exit code and description of the last step; those of the steps before are lost", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    const execution = await batch.startAndWait(ending({ A: "ODD", B: "EVEN" }));
    expect(execution).toMatchObject({
      status: "COMPLETED",
      exitStatus: { code: "EVEN", description: "said by B" },
    });
  });

  it("is decided by statuses: a step that completed with exit code FAILED does not end it", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    const execution = await batch.startAndWait(ending({ A: "FAILED", B: "COMPLETED" }));
    expect(stepsOf(execution)).toEqual(["A COMPLETED", "B COMPLETED"]);
    expect(execution).toMatchObject({ status: "COMPLETED", exitStatus: { code: "COMPLETED" } });
  });

  it("keeps an exit code that a tasklet sets in any of its calls, the most severe of them", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    let calls = 0;
    const job = taskletJob(
      ({ setExitCode }) => {
        calls += 1;
        if (calls === 1) setExitCode("ODD");
        return calls < 3 ? "CONTINUABLE" : "FINISHED";
      },
      { jobName: "calls", exitCodes: ["ODD"] },
    );
    expect(await batch.startAndWait(job)).toMatchObject({ status: "COMPLETED", exitStatus: { code: "ODD" } });
  });

  it("is FAILED, and its instance not run, when the parameters no longer fit the job", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    const job = (max: number): Job =>
      defineJob({
        name: "strict",
        parameters: z.object({ n: z.int().max(max) }),
        flow: (builder) => builder.start(builder.taskletStep("A", fail)),
      });
    const failed = await batch.startAndWait(job(10), { n: 7 });

    const execution = await batch.restartAndWait(job(5), failed);

    expect(execution).toMatchObject({ status: "FAILED", exitStatus: { code: "FAILED" }, stepExecutions: [] });
    expect(execution.exitStatus.description).toContain('Parameters of job "strict" are not valid');
  });
});

async function openBatch(openDatabase: () => Promise<TestBatch["database"]>): Promise<TestBatch> {
  const batch = await openTestBatch({ database: await openDatabase() });
  await createNumberTable(batch.database);
  return batch;
}

type StepName = "A" | "B" | "C";

/** Tasklets A, B and C; one of them fails the first `times` times. What each found in its contexts is kept. */
function threeSteps(options: {
  failing: StepName;
  times: number;
  again?: readonly StepName[];
  startLimit?: Partial<Record<StepName, number>>;
}) {
  const ran: StepName[] = [];
  const contexts: Record<StepName, unknown[]> = { A: [], B: [], C: [] };
  const jobContexts: Record<StepName, unknown[]> = { A: [], B: [], C: [] };
  let failures = 0;
  const work = (name: StepName) => (scope: TaskletScope) => {
    ran.push(name);
    contexts[name].push(scope.stepContext.get("attempts"));
    scope.stepContext.put("attempts", (scope.stepContext.getNumber("attempts") ?? 0) + 1);
    const seen = scope.jobContext.getString("seen") ?? "";
    jobContexts[name].push(seen);
    scope.jobContext.put("seen", seen + name);
    if (name === options.failing && failures < options.times) {
      failures += 1;
      fail();
    }
  };
  const job = defineJob({
    name: "threeSteps",
    flow: (builder) => {
      const step = (name: StepName) =>
        builder.taskletStep(name, work(name), {
          ...(options.startLimit?.[name] && { startLimit: options.startLimit[name] }),
          allowStartIfComplete: options.again?.includes(name) ?? false,
        });
      return builder.start(step("A")).next(step("B")).next(step("C"));
    },
  });
  return { job, ran, contexts, jobContexts };
}

function stepOf(job: Job, name: string): Job["steps"][number] {
  const step = job.steps.find((candidate) => candidate.name === name);
  if (!step) throw new Error(`no step ${name}`);
  return step;
}

function stepsOf({ stepExecutions }: JobExecution): string[] {
  return stepExecutions.map(({ stepName, status }) => `${stepName} ${status}`);
}

function fail(): never {
  throw new Error("on purpose");
}
