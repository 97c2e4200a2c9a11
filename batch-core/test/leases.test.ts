import { describe, expect, it } from "vitest";
import { HEARTBEAT_MS, LEASE_MS, type LeaseStore, leaseStore, type Node, thisNode } from "../src/host/lease-store.ts";
import { inlineDispatcher, type JobExecution, openRuntime, type Runtime, remoteDispatcher } from "../src/index.ts";
import { counts, countsOf, openTestBatch, testClock } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";
import { eventually } from "./support/eventually.ts";
import { copyNumbersJob, createNumberTable, numbers, numbersOf } from "./support/numbers.ts";

const job = copyNumbersJob();

describe.each(testDatabases)("leases on $dialect", ({ openDatabase }) => {
  async function openLeases(): Promise<{ runtime: Runtime; leases: LeaseStore; launch(): Promise<bigint> }> {
    const runtime = await openRuntime({
      database: await openDatabase(),
      jobs: [job],
      initializeSchema: "always",
      dispatcher: remoteDispatcher(),
    });
    let n = 0;
    return {
      runtime,
      leases: leaseStore(runtime.database, runtime.layout),
      launch: async () => (await runtime.operator.launch(job.name, { n: String(++n) })).jobExecutionId,
    };
  }

  it("are READY after a launch and go to the first who asks", async () => {
    const { runtime, leases, launch } = await openLeases();
    const [a, b] = [thisNode(), thisNode()];
    const [first, second] = [await launch(), await launch()];
    expect(await leases.findReady(10)).toEqual([first, second]);
    expect(await leases.findReady(1)).toEqual([first]);

    const claims = await Promise.all([a, b, a, b].map((node) => leases.claim(first, node)));

    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await leases.findReady(10)).toEqual([second]);
    const [lease] = await runtime.database.query("select * from BATCHDECK_LEASE where JOB_EXECUTION_ID = ?", [first]);
    expect(lease).toMatchObject({ STATE: "RUNNING", TOKEN: 1, NODE_ID: claims[0] || claims[2] ? a.id : b.id });
  });

  it("live so long as there are heartbeats, by the database's own clock", async () => {
    const { runtime, leases, launch } = await openLeases();
    const node = thisNode();
    const id = await launch();
    await leases.heartbeat(node);
    await leases.claim(id, node);
    expect(await secondsLeft(runtime, id)).toBeCloseTo(LEASE_MS / 1000, -1);
    await runtime.database.execute("update BATCHDECK_LEASE set EXPIRES_AT = CLAIMED_AT");
    expect(await secondsLeft(runtime, id)).toBeLessThanOrEqual(0);

    expect(await leases.heartbeat(node)).toEqual(new Set([String(id)]));

    expect(await secondsLeft(runtime, id)).toBeGreaterThan(LEASE_MS / 2000);
  });

  it("make a launch wait whose execution another host was quicker to take", async () => {
    const other = thisNode();
    const hosts: Promise<unknown>[] = [];
    const runtime = await openRuntime({
      database: await openDatabase(),
      jobs: [job],
      initializeSchema: "always",
      dispatcher: async (parts) => {
        const inline = await inlineDispatcher()({ ...parts, clock: testClock() });
        return {
          ...inline,
          async dispatch(id) {
            await parts.leases.claim(id, other);
            const waiting = inline.dispatch(id);
            hosts.push(parts.execute(id));
            await waiting;
          },
        };
      },
    });
    await createNumberTable(runtime.database);

    const { jobExecutionId } = await runtime.operator.launch(job.name, {});

    expect(await runtime.repository.getJobStatus(jobExecutionId)).toBe("COMPLETED");
    await Promise.all(hosts);
    expect(await numbersOf(runtime.database)).toEqual([1, 2, 3, 4]);
  });

  it("are lost by a recovery, which the heartbeat then tells", async () => {
    const { runtime, leases, launch } = await openLeases();
    const node = thisNode();
    const [lost, kept] = [await launch(), await launch()];
    await leases.claim(lost, node);
    await leases.claim(kept, node);
    await runtime.operator.recover(lost);
    expect(await leases.heartbeat(node)).toEqual(new Set([String(kept)]));
    expect(await leases.claim(lost, node)).toBe(false);
  });

  it("end with the work, and only for the node that holds them", async () => {
    const { runtime, leases, launch } = await openLeases();
    const [owner, other] = [thisNode(), thisNode()];
    const id = await launch();
    await leases.claim(id, owner);
    await leases.finish(id, other);
    expect(await leases.heartbeat(owner)).toEqual(new Set([String(id)]));
    await leases.finish(id, owner);
    expect(await leases.heartbeat(owner)).toEqual(new Set());
    expect(await runtime.database.query("select STATE as state, EXPIRES_AT as at from BATCHDECK_LEASE")).toEqual([
      { state: "DONE", at: null },
    ]);
  });

  it("of dead processes of this host expire at once; those of the living and of other hosts do not", async () => {
    const { runtime, leases, launch } = await openLeases();
    const us = thisNode();
    const node = (changes: Partial<Node>): Node => ({ ...thisNode(), ...changes });
    const nodes = {
      dead: node({ pid: 111 }),
      alive: node({ pid: 222 }),
      elsewhere: node({ pid: 111, host: "another-host" }),
      // A container starts with the same process id again and again.
      before: node({ pid: us.pid }),
    };
    const held = new Map<string, bigint>();
    for (const [name, holder] of Object.entries(nodes)) {
      const id = await launch();
      await leases.heartbeat(holder);
      await leases.claim(id, holder);
      held.set(name, id);
    }
    await leases.heartbeat(us);

    await leases.expireDeadNodes(us, (pid) => pid !== 111);

    const expired: string[] = [];
    for (const [name, id] of held) if ((await secondsLeft(runtime, id)) <= 0) expired.push(name);
    expect(expired).toEqual(["dead", "before"]);
  });
});

describe.each(testDatabases)("a runtime that executes in its own thread, on $dialect", ({ openDatabase }) => {
  it("says that it lives once per interval, however many executions begin in it", async () => {
    const clock = testClock();
    const database = await openDatabase();
    await using runtime = await openRuntime({ database, jobs: [job], initializeSchema: "always", clock });
    await createNumberTable(database);
    await runtime.operator.launch(job.name, { n: "first" });
    await database.execute("update BATCHDECK_NODE set STARTED_AT = '2020-01-01', HEARTBEAT_AT = '2020-01-01'");
    const hasBeaten = async () =>
      (await database.query("select 1 from BATCHDECK_NODE where HEARTBEAT_AT > STARTED_AT")).length > 0;

    for (const n of ["second", "third"]) await runtime.operator.launch(job.name, { n });
    expect(await hasBeaten()).toBe(false);

    clock.advance(HEARTBEAT_MS);
    await runtime.operator.launch(job.name, { n: "fourth" });
    expect(await hasBeaten()).toBe(true);
  });
});

describe.each(testDatabases)("a runtime that closes while a job runs in its own thread, on $dialect", ({ url }) => {
  it("waits for it to stop at the next chunk boundary", async () => {
    const databaseUrl = await url();
    await using batch = await openTestBatch({ database: databaseUrl });
    await createNumberTable(batch.database);
    let closing: Promise<void> | null = null;
    const copy = copyNumbersJob({
      items: numbers(1, 8),
      processor: async (n, { jobExecutionId }) => {
        if (n === 3 && !closing) {
          closing = runtime.close();
          await eventually("the stop is asked for", async () => {
            const execution: JobExecution = await batch.execution(jobExecutionId);
            return execution.status === "STOPPING";
          });
        }
        return n;
      },
    });
    const runtime = await openRuntime({ databaseUrl, jobs: [copy], initializeSchema: "never" });

    const { jobExecutionId } = await runtime.operator.launch(copy.name, {});
    await closing;

    const stopped = await batch.execution(jobExecutionId);
    expect(stopped).toMatchObject({ status: "STOPPED", exitStatus: { code: "STOPPED" } });
    expect(countsOf(stopped.stepExecutions[0])).toEqual(counts({ readCount: 4, writeCount: 4, commitCount: 2 }));
    expect(await batch.rows("BATCHDECK_LEASE")).toMatchObject([{ STATE: "DONE" }]);
    expect(await batch.restartAndWait(copy, stopped)).toMatchObject({ status: "COMPLETED" });
    expect(await numbersOf(batch.database)).toEqual(numbers(1, 8));
  });
});

async function secondsLeft({ database, layout }: Runtime, id: bigint): Promise<number> {
  const left =
    layout.dialect === "mysql"
      ? "timestampdiff(microsecond, utc_timestamp(6), EXPIRES_AT) / 1000000"
      : "(julianday(EXPIRES_AT) - julianday('now')) * 86400";
  const [row] = await database.query(`select ${left} as seconds from BATCHDECK_LEASE where JOB_EXECUTION_ID = ?`, [id]);
  return Number(row?.seconds);
}
