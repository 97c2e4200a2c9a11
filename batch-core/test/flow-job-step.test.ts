import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob, type Job, type JobStepOptions, listReader, type StepExecution } from "../src/index.ts";
import { openTestBatch } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";
import { type Outcome, scriptedSteps, storyOf } from "./support/scripted-steps.ts";
import { taskletJob } from "./support/tasklet-job.ts";

const OK = "COMPLETED/COMPLETED";

function childJob(...outcomes: Outcome[]): Job {
  return defineJob({ name: "child", flow: (job) => job.start(scriptedSteps(job).step("C1", ...outcomes)) });
}

function parentJob(job: JobStepOptions["job"], options: Partial<JobStepOptions> = {}): Job {
  return defineJob({
    name: "parent",
    flow: (builder) =>
      builder.start(builder.jobStep("launch", { job, ...options })).next(scriptedSteps(builder).step("after")),
  });
}

describe.each(testDatabases)("a job step on $dialect", ({ openDatabase }) => {
  it("launches another job with its own parameters and takes its exit", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    const child = defineJob({
      name: "child",
      flow: (job) => job.start(scriptedSteps(job).step("C1")).on("*").end("CUSTOM"),
    });
    const parent = defineJob({
      name: "parent",
      flow: (job) => {
        const launch = job.jobStep("launch", { job: child });
        return job.start(launch).on("CUSTOM").to(scriptedSteps(job).step("after")).on("*").fail();
      },
    });

    const execution = await batch.startAndWait(parent, { day: "1" });
    const launched = await batch.execution(execution.id + 1n);

    expect(storyOf(execution)).toEqual({ job: OK, rows: ["launch COMPLETED/CUSTOM", `after ${OK}`] });
    expect(execution.stepExecutions[0]?.context.get("batch.stepType")).toBe(
      "org.springframework.batch.core.step.job.JobStep",
    );
    expect(launched.instance.jobName).toBe("child");
    expect(launched.instance.id).not.toBe(execution.instance.id);
    expect(launched.parameters).toEqual(execution.parameters);
    expect(storyOf(launched)).toEqual({ job: "COMPLETED/CUSTOM", rows: [`C1 ${OK}`] });
  });

  it("fails with the job, and a restart continues that job's instance", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    let description = "";
    const listeners = [
      {
        afterStep({ exitStatus }: StepExecution) {
          description ||= exitStatus.description;
        },
      },
    ];
    const parent = parentJob(childJob("fail"), { listeners });

    const first = await batch.startAndWait(parent, { day: "1" });
    const second = await batch.startAndWait(parent, { day: "1" });

    expect(storyOf(first)).toEqual({ job: "FAILED/FAILED", rows: ["launch FAILED/FAILED"] });
    expect(description).toMatch(
      /Error: C1 fails as it was told.*; JobExecutionError: Job "child" ended as FAILED: execution \d+\./s,
    );
    expect(storyOf(second)).toEqual({ job: OK, rows: [`launch ${OK}`, `after ${OK}`] });
    const children = await batch.database.query(
      "select JOB_INSTANCE_ID as id from BATCH_JOB_INSTANCE where JOB_NAME = 'child'",
    );
    expect(children).toHaveLength(1);
    const attempts = await batch.database.query(
      `select STATUS as status from BATCH_JOB_EXECUTION where JOB_INSTANCE_ID = ${children[0]?.id} order by JOB_EXECUTION_ID`,
    );
    expect(attempts.map(({ status }) => status)).toEqual(["FAILED", "COMPLETED"]);
  });

  it("is launched with what the step makes of its scope, as typed by that job", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    let seen: unknown;
    const child = defineJob({
      name: "child",
      parameters: z.object({ date: z.iso.date(), count: z.int(), rate: z.number() }),
      flow: (job) =>
        job.start(
          job.taskletStep("C1", ({ parameters }) => {
            seen = parameters;
          }),
        ),
    });
    const parent = parentJob(child, {
      parameters: ({ jobParameters }) => ({ date: jobParameters.get("day")?.value, count: 3, rate: 0.5 }),
    });

    const first = await batch.startAndWait(parent, { day: "2026-01-31" });

    expect(storyOf(first).job).toBe(OK);
    expect(seen).toEqual({ date: "2026-01-31", count: 3, rate: 0.5 });
  });

  it("takes the parameters of the first attempt when it is restarted", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    let asked = 0;
    const parameters = () => {
      asked += 1;
      return {
        text: "é",
        count: 9_007_199_254_740_993n,
        at: { type: "DATE", value: new Date(1_700_000_000_000), identifying: true },
        asked,
      };
    };
    const parent = parentJob(childJob("fail"), { parameters });

    const first = await batch.startAndWait(parent, { day: "1" });
    await batch.startAndWait(parent, { day: "1" });

    expect(asked).toBe(1);
    const [firstChild, secondChild] = [await batch.execution(first.id + 1n), await batch.execution(first.id + 3n)];
    expect(secondChild.instance).toEqual(firstChild.instance);
    expect(secondChild.parameters).toEqual(firstChild.parameters);
  });

  it("finds a job by its name, and fails for one that is not there", async () => {
    const child = childJob();
    await using batch = await openTestBatch({ database: await openDatabase(), jobs: [child] });

    expect(storyOf(await batch.startAndWait(parentJob("child"), { day: "1" })).job).toBe(OK);

    const { stepExecutions } = await batch.startAndWait(parentJob("stranger"), { day: "2" });
    expect(stepExecutions).toMatchObject([
      { stepName: "launch", status: "FAILED", exitStatus: { code: "NO_SUCH_JOB" } },
    ]);
  });

  it("fails when the launch is refused", async () => {
    const child = childJob();
    await using batch = await openTestBatch({ database: await openDatabase(), jobs: [child] });
    await batch.startAndWait(child, { day: "1" });

    const { stepExecutions } = await batch.startAndWait(parentJob(child), { day: "1" });

    expect(stepExecutions).toMatchObject([{ stepName: "launch", status: "FAILED" }]);
    expect(stepExecutions[0]?.exitStatus.description).toContain("JobInstanceAlreadyCompleteError");
  });

  it("does not launch a job again that completed before the process died", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    let runs = 0;
    const child = taskletJob(
      () => {
        runs += 1;
      },
      { jobName: "child" },
    );
    const parent = parentJob(child);
    const first = await batch.startAndWait(parent, { day: "1" });
    // As a process leaves them that dies when the job has ended and its own step has not.
    await batch.database.execute("update BATCH_JOB_EXECUTION set STATUS = 'STARTED' where JOB_EXECUTION_ID = ?", [
      first.id,
    ]);
    await batch.database.execute(
      "update BATCH_STEP_EXECUTION set STATUS = 'STARTED' where JOB_EXECUTION_ID = ? and STEP_NAME = 'launch'",
      [first.id],
    );
    await batch.database.execute(
      "delete from BATCH_STEP_EXECUTION_CONTEXT where STEP_EXECUTION_ID in (select STEP_EXECUTION_ID from BATCH_STEP_EXECUTION where STEP_NAME = 'after')",
    );
    await batch.database.execute("delete from BATCH_STEP_EXECUTION where STEP_NAME = 'after'");
    await batch.operator.recover(first.id);

    const second = await batch.startAndWait(parent, { day: "1" });

    expect(storyOf(second)).toEqual({ job: OK, rows: [`launch ${OK}`, `after ${OK}`] });
    expect(runs).toBe(1);
  });

  it("stops with the job", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    let stops = 1;
    const child = taskletJob(
      async ({ jobExecutionId }) => {
        if (stops-- > 0) await batch.operator.stop(jobExecutionId);
      },
      { jobName: "child" },
    );
    const parent = parentJob(child);

    const stopped = await batch.startAndWait(parent, { day: "1" });
    const finished = await batch.startAndWait(parent, { day: "1" });

    expect(storyOf(stopped)).toEqual({ job: "STOPPED/STOPPED", rows: ["launch STOPPED/STOPPED"] });
    expect(storyOf(finished)).toEqual({ job: OK, rows: [`launch ${OK}`, `after ${OK}`] });
  });

  it("passes a stop of its own execution on to the job", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    let parentId = 0n;
    const child = defineJob({
      name: "child",
      flow: (job) =>
        job.start(
          job.chunkStep("C1", {
            chunkSize: 1,
            reader: () => listReader(Array.from({ length: 100_000 }, (_, n) => n)),
            writer: ({ clock }) => ({
              async write(items) {
                if (items[0] === 0) await batch.operator.stop(parentId);
                // Lets the clock's timers run between the chunks.
                await clock.sleep(1);
              },
            }),
          }),
        ),
    });
    const parent = defineJob({
      name: "parent",
      listeners: [
        {
          beforeJob({ id }) {
            parentId = id;
          },
        },
      ],
      flow: (job) => job.start(job.jobStep("launch", { job: child })),
    });

    const stopped = await batch.startAndWait(parent, { day: "1" });

    expect(storyOf(stopped)).toEqual({ job: "STOPPED/STOPPED", rows: ["launch STOPPED/STOPPED"] });
    expect(storyOf(await batch.execution(stopped.id + 1n))).toEqual({
      job: "STOPPED/STOPPED",
      rows: ["C1 STOPPED/STOPPED"],
    });
  });

  it("is recovered together with the job that it launched", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    const child = defineJob({
      name: "child",
      flow: (job) =>
        job.start(
          job.chunkStep("C1", {
            chunkSize: 1,
            reader: () => listReader([1, 2, 3]),
            writer: () => ({ write: () => {} }),
          }),
        ),
    });
    const parent = parentJob(child);

    // The process dies inside the launched job; then the launching one is recovered.
    const died = await batch.crash({ chunk: 2, after: "write" }).startAndWait(parent, { day: "1" });
    const finished = await batch.startAndWait(parent, { day: "1" });

    expect(storyOf(died)).toEqual({ job: "FAILED/FAILED", rows: ["launch FAILED/FAILED"] });
    expect(storyOf(await batch.execution(died.id + 1n)).job).toBe("FAILED/FAILED");
    expect(storyOf(finished)).toEqual({ job: OK, rows: [`launch ${OK}`, `after ${OK}`] });
    expect(await batch.execution(finished.id + 1n)).toMatchObject({
      stepExecutions: [{ readCount: 2, writeCount: 2 }],
    });
  });

  it("holds the job's lease with its own, so that no other host takes the job up", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    const leases: unknown[] = [];
    const child = taskletJob(
      async ({ database }) => {
        leases.push(
          ...(await database.query(
            "select NODE_ID as node, STATE as state, REQUESTED_BY as asker from BATCHDECK_LEASE order by JOB_EXECUTION_ID",
          )),
        );
      },
      { jobName: "child" },
    );

    const { id } = await batch.startAndWait(parentJob(child), { day: "1" });

    const [own, childs] = leases as { node: string; state: string; asker: string | null }[];
    expect(own).toMatchObject({ state: "RUNNING" });
    expect(childs).toEqual({ node: own?.node, state: "RUNNING", asker: `execution ${id}` });
    expect(await batch.database.query("select distinct STATE as state from BATCHDECK_LEASE")).toEqual([
      { state: "DONE" },
    ]);
  });
});
