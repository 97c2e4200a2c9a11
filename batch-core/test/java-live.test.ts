import { afterAll, describe, expect, it } from "vitest";
import { type Database, type JobExecution, openDatabase, openRuntime, type Runtime } from "../src/index.ts";
import { testDatabases } from "./support/databases.ts";
import type { JavaOrder } from "./support/java-process.ts";
import { startProcess, type TestProcess } from "./support/processes.ts";
import { createSpringTables } from "./support/spring-schema.ts";

/** Every Java side there is; 6.0.4 has a step of its own beside the old one. */
const APPLICATIONS = [
  { java: "4.3", generation: 4, kind: "legacy" },
  { java: "5.2", generation: 5, kind: "legacy" },
  { java: "6.0.4, legacy step", generation: 6, kind: "legacy" },
  { java: "6.0.4, new step", generation: 6, kind: "new" },
] as const;
type Application = (typeof APPLICATIONS)[number];

const CASES = testDatabases.flatMap((database) => APPLICATIONS.map((application) => ({ ...database, ...application })));

describe.each(CASES)("an execution of Java $java on $dialect", ({ url, ...application }) => {
  const open = (plan = "load:3") => rehearse(url, application, plan);

  it("runs to its end when nobody asks for anything", async () => {
    await using scene = await open();
    expect(await scene.finish()).toMatchObject({
      status: "COMPLETED",
      exitStatus: { code: "COMPLETED" },
      stepExecutions: [{ status: "COMPLETED", readCount: 30, commitCount: application.kind === "legacy" ? 4 : 3 }],
    });
  });

  it("stops after the chunk it is in, and touches nothing but its own rows", async () => {
    await using scene = await open();
    await scene.reach("in chunk 2 of load");
    const { version } = await scene.execution();
    await scene.runtime.operator.stop(scene.id, { expectedVersion: version });
    expect(await scene.execution()).toMatchObject({ status: "STOPPING", version: version + 1 });

    const ended = await scene.finish();
    expect(ended).toMatchObject({ status: "STOPPED", exitStatus: { code: "STOPPED" } });
    expect(ended.exitStatus.description).toMatch(/JobInterruptedException$/);
    expect(ended.stepExecutions).toMatchObject([
      { status: "STOPPED", exitStatus: { code: "STOPPED" }, readCount: 20, commitCount: 2 },
    ]);
    expect(await scene.output()).toBe(20);
  });

  it("is STOPPED although all is done when the stop comes in the last chunk", async () => {
    await using scene = await open();
    await scene.reach("in chunk 3 of load");
    await scene.runtime.operator.stop(scene.id);
    expect(await scene.finish()).toMatchObject({
      status: "STOPPED",
      stepExecutions: [{ status: "STOPPED", readCount: 30 }],
    });
  });

  it("ends before its first step when it is stopped before it starts", async () => {
    await using scene = await open();
    await scene.runtime.operator.stop(scene.id);
    expect(await scene.finish()).toMatchObject({
      status: "STOPPED",
      exitStatus: { code: "STOPPED" },
      stepExecutions: [],
    });
  });

  it("does not begin the next step when it is stopped between two", async () => {
    await using scene = await open("load:1,report:1");
    await scene.reach("between steps");
    await scene.runtime.operator.stop(scene.id);
    const ended = await scene.finish();
    expect(ended.status).toBe("STOPPED");
    expect(ended.stepExecutions.map(({ stepName, status }) => [stepName, status])).toEqual([["load", "COMPLETED"]]);
  });

  it("ends STOPPED with the exit code of its work when the stop comes after the last step", async () => {
    await using scene = await open();
    await scene.reach("after the last step");
    await scene.runtime.operator.stop(scene.id);
    expect(await scene.finish()).toMatchObject({ status: "STOPPED", exitStatus: { code: "COMPLETED" } });
  });

  it("refuses a second stop while the first is awaited", async () => {
    await using scene = await open();
    await scene.reach("in chunk 1 of load");
    await scene.runtime.operator.stop(scene.id);
    await expect(scene.runtime.operator.stop(scene.id)).rejects.toMatchObject({ code: "JOB_EXECUTION_NOT_RUNNING" });
    expect((await scene.finish()).status).toBe("STOPPED");
  });

  it("is not recovered by somebody who looked before its last chunk", async () => {
    await using scene = await open();
    await scene.reach("in chunk 1 of load");
    const seen = await scene.seen();
    await scene.reach("in chunk 2 of load");
    // The execution's own VERSION did not move: only the step tells that somebody is at work.
    expect((await scene.execution()).version).toBe(seen.expectedVersion);
    await expect(scene.runtime.operator.recover(scene.id, seen)).rejects.toMatchObject({
      code: "STILL_WORKING",
      message: expect.stringContaining("at work on it"),
    });
    expect(await scene.finish()).toMatchObject({ status: "COMPLETED", stepExecutions: [{ readCount: 30 }] });
  });

  it("is not stopped, abandoned or recovered by somebody who looked before another operator", async () => {
    await using scene = await open();
    await scene.reach("in chunk 1 of load");
    const seen = await scene.seen();
    await scene.runtime.operator.stop(scene.id, seen);
    const { operator } = scene.runtime;
    for (const act of [operator.stop, operator.abandon, operator.recover]) {
      await expect(act(scene.id, seen)).rejects.toMatchObject({ code: "STALE_EXECUTION" });
    }
    expect((await scene.finish()).status).toBe("STOPPED");
  });

  it("loses its chunk and ends UNKNOWN when it is recovered as FAILED although it lives", async () => {
    await using scene = await open();
    await scene.reach("in chunk 2 of load");
    await scene.runtime.operator.recover(scene.id, await scene.seen());
    expect(await scene.execution()).toMatchObject({ status: "FAILED", stepExecutions: [{ status: "FAILED" }] });

    const ended = await scene.finish();
    expect(ended).toMatchObject({ status: "UNKNOWN", exitStatus: { code: "UNKNOWN" } });
    expect(ended.stepExecutions).toMatchObject([{ status: "FAILED", exitStatus: { code: "FAILED" }, commitCount: 1 }]);
    expect(await scene.output()).toBe(10);
    // And can be mended by hand, as the recipe says.
    await scene.runtime.operator.recover(scene.id, await scene.seen());
    expect((await scene.execution()).status).toBe("FAILED");
  });

  it("recovered as STOPPED although it lives: 6.0.4 stops in order, the others lose their chunk", async () => {
    await using scene = await open();
    await scene.reach("in chunk 2 of load");
    await scene.runtime.operator.recover(scene.id, { as: "STOPPED", ...(await scene.seen()) });
    const ended = await scene.finish();
    if (application.generation === 6) {
      expect(ended).toMatchObject({ status: "STOPPED", stepExecutions: [{ status: "STOPPED", commitCount: 2 }] });
      expect(await scene.output()).toBe(20);
    } else {
      expect(ended).toMatchObject({ status: "UNKNOWN", stepExecutions: [{ status: "STOPPED", commitCount: 1 }] });
      expect(await scene.output()).toBe(10);
    }
  });

  it("runs on when it is abandoned although it lives, and stays ABANDONED", async () => {
    await using scene = await open();
    await scene.reach("in chunk 2 of load");
    await scene.runtime.operator.stop(scene.id);
    await scene.runtime.operator.abandon(scene.id, await scene.seen());
    const ended = await scene.finish();
    // ABANDONED is no STOPPING: nobody tells it to end any more.
    expect(ended).toMatchObject({ status: "ABANDONED", exitStatus: { code: "COMPLETED" } });
    expect(await scene.output()).toBe(30);
  });

  it.each(["FAILED", "STOPPED"] as const)(
    "is recovered as %s when its process was killed, rows and all",
    async (as) => {
      await using scene = await open("load:3");
      await scene.reach("in chunk 3 of load");
      await scene.kill();
      await scene.runtime.operator.recover(scene.id, { as, ...(await scene.seen()) });
      expect(await scene.execution()).toMatchObject({
        status: as,
        exitStatus: { code: as },
        endTime: expect.any(Date),
        stepExecutions: [{ status: as, exitStatus: { code: as }, endTime: expect.any(Date), readCount: 20 }],
      });
      await scene.runtime.operator.abandon(scene.id);
      expect((await scene.execution()).status).toBe("ABANDONED");
    },
  );

  it("cannot be restarted here, where its job is not known", async () => {
    await using scene = await open();
    await scene.reach("in chunk 1 of load");
    const refusal = { code: "NO_SUCH_JOB", message: expect.stringContaining("javaJob") };
    await expect(scene.runtime.operator.restart(scene.id)).rejects.toMatchObject(refusal);
    await expect(scene.runtime.operator.launch("javaJob", {})).rejects.toMatchObject(refusal);
    expect((await scene.finish()).status).toBe("COMPLETED");
  });
});

interface Scene extends AsyncDisposable {
  readonly id: bigint;
  readonly runtime: Runtime;
  /** As by kill -9. */
  kill(): Promise<void>;
  /** Lets the application go on until it says it is there. */
  reach(checkpoint: string): Promise<void>;
  /** Lets it go on to its end. */
  finish(): Promise<JobExecution>;
  execution(): Promise<JobExecution>;
  /** What an operator who looks now has in hand. */
  seen(): Promise<{ expectedVersion: number; expectedStepsVersion: number }>;
  /** Items that the application's committed chunks wrote. */
  output(): Promise<number>;
}

/** One application process plays one execution after the other, until a test kills it. */
let java: TestProcess | null = null;

function javaProcess(): TestProcess {
  java ??= startProcess("java-process.ts", []);
  return java;
}

afterAll(async () => {
  await java?.[Symbol.asyncDispose]();
});

async function rehearse(newUrl: () => Promise<string>, application: Application, plan: string): Promise<Scene> {
  const databaseUrl = await newUrl();
  await prepare(databaseUrl, application);
  const process = javaProcess();
  const order: JavaOrder = { ...application, url: databaseUrl, jobName: "javaJob", plan };
  process.send({ ...order });
  let at = await process.next<string>();
  const runtime = await openRuntime({ databaseUrl, jobs: [], initializeSchema: "never" });
  const next = async () => {
    process.send("go");
    at = await process.next<string>();
  };
  const id = 1n;
  const execution = async () => {
    const stored = await runtime.repository.getJobExecution(id);
    if (!stored) throw new Error("The application wrote no execution.");
    return stored;
  };
  return {
    id,
    runtime,
    execution,
    async kill() {
      at = "ended";
      java = null;
      process.kill("SIGKILL");
      await process.ended;
    },
    async reach(checkpoint) {
      while (at !== checkpoint) {
        if (at === "ended") throw new Error(`The application ended before "${checkpoint}".`);
        await next();
      }
    },
    async finish() {
      while (at !== "ended") await next();
      return execution();
    },
    async seen() {
      const { version, stepExecutions } = await execution();
      return {
        expectedVersion: version,
        expectedStepsVersion: stepExecutions.reduce((sum, step) => sum + step.version, 0),
      };
    },
    async output() {
      const [row] = await runtime.database.query("select sum(ITEMS) as items from JAVA_OUTPUT");
      return Number(row?.items ?? 0);
    },
    async [Symbol.asyncDispose]() {
      while (at !== "ended") await next();
      await runtime.close();
    },
  };
}

async function prepare(databaseUrl: string, { generation }: Application): Promise<void> {
  await using database: Database = await openDatabase(databaseUrl);
  await createSpringTables(database, { generation, sequences: "tables" });
  await database.execute("create table JAVA_OUTPUT (STEP_ID bigint not null, ITEMS integer not null)");
}
