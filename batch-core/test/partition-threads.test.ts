import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { threadId } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  isRunning,
  type JobExecution,
  openRuntime,
  type Runtime,
  type RuntimeOptions,
  threadDispatcher,
} from "../src/index.ts";
import { testDatabases } from "./support/databases.ts";
import { storyOf } from "./support/scripted-steps.ts";
import { threadJobs } from "./support/thread-jobs/jobs.ts";

const OK = "COMPLETED/COMPLETED";
const END_MS_MAX = 25_000;
const workerUrl = new URL("./support/thread-jobs/worker.ts", import.meta.url);

describe.each(testDatabases)("steps in worker threads on $dialect", ({ url }) => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "batchdeck-threads-"));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function open(options: Partial<RuntimeOptions>): Promise<Runtime> {
    const runtime = await openRuntime({
      databaseUrl: await url(),
      jobs: threadJobs,
      initializeSchema: "always",
      ...options,
    });
    await runtime.database.execute("create table copied (n integer)");
    return runtime;
  }

  const underHost = () => open({ dispatcher: threadDispatcher({ workerUrl, stepThreads: 2, slots: 2 }) });

  async function launch({ operator }: Runtime, jobName: string): Promise<bigint> {
    return (await operator.launch(jobName, { folder })).jobExecutionId;
  }

  async function run(runtime: Runtime, jobName: string): Promise<JobExecution> {
    return ended(runtime, await launch(runtime, jobName));
  }

  async function copied({ database }: Runtime): Promise<number[]> {
    return (await database.query("select n from copied order by n")).map(({ n }) => Number(n));
  }

  it("compute at the same time: workers of a partitioned step, then flows of a split", async () => {
    await using runtime = await underHost();

    const { context, stepExecutions, ...execution } = await run(runtime, "compute");

    expect(execution.status).toBe("COMPLETED");
    const threadOf = Object.fromEntries(
      stepExecutions.map((step) => [step.stepName, step.context.getNumber("thread")]),
    );
    expect(new Set([threadOf["worker:a"], threadOf["worker:b"], threadOf.manager, threadId]).size).toBe(4);
    expect(new Set([threadOf["step-left"], threadOf["step-right"], threadOf.manager, threadId]).size).toBe(4);
    expect([context.get("worker:a"), context.get("worker:b")]).toEqual([1, 2]);
    const [, ...others] = stepExecutions;
    expect(others.map((step) => step.context.get("divided"))).toEqual([true, true, true, true]);
  });

  it("compute at the same time without a host, when the runtime has threads of its own", async () => {
    await using runtime = await open({ stepThreads: { workerUrl, threads: 2 } });

    expect(await run(runtime, "compute")).toMatchObject({ status: "COMPLETED" });
  });

  it("fail alone, also when their thread dies, and a restart runs the unfinished ones", async () => {
    await using runtime = await underHost();
    for (const accident of ["not-failed", "not-died"]) writeFileSync(join(folder, accident), "");

    const first = await run(runtime, "copy");
    const second = await run(runtime, "copy");

    expect(storyOf(first).job).toBe("FAILED/FAILED");
    const unfinished = first.stepExecutions.filter(({ status }) => status !== "COMPLETED");
    const names = unfinished.map(({ stepName }) => stepName);
    expect(names).toEqual(expect.arrayContaining(["manager", "worker:partition2", "worker:partition7"]));
    // The thread that died may have had a second worker.
    expect(names.length).toBeLessThanOrEqual(4);
    const died = unfinished.find(({ stepName }) => stepName === "worker:partition7");
    expect(died).toMatchObject({ status: "FAILED", writeCount: 40 });
    expect(died?.exitStatus.description).toContain("The worker thread of this step died");
    expect(died?.endTime).not.toBeNull();
    expect(storyOf(second)).toEqual({ job: OK, rows: names.map((name) => `${name} ${OK}`) });
    expect(await copied(runtime)).toEqual(Array.from({ length: 1000 }, (_, n) => n + 1));
    expect(second.stepExecutions[0]?.writeCount).toBe(1000 - (first.stepExecutions[0]?.writeCount ?? 0));
  });

  it("stop at a chunk boundary, and a restart goes on", async () => {
    await using runtime = await underHost();
    writeFileSync(join(folder, "endless"), "");
    const id = await launch(runtime, "endless");
    await until(() => existsSync(join(folder, "wrote-worker-a")) && existsSync(join(folder, "wrote-worker-b")));

    await runtime.operator.stop(id);
    const stopped = await ended(runtime, id);
    rmSync(join(folder, "endless"));
    const finished = await run(runtime, "endless");

    const rows = ["manager", "worker:a", "worker:b"];
    expect(storyOf(stopped)).toEqual({ job: "STOPPED/STOPPED", rows: rows.map((name) => `${name} STOPPED/STOPPED`) });
    expect(storyOf(finished)).toEqual({ job: OK, rows: rows.map((name) => `${name} ${OK}`) });
    expect((await copied(runtime)).length).toBe(stopped.stepExecutions[0]?.writeCount);
  });

  it("write nothing more once their execution is recovered", async () => {
    const runtime = await underHost();
    try {
      writeFileSync(join(folder, "endless"), "");
      const id = await launch(runtime, "endless");
      await until(() => existsSync(join(folder, "wrote-worker-a")) && existsSync(join(folder, "wrote-worker-b")));

      await runtime.operator.recover(id);

      const rows = await copied(runtime);
      const execution = await ended(runtime, id);
      expect(storyOf(execution).job).toBe("FAILED/FAILED");
      const [, ...workers] = execution.stepExecutions;
      expect(workers.map(({ status }) => status)).toEqual(["FAILED", "FAILED"]);
      expect(rows.length).toBe(workers.reduce((sum, { writeCount }) => sum + writeCount, 0));
      rmSync(join(folder, "endless"));
      expect(storyOf(await run(runtime, "endless")).job).toBe(OK);
      expect((await copied(runtime)).length).toBe(rows.length);
    } finally {
      await runtime.close();
    }
  });

  it("are ended, whatever they compute, when their execution is recovered", async () => {
    await using runtime = await underHost();
    const counted = () => readFileSync(join(folder, "counted"), "utf8");
    const id = await launch(runtime, "busy");
    await until(() => existsSync(join(folder, "counted")));

    await runtime.operator.recover(id);

    const before = counted();
    expect(await run(runtime, "compute")).toMatchObject({ status: "COMPLETED" });
    expect(counted()).toBe(before);
  });

  it("end with the thread that launched their job: both executions are FAILED and restartable", async () => {
    await using runtime = await underHost();

    const parent = await run(runtime, "dyingParent");
    const child = await ended(runtime, parent.id + 1n);

    expect(storyOf(parent)).toEqual({ job: "FAILED/FAILED", rows: ["launch FAILED/FAILED"] });
    expect(storyOf(child)).toEqual({ job: "FAILED/FAILED", rows: ["die FAILED/FAILED"] });
    expect(await runtime.operator.preview("dyingParent", { folder })).toMatchObject({ decision: "restart" });
  });

  it("are no threads over a database that only this one can see", async () => {
    await expect(
      openRuntime({ databaseUrl: ":memory:", jobs: threadJobs, stepThreads: { workerUrl } }),
    ).rejects.toMatchObject({ code: "CONFIGURATION" });
  });
});

async function ended({ repository }: Runtime, id: bigint): Promise<JobExecution> {
  let execution: JobExecution | null = null;
  await until(async () => {
    execution = await repository.getJobExecution(id);
    return execution !== null && !isRunning(execution.status);
  });
  if (!execution) throw new Error(`There is no execution ${id}.`);
  return execution;
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + END_MS_MAX;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Waited ${END_MS_MAX} ms in vain for ${condition}.`);
    await delay(20);
  }
}
