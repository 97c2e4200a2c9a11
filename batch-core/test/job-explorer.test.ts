import { describe, expect, it } from "vitest";
import { type Database, defineJob, openRuntime, runIdIncrementer } from "../src/index.ts";
import { testDatabases } from "./support/databases.ts";

const nightlyJob = defineJob({
  name: "nightly_Job",
  incrementer: runIdIncrementer(),
  flow: (job) =>
    job.start(
      job.taskletStep("work", ({ jobParameters }) => {
        if (jobParameters.get("fail")) throw new Error("as asked");
      }),
    ),
});
const otherJob = defineJob({ name: "nightlyXJob", flow: (job) => job.start(job.taskletStep("work", () => {})) });

describe.each(testDatabases)("job explorer on $dialect", ({ openDatabase }) => {
  const open = (database: Database) =>
    openRuntime({ database, jobs: [nightlyJob, otherJob], initializeSchema: "always" });

  it("lists names, instances newest first, and counts", async () => {
    await using runtime = await open(await openDatabase());
    const { operator, explorer } = runtime;
    for (let run = 1; run <= 3; run++) await operator.startNextInstance("nightly_Job");
    await operator.launch("nightlyXJob", {});

    expect(await explorer.getJobNames()).toEqual(["nightlyXJob", "nightly_Job"]);
    expect((await explorer.getJobInstances("nightly_Job")).map(({ id }) => id)).toEqual([3n, 2n, 1n]);
    expect((await explorer.getJobInstances("nightly_Job", 1, 1)).map(({ id }) => id)).toEqual([2n]);
    expect((await explorer.getJobInstances("nightly_*")).map(({ id }) => id)).toEqual([3n, 2n, 1n]);
    expect(await explorer.getJobInstances("nightly*")).toHaveLength(4);
    expect(await explorer.getJobInstanceCount("nightly_Job")).toBe(3);
    expect(await explorer.getJobInstanceCount("unheardOf")).toBe(0);
    expect(await explorer.getLastJobInstance("nightly_Job")).toMatchObject({ id: 3n });
    expect(await explorer.getLastJobInstance("unheardOf")).toBeNull();
    const parameters = new Map([["run.id", { type: "LONG", value: 2n, identifying: true } as const]]);
    expect(await explorer.findJobInstance("nightly_Job", parameters)).toMatchObject({ id: 2n });
  });

  it("shows every attempt at an instance with its steps", async () => {
    await using runtime = await open(await openDatabase());
    const { operator, explorer } = runtime;
    const fail = { type: "STRING", value: "yes", identifying: false };
    await operator.launch("nightly_Job", { day: "1", fail });
    await operator.launch("nightly_Job", { day: "1" });

    const instance = await explorer.getJobInstance(1n);
    if (!instance) throw new Error("no instance");
    const executions = await explorer.getJobExecutions(instance);
    expect(executions.map(({ id, status }) => [id, status])).toEqual([
      [2n, "COMPLETED"],
      [1n, "FAILED"],
    ]);
    expect(executions[1]?.parameters.get("fail")).toEqual(fail);
    expect(await explorer.getLastJobExecution(instance)).toMatchObject({ id: 2n });
    expect(await explorer.getLastStepExecution(instance, "work")).toMatchObject({ id: 2n, status: "COMPLETED" });
    expect(await explorer.getStepExecutionCount(instance, "work")).toBe(2);
    expect(await explorer.getStepExecution(1n, 1n)).toMatchObject({ stepName: "work", status: "FAILED" });
    expect(await explorer.getStepExecution(1n, 2n)).toBeNull();
    expect(await explorer.findRunningJobExecutions("nightly_Job")).toEqual([]);
  });

  it("deletes what does not run, and refuses what does", async () => {
    const database = await openDatabase();
    await using runtime = await open(database);
    const { operator, explorer } = runtime;
    await operator.launch("nightly_Job", { day: "1" });
    const instance = await explorer.getJobInstance(1n);
    if (!instance) throw new Error("no instance");
    await database.execute("update BATCH_JOB_EXECUTION set STATUS = 'STARTED'");
    expect(await explorer.findRunningJobExecutions("nightly_Job")).toHaveLength(1);
    await expect(explorer.deleteJobExecution(1n)).rejects.toThrow(/cannot be deleted/);
    await expect(explorer.deleteJobInstance(instance)).rejects.toThrow(/cannot be deleted/);

    await database.execute("update BATCH_JOB_EXECUTION set STATUS = 'FAILED'");
    await explorer.deleteJobInstance(instance);
    for (const table of [
      "JOB_INSTANCE",
      "JOB_EXECUTION",
      "JOB_EXECUTION_PARAMS",
      "STEP_EXECUTION",
      "STEP_EXECUTION_CONTEXT",
    ]) {
      expect(await database.query(`select * from BATCH_${table}`)).toEqual([]);
    }
  });
});
