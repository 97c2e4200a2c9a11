import { describe, expect, it } from "vitest";
import { type Database, openDatabase, openRuntime, type RuntimeOptions, schemaScript } from "../src/index.ts";
import { openTestBatch } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";
import { copyNumbersJob, createNumberTable, numbersOf } from "./support/numbers.ts";
import { startProcess } from "./support/processes.ts";
import { createSpringTables } from "./support/spring-schema.ts";
import { definitionsOf, tablesOf } from "./support/table-definitions.ts";

const DATA_TABLES = [
  "BATCH_JOB_EXECUTION",
  "BATCH_JOB_EXECUTION_CONTEXT",
  "BATCH_JOB_EXECUTION_PARAMS",
  "BATCH_JOB_EXECUTION_SEQ",
  "BATCH_JOB_INSTANCE",
  "BATCH_JOB_SEQ",
  "BATCH_STEP_EXECUTION",
  "BATCH_STEP_EXECUTION_CONTEXT",
  "BATCH_STEP_EXECUTION_SEQ",
];
const SIDE_TABLES = [
  "BATCHDECK_MIGRATION",
  ...[...schemaScript("mysql").matchAll(/create table (BATCHDECK_\w+)/g)].map(([, table = ""]) => table),
];
const ALL_TABLES = [...DATA_TABLES, ...SIDE_TABLES].sort();

describe.each(testDatabases)("initializeSchema on $dialect", ({ dialect, openDatabase: newDatabase }) => {
  async function prepare(
    database: Database,
    initializeSchema: RuntimeOptions["initializeSchema"],
    tablePrefix = "BATCH_",
  ) {
    const runtime = await openRuntime({ database, jobs: [], initializeSchema, tablePrefix });
    await runtime.close();
    return runtime.layout;
  }

  it("always creates what is missing", async () => {
    const database = await newDatabase();
    await prepare(database, "always");
    expect(await tablesOf(database)).toEqual(ALL_TABLES);
  });

  it("keeps a second instance with the same name and key out", async () => {
    const database = await newDatabase();
    await prepare(database, "always");
    const insert = (id: number) =>
      database.execute(
        "insert into BATCH_JOB_INSTANCE (JOB_INSTANCE_ID, VERSION, JOB_NAME, JOB_KEY) values (?, 0, 'job', 'key')",
        [id],
      );
    await insert(1);
    await expect(insert(2)).rejects.toThrow(/unique|duplicate/i);
  });

  it("embedded creates it in SQLite alone", async () => {
    const database = await newDatabase();
    if (dialect === "sqlite") {
      await prepare(database, "embedded");
      expect(await tablesOf(database)).toEqual(ALL_TABLES);
    } else {
      await expect(prepare(database, "embedded")).rejects.toMatchObject({ code: "DATABASE" });
      expect(await tablesOf(database)).toEqual([]);
    }
  });

  it("never says which tables are missing and how to create them, and creates none", async () => {
    const database = await newDatabase();
    await expect(prepare(database, "never")).rejects.toMatchObject({
      code: "DATABASE",
      message:
        "The database has no tables BATCH_JOB_INSTANCE, BATCH_JOB_EXECUTION, BATCH_JOB_EXECUTION_PARAMS, BATCH_STEP_EXECUTION, " +
        "BATCH_STEP_EXECUTION_CONTEXT, BATCH_JOB_EXECUTION_CONTEXT, and BATCH_INITIALIZE_SCHEMA=never forbids creating them. " +
        `Set it to "always", or run the script that "npm run batch -- schema ${dialect}" prints.`,
    });
    expect(await tablesOf(database)).toEqual([]);
  });

  it("never takes tables that are there, and does without its own beside them", async () => {
    const database = await newDatabase();
    await createSpringTables(database, { generation: 4, sequences: "tables" });
    const layout = await prepare(database, "never");
    expect(layout).toMatchObject({ generation: 4, sideTables: false });
    expect(await tablesOf(database)).toEqual(DATA_TABLES);

    await createNumberTable(database);
    await using batch = await openTestBatch({ database, initializeSchema: "never" });
    expect(await batch.startAndWait(copyNumbersJob())).toMatchObject({ status: "COMPLETED" });
    expect(await numbersOf(database)).toEqual([1, 2, 3, 4]);
  });

  it("always adds its own tables to those of an application and alters none of them", async () => {
    const database = await newDatabase();
    await createSpringTables(database, { generation: 5, sequences: "tables" });
    const before = await definitionsOf(database);
    expect(await prepare(database, "always")).toMatchObject({ generation: 5, sideTables: true });
    expect(await tablesOf(database)).toEqual(ALL_TABLES);
    expect(await definitionsOf(database)).toMatchObject(before);
  });

  it("does nothing the second time", async () => {
    const database = await newDatabase();
    await prepare(database, "always");
    const before = await definitionsOf(database);
    await prepare(database, "always");
    expect(await definitionsOf(database)).toEqual(before);
  });

  it("creates what the printed script creates", async () => {
    const [byEngine, byHand] = [await newDatabase(), await newDatabase()];
    await prepare(byEngine, "always");
    await runScript(byHand, schemaScript(dialect));
    const { BATCHDECK_MIGRATION: _, ...definitions } = await definitionsOf(byEngine);
    expect(await definitionsOf(byHand)).toEqual(definitions);
    // What was made by hand is taken as it is.
    expect(await prepare(byHand, "never")).toMatchObject({ generation: 4, sideTables: true });
  });

  it("takes what the script made by hand for its own when it may create", async () => {
    const database = await newDatabase();
    await runScript(database, schemaScript(dialect));
    await prepare(database, "always");
    expect(await tablesOf(database)).toEqual(ALL_TABLES);
  });

  it("names its tables by another prefix, also beside a first set in one database", async () => {
    const database = await newDatabase();
    await prepare(database, "always");
    await prepare(database, "always", "JOBS_");
    const second = [
      ...DATA_TABLES.map((table) => table.replace("BATCH_", "JOBS_")),
      ...SIDE_TABLES.map((table) => table.replace("BATCHDECK_", "BATCHDECK_JOBS_")),
    ];
    expect(await tablesOf(database)).toEqual([...ALL_TABLES, ...second].sort());

    await createNumberTable(database);
    await using batch = await openTestBatch({ database, tablePrefix: "JOBS_" });
    await batch.startAndWait(copyNumbersJob());
    expect(await batch.rows("JOBS_JOB_EXECUTION")).toMatchObject([{ STATUS: "COMPLETED" }]);
    expect(await batch.rows("BATCH_JOB_EXECUTION")).toEqual([]);
  });

  it.each(["", "a b", "x;drop table y", "1_", "ä_"])("refuses the prefix %j", async (prefix) => {
    const database = await newDatabase();
    await expect(prepare(database, "always", prefix)).rejects.toMatchObject({ code: "CONFIGURATION" });
    expect(await tablesOf(database)).toEqual([]);
  });

  it("says where the database goes when it is in front of the prefix, as Java may have it", async () => {
    const database = await newDatabase();
    await expect(prepare(database, "never", "ops-db.BATCH_")).rejects.toMatchObject({
      code: "CONFIGURATION",
      message:
        'The table prefix "ops-db.BATCH_" has the name of a database in it. Put ops-db at the end of DATABASE_URL, and set the prefix BATCH_.',
    });
  });

  it("refuses tables of which some are missing, and names both", async () => {
    const database = await newDatabase();
    await createSpringTables(database, { generation: 4, sequences: "tables" });
    await database.execute("drop table BATCH_JOB_EXECUTION_PARAMS");
    for (const mode of ["always", "never"] as const) {
      await expect(prepare(database, mode), mode).rejects.toMatchObject({
        code: "DATABASE",
        message: expect.stringMatching(/has BATCH_JOB_INSTANCE, .* but not BATCH_JOB_EXECUTION_PARAMS\./),
      });
    }
  });

  it("finishes what a first start had begun when it was killed", async () => {
    const database = await newDatabase();
    const statements = schemaScript(dialect).split(";\n");
    await database.execute(
      "create table BATCHDECK_MIGRATION (NAME VARCHAR(100) NOT NULL PRIMARY KEY, CHECKSUM CHAR(64) NOT NULL)",
    );
    // DDL of MySQL commits statement by statement; on SQLite a start leaves all of it or nothing.
    if (dialect === "mysql") for (const sql of statements.slice(0, 8)) await database.execute(sql);
    await prepare(database, "always");
    expect(await tablesOf(database)).toEqual(ALL_TABLES);
    await createNumberTable(database);
    await using batch = await openTestBatch({ database });
    expect(await batch.startAndWait(copyNumbersJob())).toMatchObject({ status: "COMPLETED" });
  });

  it("refuses tables that another release made under the same name", async () => {
    const database = await newDatabase();
    await prepare(database, "always");
    await database.execute("update BATCHDECK_MIGRATION set CHECKSUM = 'other'");
    await expect(prepare(database, "always")).rejects.toMatchObject({
      code: "DATABASE",
      message: expect.stringContaining("0001-metadata-tables was applied to this database with other contents"),
    });
  });
});

describe.each(testDatabases)("the first start on $dialect", ({ url }) => {
  it("may happen in several processes at once", async () => {
    const processes = [1, 2, 3].map(() => startProcess("./open-process.ts", []));
    try {
      await Promise.all(processes.map((process) => process.next()));
      for (let round = 1; round <= 6; round++) {
        const database = await url();
        for (const process of processes) process.send(database);
        const answers = await Promise.all(processes.map((process) => process.next<string>()));
        expect(answers, `round ${round}`).toEqual(["ok", "ok", "ok"]);
        await using opened = await openDatabase(database);
        expect(await tablesOf(opened)).toEqual(ALL_TABLES);
        const migrations = await opened.query("select NAME as name from BATCHDECK_MIGRATION order by NAME");
        expect(migrations.slice(0, 2)).toEqual([{ name: "0001-metadata-tables" }, { name: "0002-side-tables" }]);
      }
    } finally {
      for (const process of processes) await process[Symbol.asyncDispose]();
    }
  });
});

async function runScript(database: Database, script: string): Promise<void> {
  const statements = script.replaceAll(/^--.*$/gm, "").split(";");
  for (const sql of statements.map((statement) => statement.trim()).filter((statement) => statement !== "")) {
    await database.execute(sql);
  }
}
