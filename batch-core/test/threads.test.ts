import { describe, expect, it } from "vitest";
import {
  isRunning,
  type JobExecution,
  openRuntime,
  type Runtime,
  remoteDispatcher,
  type ThreadDispatcherOptions,
  threadDispatcher,
} from "../src/index.ts";
import { counts, countsOf, openTestBatch } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";
import { eventually } from "./support/eventually.ts";
import { numbers, numbersOf } from "./support/numbers.ts";
import { startProcess } from "./support/processes.ts";
import { THREAD_JOB_TABLES, threadJobs } from "./support/thread-jobs.ts";

const workerUrl = new URL("./support/thread-worker.ts", import.meta.url);
const timeout = 60_000;

describe.each(testDatabases)("executions in worker threads on $dialect", { timeout }, ({ url }) => {
  it("run beside the host's thread, one after the other in the same one", async () => {
    await using host = await openHost(await newDatabase(), { slots: 1 });
    const threads = [];
    for (const n of ["1", "2"]) {
      const execution = await host.run("sayThread", { n });
      expect(execution).toMatchObject({ status: "COMPLETED", exitStatus: { code: "COMPLETED" } });
      threads.push(execution.context.get("threadId"));
    }
    expect(threads[0]).toBeGreaterThan(0);
    expect(threads[1]).toBe(threads[0]);
  });

  it("of jobs that go wrong in any way are FAILED, their rows are settled, and the host goes on", async () => {
    await using host = await openHost(await newDatabase(), { slots: 1, memoryMb: 64 });
    for (const { job, says } of [
      { job: "throws", says: /^RangeError: thrown by the job\n\tat / },
      { job: "rejects", says: /^The worker thread died\.\nRangeError: rejected behind the job's back/ },
      { job: "throwsLater", says: /^The worker thread died\.\nRangeError: thrown by a timer/ },
      { job: "exits", says: /^The worker thread ended/ },
      { job: "eats", says: /^The worker thread died\.\n.*memory/i },
      { job: "diesInTransaction", says: /^The worker thread ended/ },
    ]) {
      const execution = await host.run(job);

      expect(execution, job).toMatchObject({
        status: "FAILED",
        exitStatus: { code: "FAILED", description: expect.stringMatching(says) },
        endTime: expect.any(Date),
        stepExecutions: [{ status: "FAILED", exitStatus: { code: "FAILED" }, endTime: expect.any(Date), version: 2 }],
      });
      await eventually("its lease is done", async () => {
        const lease = (await host.rows("BATCHDECK_LEASE")).find(
          (row) => BigInt(row.JOB_EXECUTION_ID as number) === execution.id,
        );
        return lease?.STATE === "DONE" && lease.EXPIRES_AT === null;
      });
      expect(await host.runtime.operator.preview(job, {}), job).toMatchObject({ decision: "restart", attempt: 2 });
    }
    expect(await numbersOf(host.runtime.database)).toEqual([]);
    expect(await host.run("sayThread")).toMatchObject({ status: "COMPLETED" });
  });

  it("that spin are ended by a recovery, and their slot is free again", async () => {
    await using host = await openHost(await newDatabase(), { slots: 1 });
    const id = await host.launch("spins");
    await host.seen("spinning");

    await host.runtime.operator.recover(id);

    expect(await host.run("sayThread")).toMatchObject({ status: "COMPLETED" });
    expect(await host.execution(id)).toMatchObject({ status: "FAILED", version: 2 });
  });

  it("are no more than there are slots; the others wait", async () => {
    await using host = await openHost(await newDatabase(), { slots: 2 });
    const ids: bigint[] = [];
    for (const n of ["1", "2", "3", "4"]) ids.push(await host.launch("waits", { n }));
    await eventually("two of them wait at the gate", async () => (await host.rows("seen")).length === 2);
    const statuses = await Promise.all(ids.map(async (id) => (await host.execution(id)).status));
    expect(statuses).toEqual(["STARTED", "STARTED", "STARTING", "STARTING"]);

    await host.runtime.database.execute("insert into gate (word) values ('open')");

    for (const id of ids) expect(await host.ended(id)).toMatchObject({ status: "COMPLETED" });
    expect(await host.rows("seen")).toHaveLength(4);
  });

  it("stop at the next chunk boundary when the host closes, and go on from there when restarted", async () => {
    const database = await newDatabase();
    const host = await openHost(database);
    const id = await host.launch("copiesUntilStopped");
    await host.seen("seven");

    await host.runtime.close();

    await using batch = await openTestBatch({ database });
    const stopped = await batch.execution(id);
    expect(stopped).toMatchObject({ status: "STOPPED", exitStatus: { code: "STOPPED" } });
    expect(countsOf(stopped.stepExecutions[0])).toEqual(counts({ readCount: 8, writeCount: 8, commitCount: 4 }));
    expect(await numbersOf(batch.database)).toEqual(numbers(1, 8));
    const copies = threadJobs.find(({ name }) => name === "copiesUntilStopped") as (typeof threadJobs)[number];
    const restarted = await batch.restartAndWait(copies, stopped);
    expect(restarted).toMatchObject({ status: "COMPLETED", exitStatus: { code: "COMPLETED" } });
    expect(countsOf(restarted.stepExecutions[0])).toEqual(counts({ readCount: 12, writeCount: 12, commitCount: 7 }));
    expect(await numbersOf(batch.database)).toEqual(numbers(1, 20));
  });

  it("that do not reach a boundary in time are ended with the host, and are FAILED", async () => {
    const database = await newDatabase();
    const host = await openHost(database, { graceMs: 50 });
    const id = await host.launch("spins");
    await host.seen("spinning");

    await host.runtime.close();

    await using batch = await openTestBatch({ database });
    const execution = await batch.execution(id);
    expect(execution).toMatchObject({ status: "FAILED", exitStatus: { code: "FAILED" }, endTime: expect.any(Date) });
    expect(execution.exitStatus.description).toMatch(/^The server stopped before the running chunk ended/);
    expect(execution.stepExecutions).toMatchObject([{ status: "FAILED" }]);
    expect(await batch.rows("BATCHDECK_NODE")).toMatchObject([{ STATE: "DOWN" }]);
  });

  it("that nobody had begun are taken up by the next host that starts", async () => {
    const database = await newDatabase();
    const id = await launchOnly(database, "sayThread");

    await using host = await openHost(database);

    expect(await host.ended(id)).toMatchObject({ status: "COMPLETED" });
  });

  it("whose thread is being ended do not drag along the next one", async () => {
    const database = await newDatabase();
    await using host = await openHost(database, { slots: 1 });
    const first = await host.launch("spins");
    await host.seen("spinning");
    const second = await launchOnly(database, "sayThread");

    const { dispatcher } = host.runtime;
    await Promise.all([dispatcher.kill(first), dispatcher.dispatch(second)]);

    expect(await host.ended(second)).toMatchObject({ status: "COMPLETED" });
  });

  it("of threads that cannot start are FAILED and say why", async () => {
    const broken = new URL("./support/broken-thread-worker.ts", import.meta.url);
    await using host = await openHost(await newDatabase(), { workerUrl: broken });

    const execution = await host.run("sayThread");

    expect(execution).toMatchObject({ status: "FAILED", stepExecutions: [] });
    expect(execution.exitStatus.description).toMatch(/^The worker thread died\.\nSyntaxError: this module is broken/);
  });

  it("of a host that was killed are known to be lost as soon as the next one starts, and are restarted", async () => {
    const database = await newDatabase();
    const dead = startProcess("./host-process.ts", [database]);
    await dead.next();
    dead.send("waits");
    const id = BigInt(await dead.next<string>());
    await using look = await openTestBatch({ database });
    await eventually("its job waits", async () => (await look.rows("seen")).length > 0);
    const [held] = await look.rows("BATCHDECK_LEASE");
    expect(held).toMatchObject({ STATE: "RUNNING", NODE_ID: expect.any(String) });
    expect(await isExpired(look.runtime)).toBe(false);
    dead.kill("SIGKILL");
    await dead.ended;

    await using host = await openHost(database);

    expect(await isExpired(host.runtime)).toBe(true);
    // Lost is said, not decided: the rows stay until somebody recovers them.
    expect(await host.execution(id)).toMatchObject({ status: "STARTED" });
    await host.runtime.operator.recover(id);
    await host.runtime.database.execute("insert into gate (word) values ('open')");
    const restarted = await host.runtime.operator.restart(id);
    expect(await host.ended(restarted.jobExecutionId)).toMatchObject({ status: "COMPLETED" });
    const nodes = await host.rows("BATCHDECK_NODE");
    expect(nodes.map((row) => `${row.PID === dead.pid ? "dead" : "alive"} ${row.STATE}`).sort()).toEqual([
      "alive UP",
      "dead DOWN",
    ]);
  });

  it("that another process recovered are ended with the next heartbeat", async () => {
    const database = await newDatabase();
    await using host = await openHost(database, { slots: 1 });
    const id = await host.launch("waits");
    await host.seen("waiting");
    {
      await using other = await openRuntime({
        databaseUrl: database,
        jobs: threadJobs,
        dispatcher: remoteDispatcher(),
      });
      await other.operator.recover(id);
    }
    // The only slot is taken; this one gets its turn when the heartbeat has found out.
    expect(await host.run("sayThread")).toMatchObject({ status: "COMPLETED" });
    expect(await host.execution(id)).toMatchObject({ status: "FAILED" });
  });

  async function newDatabase(): Promise<string> {
    const database = await url();
    await using batch = await openTestBatch({ database });
    for (const table of THREAD_JOB_TABLES) await batch.database.execute(table);
    return database;
  }
});

interface Host extends AsyncDisposable {
  readonly runtime: Runtime;
  launch(jobName: string, input?: Record<string, string>): Promise<bigint>;
  execution(id: bigint): Promise<JobExecution>;
  ended(id: bigint): Promise<JobExecution>;
  run(jobName: string, input?: Record<string, string>): Promise<JobExecution>;
  /** Until a job has said this word. */
  seen(word: string): Promise<void>;
  rows(table: string): Promise<Record<string, unknown>[]>;
}

async function openHost(databaseUrl: string, options: Partial<ThreadDispatcherOptions> = {}): Promise<Host> {
  const runtime = await openRuntime({
    databaseUrl,
    jobs: threadJobs,
    initializeSchema: "never",
    dispatcher: threadDispatcher({ workerUrl, graceMs: 10_000, ...options }),
  });
  const host: Host = {
    runtime,
    launch: async (jobName, input = {}) => (await runtime.operator.launch(jobName, input)).jobExecutionId,
    async execution(id) {
      const execution = await runtime.repository.getJobExecution(id);
      if (!execution) throw new Error(`no execution ${id}`);
      return execution;
    },
    ended: (id) =>
      eventually(`execution ${id} ends`, async () => {
        const execution = await host.execution(id);
        return isRunning(execution.status) ? null : execution;
      }),
    run: async (jobName, input) => host.ended(await host.launch(jobName, input)),
    async seen(word) {
      await eventually(`a job says ${word}`, async () => (await host.rows("seen")).some((row) => row.word === word));
    },
    rows: (table) => runtime.database.query(`select * from ${table}`),
    async [Symbol.asyncDispose]() {
      // A test that failed may have left a thread spinning.
      for (const { JOB_EXECUTION_ID: id } of await host.rows("BATCH_JOB_EXECUTION")) {
        await runtime.dispatcher.kill(BigInt(id as number));
      }
      await runtime.close();
    },
  };
  return host;
}

async function launchOnly(databaseUrl: string, jobName: string): Promise<bigint> {
  await using runtime = await openRuntime({ databaseUrl, jobs: threadJobs, dispatcher: remoteDispatcher() });
  return (await runtime.operator.launch(jobName, {})).jobExecutionId;
}

async function isExpired({ database, layout }: Runtime): Promise<boolean> {
  const now = layout.dialect === "mysql" ? "utc_timestamp(3)" : "strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')";
  const [row] = await database.query(`select count(*) as n from BATCHDECK_LEASE where EXPIRES_AT <= ${now}`);
  return Number(row?.n) > 0;
}
