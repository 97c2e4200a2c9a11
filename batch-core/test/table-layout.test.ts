import { describe, expect, it } from "vitest";
import { ExecutionContext } from "../src/model/execution-context.ts";
import { encodeContext } from "../src/repository/context/encode-context.ts";
import { openTestBatch } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";
import { copyNumbersJob, createNumberTable, numbersOf } from "./support/numbers.ts";
import { createSpringTables, SPRING_SCHEMAS } from "./support/spring-schema.ts";
import { tablesOf } from "./support/table-definitions.ts";

describe.each(testDatabases)(
  "the layout of an application's tables on $dialect",
  ({ dialect, openDatabase: newDatabase }) => {
    it.each(SPRING_SCHEMAS)("is known: generation $generation with $sequences", async (schema) => {
      const database = await newDatabase();
      await createSpringTables(database, schema);
      await createNumberTable(database);
      await using batch = await openTestBatch({ database, initializeSchema: "never" });

      expect(batch.runtime.layout).toEqual({
        dialect,
        generation: schema.generation,
        prefix: "BATCH_",
        sidePrefix: "BATCHDECK_",
        sideTables: false,
        sequenceKind:
          dialect === "sqlite" ? "sqlite-table" : schema.sequences === "sequences" ? "mariadb-sequence" : "mysql-table",
        sequences: {
          instance: schema.generation === 6 ? "BATCH_JOB_INSTANCE_SEQ" : "BATCH_JOB_SEQ",
          execution: "BATCH_JOB_EXECUTION_SEQ",
          step: "BATCH_STEP_EXECUTION_SEQ",
        },
        contextFormat: schema.generation === 4 ? "jackson-4" : "java",
        timeZone: "UTC",
        stepCreateTime: schema.generation !== 4,
        isMigrated: false,
        lowerCaseTables: false,
      });
    });

    it.each(SPRING_SCHEMAS)(
      "is written as its own application would: generation $generation with $sequences",
      async (schema) => {
        const database = await newDatabase();
        await createSpringTables(database, schema);
        await createNumberTable(database);
        await using batch = await openTestBatch({ database, initializeSchema: "never" });
        let broken = true;
        const job = copyNumbersJob({
          processor: (n) => {
            if (n === 3 && broken) throw new Error("three");
            return n;
          },
        });

        const failed = await batch.startAndWait(job, { "input.file": "data.csv" });
        broken = false;
        const execution = await batch.restartAndWait(job, failed);

        expect(failed).toMatchObject({ status: "FAILED", id: 1n, instance: { id: 1n } });
        expect(execution).toMatchObject({ status: "COMPLETED", id: 2n, instance: { id: 1n } });
        expect(await numbersOf(database)).toEqual([1, 2, 3, 4]);
        const keys = {
          4: "eae0bba6ec38b58bf690f3658e9a63a5",
          5: "2c9a3b688899469e469a0a417a16e473",
          6: "a801909c548e11151fcd934d75aec6a5",
        };
        expect(await batch.rows("BATCH_JOB_INSTANCE")).toMatchObject([
          { JOB_KEY: keys[schema.generation], VERSION: 0 },
        ]);
        const [parameter] = await batch.rows("BATCH_JOB_EXECUTION_PARAMS");
        expect(parameter).toMatchObject(
          schema.generation === 4
            ? { TYPE_CD: "STRING", KEY_NAME: "input.file", STRING_VAL: "data.csv", IDENTIFYING: "Y" }
            : {
                PARAMETER_NAME: "input.file",
                PARAMETER_TYPE: "java.lang.String",
                PARAMETER_VALUE: "data.csv",
                IDENTIFYING: "Y",
              },
        );
        const [, step] = await batch.rows("BATCH_STEP_EXECUTION");
        expect(step).toMatchObject({
          STEP_EXECUTION_ID: 2,
          STATUS: "COMPLETED",
          READ_COUNT: 2,
          WRITE_COUNT: 2,
          COMMIT_COUNT: 2,
        });
        // Where rows say when they were made, START_TIME is when the step began.
        for (const { createTime, startTime } of execution.stepExecutions) {
          expect(createTime === null).toBe(schema.generation === 4);
          expect(startTime).toBeInstanceOf(Date);
        }
        if (schema.generation !== 4) expect(step?.CREATE_TIME).toEqual(expect.any(String));
        const [context] = await batch.rows("BATCH_STEP_EXECUTION_CONTEXT");
        expect(context?.SHORT_CONTEXT).toMatch(schema.generation === 4 ? /^\{"@class":"java.util.HashMap"/ : /^rO0AB/);
        expect(execution.context.has("batch.version")).toBe(schema.generation !== 4);
        expect(execution.stepExecutions[0]?.context.get("listReader.read.count")).toBe(5);
      },
    );

    it.each([
      { writers: ["5.2.6", "6.0.4"], generation: 6 },
      { writers: ["6.0.4", "batch-core 0.1.0"], generation: 6 },
      { writers: ["6.0.4", "5.2.6"], generation: 5 },
      { writers: ["batch-core 0.1.0"], generation: 5 },
    ])("of 6.x with the sequence of 5.x is told by what wrote last: $writers", async ({ writers, generation }) => {
      const database = await newDatabase();
      await createSpringTables(database, { generation: 5, sequences: "tables" });
      for (const [index, version] of writers.entries()) {
        const id = index + 1;
        const { shortContext } = encodeContext(new ExecutionContext({ "batch.version": version }), "java");
        await database.batch([
          { sql: "insert into BATCH_JOB_INSTANCE values (?, 0, ?, ?)", parameters: [id, "job", `key ${id}`] },
          {
            sql: "insert into BATCH_JOB_EXECUTION (JOB_EXECUTION_ID, VERSION, JOB_INSTANCE_ID, CREATE_TIME) values (?, 0, ?, ?)",
            parameters: [id, id, "2026-11-20 10:00:00"],
          },
          { sql: "insert into BATCH_JOB_EXECUTION_CONTEXT values (?, ?, null)", parameters: [id, shortContext] },
        ]);
      }
      await using batch = await openTestBatch({ database, initializeSchema: "never" });
      expect(batch.runtime.layout).toMatchObject({ generation, sequences: { instance: "BATCH_JOB_SEQ" } });
    });

    it.skipIf(dialect === "sqlite")("is that of the prefix as it was told where two differ in case", async () => {
      const database = await newDatabase();
      // The names of foreign keys have no case, so the second set is renamed into place.
      for (const prefix of ["app_", "other_"])
        await createSpringTables(database, { generation: 5, sequences: "tables", prefix });
      for (const name of await tablesOf(database)) {
        if (name.startsWith("other_"))
          await database.execute(`rename table ${name} to ${name.replace("other_", "APP_")}`);
      }
      for (const prefix of ["app_", "APP_"]) {
        await using batch = await openTestBatch({ database, initializeSchema: "never", tablePrefix: prefix });
        expect(batch.runtime.layout).toMatchObject({ prefix, sequences: { step: `${prefix}STEP_EXECUTION_SEQ` } });
      }
    });

    it("leaves LAST_UPDATED of a new row NULL where the application does", async () => {
      for (const generation of [5, 6] as const) {
        const database = await newDatabase();
        await createSpringTables(database, { generation, sequences: "tables" });
        await using batch = await openTestBatch({ database, initializeSchema: "never" });
        const job = copyNumbersJob();
        await batch.runtime.repository.createJobExecution(job.name, new Map(), () => {}, null);
        const [row] = await batch.rows("BATCH_JOB_EXECUTION");
        expect(row?.LAST_UPDATED, `generation ${generation}`).toEqual(generation === 6 ? null : expect.any(String));
      }
    });

    it("is not guessed: tables of no known Spring Batch are refused", async () => {
      const database = await newDatabase();
      await createSpringTables(database, { generation: 4, sequences: "tables" });
      await database.execute("drop table BATCH_JOB_EXECUTION_PARAMS");
      await database.execute("create table BATCH_JOB_EXECUTION_PARAMS (JOB_EXECUTION_ID integer)");
      await expect(openTestBatch({ database, initializeSchema: "never" })).rejects.toMatchObject({
        code: "DATABASE",
        message: "Table BATCH_JOB_EXECUTION_PARAMS has the columns of no Spring Batch since 2.2.",
      });
    });
  },
);
