import { openDatabase, openRuntime } from "batch-core";
import { afterEach, describe, expect, it } from "vitest";
import { NO_FILTER, type PageRequest } from "@/lib/shared/filter/execution-filter";
import { testDatabases } from "../../../batch-core/test/support/databases.ts";
import { createSpringTables } from "../../../batch-core/test/support/spring-schema.ts";
import { en } from "../messages/en";
import { insertPartitions, springRows, withoutForeignKeys } from "../test-support/spring-rows";
import { OPERATOR } from "../test-support/test-desk";
import { countOrphans } from "./diagnostics/diagnostics";
import { readExecution } from "./execution/execution";
import { readPartitions } from "./execution/partitions";
import { listExecutions } from "./executions";
import { readInstance } from "./jobs/instances";
import { readJob } from "./jobs/job";
import { listJobs } from "./jobs/jobs";
import { openReadContext } from "./open-read-context";
import { readOverview } from "./overview";
import type { ReadContext } from "./read-context";
import { runningBoard } from "./running";

const READER = { actor: OPERATOR, messages: en };
const PAGE: PageRequest = { before: null, after: null, size: 25 };
const opened: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close();
});

describe.each(testDatabases)("rows that no application should have written, on $dialect", ({ url }) => {
  /** Generation 5: the layout with most room for odd rows. */
  async function openTables(prefix = "BATCH_") {
    const databaseUrl = await url();
    const database = await openDatabase(databaseUrl);
    opened.push(() => database.close());
    await createSpringTables(database, { generation: 5, sequences: "tables", prefix });
    const read = async (): Promise<ReadContext> => {
      const runtime = await openRuntime({ databaseUrl, jobs: [], initializeSchema: "never", tablePrefix: prefix });
      opened.push(() => runtime.close());
      const context = await openReadContext(runtime, databaseUrl);
      opened.push(() => context.prisma.$disconnect());
      return context;
    };
    return { database, read, rows: springRows(database, prefix) };
  }

  it("are shown beside a good one on every page", async () => {
    const { read, rows } = await openTables();
    await rows.execution(1, { job: "goodJob", status: "COMPLETED" });
    await rows.execution(2, { job: "oddJob", status: null, exitCode: null, start: null });
    await rows.execution(3, { job: "oddJob", status: "PAUSED" });
    await rows.parameter(3, "colour", "com.acme.Colour", "RED");
    await rows.parameter(3, "colour", "java.lang.Long", "not a number");
    await rows.step(31, 3, "load", { status: null, exitCode: null, start: null });
    await rows.context("STEP", 31, '{"@class":"java.util.HashMap","cut": ...');
    await rows.context("JOB", 3, "rO0ABXNyABFqYXZh");
    const context = await read();

    const { items, total } = await listExecutions(context, NO_FILTER, PAGE);
    expect(total).toBe(3);
    expect(items.map(({ id, status, storedStatus, exitCode }) => ({ id, status, storedStatus, exitCode }))).toEqual([
      { id: "3", status: "UNKNOWN", storedStatus: "PAUSED", exitCode: "COMPLETED" },
      { id: "2", status: "UNKNOWN", storedStatus: "", exitCode: null },
      { id: "1", status: "COMPLETED", storedStatus: null, exitCode: "COMPLETED" },
    ]);
    const view = await readExecution(context, "3", READER);
    expect(view?.parameters.map(({ storedType, value }) => [storedType, value])).toEqual([
      ["com.acme.Colour", "RED"],
      ["java.lang.Long", "not a number"],
    ]);
    expect(view?.steps).toMatchObject([{ name: "load", status: "UNKNOWN", storedStatus: "", started: null }]);
    expect(view?.contexts.map(({ owner, problem }) => [owner, typeof problem])).toEqual([
      ["job", "string"],
      ["step", "string"],
    ]);
    expect(view?.contexts[1]?.raw).toContain("cut");
    await everyPage(context, ["1", "2", "3"], ["goodJob", "oddJob"]);
  });

  it("are shown without the rows they point to", async () => {
    const { database, read, rows } = await openTables();
    await rows.execution(1, { job: "goodJob", status: "COMPLETED" });
    await withoutForeignKeys(database, async (loose) => {
      await loose.executionOf(2, 4711, { status: "FAILED" });
      await loose.step(99, 4712, "lonely", { status: "STARTED" });
      await loose.parameter(4712, "day", "java.lang.String", "1");
    });
    const context = await read();

    const { items } = await listExecutions(context, NO_FILTER, PAGE);
    expect(items).toMatchObject([
      { id: "2", jobName: null, instanceId: null, status: "FAILED" },
      { id: "1", jobName: "goodJob" },
    ]);
    const view = await readExecution(context, "2", READER);
    expect(view?.row).toMatchObject({ jobName: null, status: "FAILED", attempt: 1 });
    expect(view?.actions.restart).toMatchObject({ enabled: false, reason: expect.any(String) });
    expect(await countOrphans(context)).toEqual({
      executionsWithoutInstance: { value: 1, capped: false },
      instancesWithoutExecution: { value: 0, capped: false },
      stepsWithoutExecution: { value: 1, capped: false },
      lookedAt: expect.any(Number),
    });
    await everyPage(context, ["1", "2"], ["goodJob"]);
  });

  it("are shown with counts beyond all counting", async () => {
    const { database, read, rows } = await openTables();
    await rows.execution(1, { job: "hugeJob", status: "COMPLETED" });
    for (const id of [11, 12]) await rows.step(id, 1, "load", { status: "COMPLETED" });
    const counts = ["READ", "WRITE", "FILTER", "COMMIT", "ROLLBACK", "READ_SKIP", "PROCESS_SKIP", "WRITE_SKIP"];
    const huge = counts.map((count) => `${count}_COUNT = 9223372036854775807`);
    await database.execute(`update BATCH_STEP_EXECUTION set ${huge.join(", ")}, VERSION = 9223372036854775807`);
    const context = await read();

    const view = await readExecution(context, "1", READER);
    expect(view?.row.read).toBeCloseTo(2 ** 64, -6);
    expect(view?.row.skipped).toBeCloseTo(3 * 2 ** 64, -6);
    const { items } = await listExecutions(context, { ...NO_FILTER, skips: ">5" }, PAGE);
    expect(items.map(({ id }) => id)).toEqual(["1"]);
    await everyPage(context, ["1"], ["hugeJob"]);
  });

  it("keep an instance that was never executed", async () => {
    const { read, rows } = await openTables();
    await rows.instance(5, "neverJob");
    const context = await read();

    expect((await readInstance(context, "5", READER))?.instance).toMatchObject({ attempts: 0, lastStatus: null });
    expect((await readJob(context, "neverJob", READER, PAGE))?.instances.items).toMatchObject([{ id: "5" }]);
    await everyPage(context, [], ["neverJob"]);
  });

  it("draw no bar from 1970 and hide no duration that runs backwards", async () => {
    const { read, rows } = await openTables();
    await rows.execution(1, {
      job: "oddJob",
      status: "COMPLETED",
      start: "2026-11-20 10:00:00",
      end: "2026-11-20 09:57:00",
    });
    await rows.step(11, 1, "load", {
      status: "COMPLETED",
      created: "1970-01-01 00:00:00",
      start: "2026-11-20 10:00:00",
      end: "2026-11-20 09:59:00",
    });
    const view = await readExecution(await read(), "1", READER);

    expect(view?.row).toMatchObject({ durationMs: null, durationDoubt: { kind: "negative", ms: -180_000 } });
    expect(view?.steps).toMatchObject([
      { created: null, durationMs: null, durationDoubt: { kind: "negative", ms: -60_000 } },
    ]);
    expect(Date.parse(view?.timeline.segments[0]?.from ?? "")).toBeGreaterThan(Date.parse("2026-01-01"));
  });

  it("keep steps whose names have a colon, as no manager's workers", async () => {
    const { read, rows } = await openTables();
    await rows.execution(1, { job: "colonJob", status: "FAILED" });
    await rows.step(11, 1, "import:orders", { status: "COMPLETED" });
    await rows.step(12, 1, "import:customers", { status: "ABANDONED" });
    await rows.step(13, 1, "import:prices", { status: "FAILED" });
    const view = await readExecution(await read(), "1", READER);

    expect(view?.steps.map(({ name, status }) => [name, status])).toEqual([
      ["import:orders", "COMPLETED"],
      ["import:customers", "ABANDONED"],
      ["import:prices", "FAILED"],
    ]);
    expect(view?.partitions).toEqual([]);
  });

  it("show 5 000 partitions, and those whose manager is gone", async () => {
    const { database, read, rows } = await openTables();
    await rows.execution(1, { job: "bigJob", status: "FAILED" });
    await rows.step(10, 1, "manager", { status: "FAILED" });
    await insertPartitions(database, { executionId: 1, stepName: "manager", count: 5_000, firstId: 20 });
    await rows.execution(2, { job: "bigJob", status: "FAILED" });
    await insertPartitions(database, { executionId: 2, stepName: "worker", count: 1_000, firstId: 20_000 });
    const context = await read();

    const view = await readExecution(context, "1", READER);
    expect(view?.steps.map(({ name }) => name)).toEqual(["manager"]);
    expect(view?.partitions).toMatchObject([{ managerId: "10", total: 5_000, failed: 50, completed: 4_950 }]);
    const workers = (await readPartitions(context, "1", "10", PAGE))?.workers;
    expect(workers).toMatchObject({ total: 5_000 });
    expect(workers?.items[0]?.status).toBe("FAILED");

    const orphaned = await readExecution(context, "2", READER);
    expect(orphaned?.steps.length).toBeGreaterThan(100);
    expect(orphaned?.steps.some(({ status }) => status === "COMPLETED")).toBe(true);
    expect(orphaned?.steps.some(({ status }) => status === "FAILED")).toBe(true);
  });

  it.each(["batch_", "NIGHTLY_BATCH_"])("are found under the prefix %s, beside another set", async (prefix) => {
    const { database, read, rows } = await openTables(prefix);
    if (prefix !== "batch_" || database.dialect === "mysql") {
      await createSpringTables(database, { generation: 6, sequences: "tables", prefix: "OTHER_" });
    }
    await rows.execution(1, { job: "goodJob", status: "COMPLETED" });
    const context = await read();

    expect(context.layout).toMatchObject({ prefix, generation: 5 });
    await everyPage(context, ["1"], ["goodJob"]);
  });
});

// Only servers tell the cases apart.
describe.each(testDatabases.filter(({ dialect }) => dialect === "mysql"))("tables in latin1 on $dialect", ({ url }) => {
  it("are searched for any text, also for one that they cannot hold", async () => {
    const databaseUrl = await url();
    await using database = await openDatabase(databaseUrl);
    await createSpringTables(database, { generation: 5, sequences: "tables" });
    const tables = await database.query<{ name: string }>(
      "select table_name as name from information_schema.tables where table_schema = database()",
    );
    await database.transaction(async (session) => {
      await session.execute("set foreign_key_checks = 0");
      for (const { name } of tables) await session.execute(`alter table ${name} convert to character set latin1`);
      await session.execute("set foreign_key_checks = 1");
    });
    const rows = springRows(database);
    await rows.execution(1, { job: "Zählerjob", status: "COMPLETED" });
    await rows.parameter(1, "größe", "java.lang.String", "groß");
    await using runtime = await openRuntime({ databaseUrl, jobs: [], initializeSchema: "never" });
    const context = await openReadContext(runtime, databaseUrl);
    opened.push(() => context.prisma.$disconnect());

    const found = async (filter: Partial<typeof NO_FILTER>) =>
      (await listExecutions(context, { ...NO_FILTER, ...filter }, PAGE)).items.map(({ id }) => id);
    expect(await found({ job: ["Zählerjob"] })).toEqual(["1"]);
    expect(await found({ job: ["정산"] })).toEqual([]);
    expect(await found({ job: ["Zähler*"], notJob: ["정산"] })).toEqual(["1"]);
    expect(await found({ parameters: [{ name: "größe", value: "groß" }] })).toEqual(["1"]);
    expect(await found({ parameters: [{ name: "größe", value: "크다" }] })).toEqual([]);
    expect(await found({ text: "오류" })).toEqual([]);
    expect(await readJob(context, "정산", READER, PAGE)).toBeNull();
    await everyPage(context, ["1"], ["Zählerjob"]);
  });
});

describe.each(testDatabases.filter(({ dialect }) => dialect === "mysql"))(
  "tables in lower case on $dialect",
  ({ url }) => {
    it("are read, and operated on, like any others", async () => {
      const databaseUrl = await url();
      await using database = await openDatabase(databaseUrl);
      await createSpringTables(database, { generation: 5, sequences: "tables" });
      await springRows(database).execution(1, { job: "goodJob", status: "STARTED", end: null });
      const tables = await database.query<{ name: string }>(
        "select table_name as name from information_schema.tables where table_schema = database()",
      );
      for (const { name } of tables) await database.execute(`rename table ${name} to ${name.toLowerCase()}`);

      await using runtime = await openRuntime({ databaseUrl, jobs: [], initializeSchema: "never" });
      const context = await openReadContext(runtime, databaseUrl);
      opened.push(() => context.prisma.$disconnect());
      expect(runtime.layout).toMatchObject({ prefix: "batch_", lowerCaseTables: true, generation: 5 });
      await everyPage(context, ["1"], ["goodJob"]);
      await runtime.operator.stop(1n);
      expect((await readExecution(context, "1", READER))?.row.status).toBe("STOPPING");
    });
  },
);

/** Every page answers with something. */
async function everyPage(context: ReadContext, ids: readonly string[], jobs: readonly string[]): Promise<void> {
  expect((await listExecutions(context, NO_FILTER, PAGE)).items.map(({ id }) => id)).toEqual([...ids].reverse());
  for (const id of ids) expect((await readExecution(context, id, READER))?.row.id).toBe(id);
  for (const job of jobs) expect((await readJob(context, job, READER, PAGE))?.name).toBe(job);
  expect((await listJobs(context)).jobs.map(({ name }) => name)).toEqual(expect.arrayContaining([...jobs]));
  expect((await runningBoard(context).read()).rows).toBeInstanceOf(Array);
  expect((await readOverview(context)).jobs.length).toBeGreaterThanOrEqual(ids.length > 0 ? 1 : 0);
}
