import { describe, expect, it } from "vitest";
import {
  type Database,
  defineJob,
  type Generation,
  type Job,
  listReader,
  openDatabase,
  type Row,
} from "../src/index.ts";
import { openTestBatch, type TestBatch } from "../src/testing.ts";
import { executionsOf, type ManifestExecution } from "./fixtures/spring-batch/manifest.ts";
import { testDatabases } from "./support/databases.ts";
import { numbers } from "./support/numbers.ts";
import { type SpringDatabase, springDumps } from "./support/spring-databases.ts";
import { createSpringTables } from "./support/spring-schema.ts";

/** Writes nowhere: what is compared is what the engine writes. */
const nowhere = { write: () => {} };

/** As the application that wrote the dumps defines it: 23 items, one of them filtered, in chunks of 5. */
const legacyImportJob = defineJob({
  name: "legacyImportJob",
  flow: (job) =>
    job.start(
      job.chunkStep("legacyChunkStep", {
        chunkSize: 5,
        reader: () => listReader(numbers(1, 23), { name: "legacyReader" }),
        processor: (n: number) => (n === 7 ? null : n),
        writer: () => nowhere,
      }),
    ),
});

// Only where a server and the dumps are at hand: see support/spring-databases.ts.
describe.skipIf(springDumps.length === 0).each(springDumps)("batch-core beside Java in $name", (dump) => {
  it("writes a chunk job as the application of that database did", async () => {
    await using batch = await openCopy(dump, [legacyImportJob]);
    const java = await rowsOf(batch, javaExecution(dump, "legacyImportJob").id);

    const ours = await batch.startAndWait(legacyImportJob, { "launched.by": "batch-core" });

    const rows = await rowsOf(batch, ours.id);
    expect(rows.execution).toEqual(java.execution);
    // The dumps of 6.x were written with a last chunk of its own kind, but this step is of the old one in all of them.
    expect(rows.steps).toEqual(java.steps);
    expect(keysOf(ours.context.entries())).toEqual(dump.generation === 4 ? [] : ["batch.version"]);
    const [step] = ours.stepExecutions;
    const [javaStep] = javaExecution(dump, "legacyImportJob").steps;
    expect(step?.context.get("legacyReader.read.count")).toBe(24);
    if (javaStep?.context) expect(keysOf(step?.context.entries() ?? [])).toEqual(Object.keys(javaStep.context).sort());
    expect(await contextFormats(batch, ours.id)).toEqual([formatOf(dump)]);
  });

  it("takes ids from the application's own sequences, and leaves them where Java goes on", async () => {
    await using batch = await openCopy(dump, [legacyImportJob]);
    const before = await sequenceValues(batch.database);
    const ours = await batch.startAndWait(legacyImportJob, { "launched.by": "batch-core" });
    const after = await sequenceValues(batch.database);

    expect(Object.keys(after)).toEqual(Object.keys(before));
    for (const [name, value] of Object.entries(after))
      expect({ name, value }).toEqual({ name, value: (before[name] ?? 0n) + 1n });
    const newest = dump.manifest.rowCounts.BATCH_JOB_EXECUTION ?? 0;
    expect(Number(ours.id)).toBeGreaterThan(newest);
  });

  it("goes on where Java's stopped execution stood, with its parameters and its job key", async () => {
    const java = javaExecution(
      dump,
      "inactiveUserJob",
      ({ status, steps }) =>
        status === "STOPPED" && steps.some((step) => step.context?.["userReader.read.count"] === 60),
    );
    const seen: number[] = [];
    const job = readingJob("inactiveUserJob", "deactivateUsersStep", "userReader", seen);
    await using batch = await openCopy(dump, [job]);
    if (dump.manifest.beforeMigration) return await expectRefused(batch, BigInt(java.id));

    const preview = await batch.operator.previewRestart(BigInt(java.id));
    expect(preview).toMatchObject({
      decision: "restart",
      jobInstanceId: BigInt(java.instanceId),
      steps: [{ name: "deactivateUsersStep", will: "continue", from: { "userReader.read.count": 60 } }],
    });
    const execution = await batch.restartAndWait(job, { id: BigInt(java.id) });

    expect(execution).toMatchObject({ status: "COMPLETED", instance: { id: BigInt(java.instanceId) } });
    expect(seen).toEqual(numbers(61, 100));
    expect(execution.stepExecutions[0]).toMatchObject({ readCount: 40, writeCount: 40 });
  });

  it("changes no table of the application and adds none, unless it is allowed to", async () => {
    for (const initializeSchema of ["never", "embedded"] as const) {
      const url = await dump.load();
      await using database = await openDatabase(url);
      const before = await definitions(database);
      await using batch = await openTestBatch({ database, timeZone: dump.timeZone, initializeSchema });
      await batch.startAndWait(legacyImportJob, { "launched.by": initializeSchema });
      expect(await definitions(database)).toEqual(before);
      expect(batch.runtime.layout.sideTables).toBe(false);
    }
    const url = await dump.load();
    await using database = await openDatabase(url);
    const before = await definitions(database);
    await using batch = await openTestBatch({ database, timeZone: dump.timeZone, initializeSchema: "always" });
    const after = await definitions(database);
    expect(after).toMatchObject(before);
    const added = Object.keys(after).filter((name) => !(name in before));
    expect(added.length).toBeGreaterThan(0);
    expect(added.every((name) => name.startsWith("BATCHDECK_"))).toBe(true);
    expect(batch.runtime.layout.sideTables).toBe(true);
  });
});

const unmigrated = springDumps.filter(({ manifest }) => !manifest.beforeMigration);

describe.skipIf(springDumps.length === 0).each(unmigrated)(
  "the schema of our own tests",
  ({ name, generation, load }) => {
    it(`is that of ${name}`, async () => {
      await using real = await openDatabase(await load());
      const server = testDatabases.find(({ dialect }) => dialect === "mysql");
      if (!server) throw new Error("There are dumps without a server.");
      const own = await server.openDatabase();
      await createSpringTables(own, { generation, sequences: name.endsWith("mariadb") ? "sequences" : "tables" });
      expect(await definitions(own)).toEqual(await definitions(real));
    });
  },
);

describe.skipIf(springDumps.length === 0).each(springDumps)("what an execution leaves behind in $name", (dump) => {
  it("after a failure", async () => {
    const job = readingJob("failingJob", "failingStep", "numberReader", [], 13);
    await using batch = await openCopy(dump, [job]);
    const failed = await batch.startAndWait(job, { day: "1" });
    const java = javaExecution(dump, "settlementJob", ({ status }) => status === "FAILED");

    const rows = await rowsOf(batch, failed.id);
    expect(nulls(rows.execution)).toEqual(nulls((await rowsOf(batch, java.id)).execution));
    expect(rows.execution).toMatchObject({
      STATUS: "FAILED",
      EXIT_CODE: "FAILED",
      VERSION: dump.generation === 6 ? 3 : 2,
    });
    expect(rows.steps).toMatchObject([
      // One chunk of ten, then the one that failed: a save at the start, one per commit, and the end (twice in 6.x).
      {
        STATUS: "FAILED",
        EXIT_CODE: "FAILED",
        VERSION: dump.generation === 6 ? 4 : 3,
        COMMIT_COUNT: 1,
        ROLLBACK_COUNT: 1,
      },
    ]);

    const healed = readingJob("failingJob", "failingStep", "numberReader", []);
    const again = await batch.restartAndWait(healed, failed);
    expect(again).toMatchObject({ status: "COMPLETED", instance: { id: failed.instance.id } });
    expect(again.stepExecutions[0]).toMatchObject({ readCount: 90 });
  });

  it("after a stop", async () => {
    const stopping: { stop?: () => Promise<void> } = {};
    const job = readingJob("stoppedJob", "stoppedStep", "numberReader", [], undefined, () => stopping.stop?.());
    await using batch = await openCopy(dump, [job]);
    stopping.stop = async () => {
      const [row] = await batch.database.query(
        "select max(JOB_EXECUTION_ID) as id from BATCH_JOB_EXECUTION where STATUS = 'STARTED' and END_TIME is null",
      );
      stopping.stop = async () => {};
      await batch.operator.stop(BigInt(String(row?.id)));
    };
    const stopped = await batch.startAndWait(job, { day: "1" });
    const java = javaExecution(dump, "inactiveUserJob", ({ status }) => status === "STOPPED");

    expect(stopped).toMatchObject({ status: "STOPPED", exitStatus: { code: "STOPPED" } });
    expect(stopped.exitStatus.description).toBe(java.exitMessageFirstLine);
    expect(stopped.stepExecutions[0]?.exitStatus.description).toBe(java.exitMessageFirstLine);
    // Start, stop and end, which 6.x saves twice.
    expect(stopped.version).toBe(dump.generation === 6 ? 4 : 3);
    const rows = await rowsOf(batch, stopped.id);
    expect(nulls(rows.execution)).toEqual(nulls((await rowsOf(batch, java.id)).execution));
  });

  it("while it only exists: STARTING, as Java's launch leaves it", async () => {
    const job = readingJob("queuedJob", "queuedStep", "numberReader", []);
    await using batch = await openCopy(dump, [job]);
    const created = await batch.runtime.repository.createJobExecution("queuedJob", new Map(), () => {}, null);
    const java = javaExecution(dump, "reportQueueJob");
    const [ours, theirs] = [await rowsOf(batch, created.id), await rowsOf(batch, java.id)];
    expect(ours.execution).toEqual(theirs.execution);
    expect(ours.steps).toEqual([]);
  });

  it("writes parameters under the types that Java reads", async () => {
    await using batch = await openCopy(dump, [legacyImportJob]);
    const ours = await batch.startAndWait(legacyImportJob, {
      text: "x",
      whole: { type: "LONG", value: 7n, identifying: true },
      part: { type: "DOUBLE", value: 1e7, identifying: false },
      day: { type: "DATE", value: new Date("2026-01-15T10:30:00Z"), identifying: true },
    });
    const rows = await batch.database.query("select * from BATCH_JOB_EXECUTION_PARAMS where JOB_EXECUTION_ID = ?", [
      ours.id,
    ]);
    const types = rows.map((row) => row.TYPE_CD ?? row.PARAMETER_TYPE).sort();
    expect(types).toEqual(
      dump.generation === 4
        ? ["DATE", "DOUBLE", "LONG", "STRING"]
        : ["java.lang.Double", "java.lang.Long", "java.lang.String", "java.util.Date"],
    );
    if (dump.generation !== 4) {
      expect(new Set(rows.map((row) => row.PARAMETER_VALUE))).toEqual(
        new Set(["x", "7", "1.0E7", "2026-01-15T10:30:00Z"]),
      );
    }
  });
});

/** The upgrade lost what its key was made of: a restart would be a new instance. */
async function expectRefused(batch: TestBatch, id: bigint): Promise<void> {
  const before = await batch.rows("BATCH_JOB_INSTANCE");
  await expect(batch.operator.restart(id)).rejects.toMatchObject({ code: "JOB_RESTART" });
  expect(await batch.operator.previewRestart(id)).toMatchObject({ decision: "refused", code: "JOB_RESTART" });
  expect(await batch.rows("BATCH_JOB_INSTANCE")).toEqual(before);
}

function readingJob(
  name: string,
  stepName: string,
  readerName: string,
  seen: number[],
  failAt?: number,
  onWrite: () => Promise<void> | void = () => {},
): Job {
  return defineJob({
    name,
    flow: (job) =>
      job.start(
        job.chunkStep(stepName, {
          chunkSize: 10,
          reader: () => listReader(numbers(1, 100), { name: readerName }),
          processor: (n: number) => {
            if (n === failAt) throw new Error(`${n} is out of luck`);
            return n;
          },
          writer: () => ({
            async write(items: readonly number[]) {
              seen.push(...items);
              await onWrite();
            },
          }),
        }),
      ),
  });
}

async function openCopy(dump: SpringDatabase, jobs: readonly Job[]): Promise<TestBatch> {
  return openTestBatch({ database: await dump.load(), timeZone: dump.timeZone, initializeSchema: "never", jobs });
}

/** The newest that Java can load. */
function javaExecution(
  { manifest }: SpringDatabase,
  jobName: string,
  is: (execution: ManifestExecution) => boolean = () => true,
): ManifestExecution {
  const all = [...(manifest.beforeMigration ? executionsOf(manifest.beforeMigration) : []), ...executionsOf(manifest)];
  const found = all.findLast((execution) => execution.jobName === jobName && is(execution));
  if (!found) throw new Error(`The manifest has no such execution of ${jobName}.`);
  return found;
}

interface StoredRows {
  readonly execution: Row;
  readonly steps: readonly Row[];
}

/** Rows of an execution as they are, but for ids, and of times only whether they are there. */
async function rowsOf({ database }: TestBatch, id: bigint | number): Promise<StoredRows> {
  const [execution] = await database.query("select * from BATCH_JOB_EXECUTION where JOB_EXECUTION_ID = ?", [id]);
  const steps = await database.query(
    "select * from BATCH_STEP_EXECUTION where JOB_EXECUTION_ID = ? order by STEP_EXECUTION_ID",
    [id],
  );
  return { execution: anonymous(execution ?? {}), steps: steps.map(anonymous) };
}

function anonymous(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).flatMap(([column, value]) => {
      if (column.endsWith("_ID")) return [];
      return [[column, /_TIME$|^LAST_UPDATED$/.test(column) ? value !== null : value]];
    }),
  );
}

function nulls(row: Row): string[] {
  return Object.keys(row).filter((column) => row[column] === null || row[column] === false);
}

function keysOf(entries: readonly (readonly [string, unknown])[]): string[] {
  return entries.map(([key]) => key).sort();
}

async function contextFormats({ database }: TestBatch, id: bigint): Promise<string[]> {
  const rows = await database.query<{ text: string }>(
    `select SHORT_CONTEXT as text from BATCH_JOB_EXECUTION_CONTEXT where JOB_EXECUTION_ID = ?
     union all select SHORT_CONTEXT from BATCH_STEP_EXECUTION_CONTEXT
       where STEP_EXECUTION_ID in (select STEP_EXECUTION_ID from BATCH_STEP_EXECUTION where JOB_EXECUTION_ID = ?)`,
    [id, id],
  );
  return [...new Set(rows.map(({ text }) => beginOf(text)))];
}

function beginOf(text: string): string {
  if (text.startsWith('{"@class":"java.util.HashMap"')) return "jackson 2";
  return text.startsWith("rO0AB") ? "java" : "jackson 3";
}

function formatOf({ name, generation }: { name: string; generation: Generation }): string {
  if (generation === 4) return "jackson 2";
  if (!name.endsWith("jackson")) return "java";
  return generation === 5 ? "jackson 2" : "jackson 3";
}

/** The last value given out, of tables and sequences alike. */
async function sequenceValues(database: Database): Promise<Record<string, bigint>> {
  const tables = await database.query<{ name: string; type: string }>(
    "select table_name as name, table_type as type from information_schema.tables where table_schema = database() and table_name like '%SEQ' order by 1",
  );
  const values: Record<string, bigint> = {};
  for (const { name, type } of tables) {
    const [row] = await database.query(
      type === "SEQUENCE" ? `select next_not_cached_value as value from ${name}` : `select ID as value from ${name}`,
    );
    values[name] = BigInt(String(row?.value));
  }
  return values;
}

/** `show create table` of every table; a sequence only by its name, since its definition holds its position. */
async function definitions(database: Database): Promise<Record<string, unknown>> {
  const tables = await database.query<{ name: string; type: string }>(
    "select table_name as name, table_type as type from information_schema.tables where table_schema = database()",
  );
  const found: Record<string, unknown> = {};
  for (const { name, type } of tables) {
    found[name] =
      type === "SEQUENCE" ? type : Object.values((await database.query(`show create table ${name}`))[0] ?? {}).at(-1);
  }
  return found;
}

describe.runIf(springDumps.length === 0)("without the dumps of Spring Batch and a MySQL server", () => {
  it.skip("compares nothing: set BATCHDECK_SPRING_DUMPS and BATCHDECK_TEST_MYSQL_URL", () => {});
});
