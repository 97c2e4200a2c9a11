import { describe, expect, it } from "vitest";
import { openRuntime, type Row, remoteDispatcher } from "../src/index.ts";
import { openTestBatch, testClock } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";
import { copyNumbersJob, createNumberTable } from "./support/numbers.ts";
import { taskletJob } from "./support/tasklet-job.ts";

/** 18:00 in Seoul, where the rows of these tests are written. */
const NOON = "2026-01-31T09:00:00.123Z";
const timeZone = "Asia/Seoul";

describe.each(testDatabases)("rows on $dialect look like Spring Batch 4's own", ({ openDatabase, dialect }) => {
  const time = dialect === "sqlite" ? "2026-01-31T09:00:00.123+00:00" : "2026-01-31 18:00:00.123000";
  const epoch = dialect === "sqlite" ? "1970-01-01T00:00:00.000+00:00" : "1970-01-01 09:00:00";

  const open = async () => {
    const database = await openDatabase();
    await createNumberTable(database);
    return openTestBatch({ database, clock: testClock(NOON), timeZone });
  };

  it("after a launch that nobody has started", async () => {
    const database = await openDatabase();
    await using runtime = await openRuntime({
      database,
      timeZone,
      clock: testClock(NOON),
      initializeSchema: "always",
      jobs: [copyNumbersJob()],
      dispatcher: remoteDispatcher(),
    });

    await runtime.operator.launch("copyNumbers", { "input.file": "data.csv" });

    expect(await database.query("select * from BATCH_JOB_INSTANCE")).toEqual([
      // The key is a vector of the original key generator.
      { JOB_INSTANCE_ID: 1, VERSION: 0, JOB_NAME: "copyNumbers", JOB_KEY: "eae0bba6ec38b58bf690f3658e9a63a5" },
    ]);
    expect(await database.query("select * from BATCH_JOB_EXECUTION")).toEqual([
      {
        JOB_EXECUTION_ID: 1,
        VERSION: 0,
        JOB_INSTANCE_ID: 1,
        CREATE_TIME: time,
        START_TIME: null,
        END_TIME: null,
        STATUS: "STARTING",
        EXIT_CODE: "UNKNOWN",
        EXIT_MESSAGE: "",
        LAST_UPDATED: time,
        JOB_CONFIGURATION_LOCATION: null,
      },
    ]);
    expect(await database.query("select * from BATCH_JOB_EXECUTION_CONTEXT")).toEqual([
      { JOB_EXECUTION_ID: 1, SHORT_CONTEXT: '{"@class":"java.util.HashMap"}', SERIALIZED_CONTEXT: null },
    ]);
    expect(await database.query("select * from BATCH_STEP_EXECUTION")).toEqual([]);
  });

  it("after a job that completed", async () => {
    await using batch = await open();

    await batch.startAndWait(copyNumbersJob());

    expect(await batch.rows("BATCH_JOB_EXECUTION")).toMatchObject([
      {
        VERSION: 2,
        CREATE_TIME: time,
        START_TIME: time,
        END_TIME: time,
        STATUS: "COMPLETED",
        EXIT_CODE: "COMPLETED",
        EXIT_MESSAGE: "",
        LAST_UPDATED: time,
        JOB_CONFIGURATION_LOCATION: null,
      },
    ]);
    expect(await batch.rows("BATCH_STEP_EXECUTION")).toEqual([
      {
        STEP_EXECUTION_ID: 1,
        VERSION: 5,
        STEP_NAME: "copy",
        JOB_EXECUTION_ID: 1,
        START_TIME: time,
        END_TIME: time,
        STATUS: "COMPLETED",
        COMMIT_COUNT: 3,
        READ_COUNT: 4,
        FILTER_COUNT: 0,
        WRITE_COUNT: 4,
        READ_SKIP_COUNT: 0,
        WRITE_SKIP_COUNT: 0,
        PROCESS_SKIP_COUNT: 0,
        ROLLBACK_COUNT: 0,
        EXIT_CODE: "COMPLETED",
        EXIT_MESSAGE: "",
        LAST_UPDATED: time,
      },
    ]);
    const [context] = await batch.rows("BATCH_STEP_EXECUTION_CONTEXT");
    expect(context?.SERIALIZED_CONTEXT).toBeNull();
    expect(JSON.parse(String(context?.SHORT_CONTEXT))).toEqual({
      "@class": "java.util.HashMap",
      "batch.taskletType": "org.springframework.batch.core.step.item.ChunkOrientedTasklet",
      "batch.stepType": "org.springframework.batch.core.step.tasklet.TaskletStep",
      // Counted before it reads, also at the end.
      "listReader.read.count": 5,
    });
  });

  it("while a step is at work", async () => {
    await using batch = await open();
    let step: Row | undefined;
    let execution: Row | undefined;
    const beforeStep = async () => {
      [step] = await batch.rows("BATCH_STEP_EXECUTION");
      [execution] = await batch.rows("BATCH_JOB_EXECUTION");
    };
    await batch.startAndWait(copyNumbersJob({ listeners: [{ beforeStep }] }));
    expect(execution).toMatchObject({ STATUS: "STARTED", EXIT_CODE: "UNKNOWN", VERSION: 1, END_TIME: null });
    expect(step).toMatchObject({
      STATUS: "STARTED",
      EXIT_CODE: "EXECUTING",
      EXIT_MESSAGE: "",
      VERSION: 1,
      START_TIME: time,
      END_TIME: null,
      COMMIT_COUNT: 0,
    });
  });

  it("for parameters: one column has the value, the others a dummy that is not NULL", async () => {
    await using batch = await open();
    const row = (name: string, type: string, identifying: string, value: Row) => ({
      JOB_EXECUTION_ID: 1,
      TYPE_CD: type,
      KEY_NAME: name,
      STRING_VAL: "",
      DATE_VAL: epoch,
      LONG_VAL: 0,
      DOUBLE_VAL: 0,
      IDENTIFYING: identifying,
      ...value,
    });

    await batch.startAndWait(copyNumbersJob(), {
      file: "data.csv",
      "run.id": { type: "LONG", value: 42n, identifying: true },
      rate: { type: "DOUBLE", value: 1.5, identifying: false },
      at: { type: "DATE", value: new Date(NOON), identifying: true },
      none: { type: "STRING", value: null, identifying: false },
    });

    const rows = await batch.database.query("select * from BATCH_JOB_EXECUTION_PARAMS order by KEY_NAME");
    expect(rows).toEqual([
      row("at", "DATE", "Y", { DATE_VAL: time }),
      row("file", "STRING", "Y", { STRING_VAL: "data.csv" }),
      row("none", "STRING", "N", { STRING_VAL: null }),
      row("rate", "DOUBLE", "N", { DOUBLE_VAL: 1.5 }),
      row("run.id", "LONG", "Y", { LONG_VAL: 42 }),
    ]);
  });

  it("for a failure: the stack trace with its causes in both rows", async () => {
    await using batch = await open();
    const cause = new RangeError("no such day");
    const job = copyNumbersJob({
      processor: () => {
        throw new Error("the third of the month", { cause });
      },
    });

    await batch.startAndWait(job);

    const [step] = await batch.rows("BATCH_STEP_EXECUTION");
    const [execution] = await batch.rows("BATCH_JOB_EXECUTION");
    expect(step).toMatchObject({ STATUS: "FAILED", EXIT_CODE: "FAILED", END_TIME: time });
    expect(step?.EXIT_MESSAGE).toMatch(
      /^Error: the third of the month\n(\tat .*\n)+Caused by: RangeError: no such day\n\tat /,
    );
    expect(execution).toMatchObject({ STATUS: "FAILED", EXIT_CODE: "FAILED", EXIT_MESSAGE: step?.EXIT_MESSAGE });
  });

  it("for a message that is longer than its column: 2500 characters, and no half of a surrogate pair", async () => {
    await using batch = await open();
    const head = "Error: ";
    const message = `${"m".repeat(2_499 - head.length)}😀 and more`;
    await batch.startAndWait(
      copyNumbersJob({
        processor: () => {
          throw new Error(message);
        },
      }),
    );
    for (const table of ["BATCH_STEP_EXECUTION", "BATCH_JOB_EXECUTION"]) {
      const [row] = await batch.rows(table);
      expect(row?.EXIT_MESSAGE, table).toBe(head + "m".repeat(2_499 - head.length));
    }
  });

  it("for an exit code that is longer than its column", async () => {
    await using batch = await open();
    const code = "C".repeat(150);
    await batch.startAndWait(copyNumbersJob({ listeners: [{ afterStep: () => code }] }));
    for (const table of ["BATCH_STEP_EXECUTION", "BATCH_JOB_EXECUTION"]) {
      const [row] = await batch.rows(table);
      expect(row?.EXIT_CODE, table).toBe(dialect === "sqlite" ? "C".repeat(100) : code);
    }
  });

  it("for a context that is longer than its column, and again for one that shrank", async () => {
    await using batch = await open();
    const texts = ["t".repeat(3_000), "short"];
    const job = taskletJob(
      ({ jobContext, stepContext }) => {
        const text = texts.shift() ?? "";
        jobContext.put("text", text);
        stepContext.put("text", text);
        if (text.length > 5) throw new Error("once");
      },
      { jobName: "contexts" },
    );

    await batch.startAndWait(job);
    const long = { "@class": "java.util.HashMap", text: "t".repeat(3_000) };
    for (const kind of ["JOB", "STEP"]) {
      const [row] = await batch.rows(`BATCH_${kind}_EXECUTION_CONTEXT`);
      const whole = String(row?.SERIALIZED_CONTEXT);
      expect(JSON.parse(whole), kind).toMatchObject(kind === "JOB" ? long : {});
      expect(row?.SHORT_CONTEXT, kind).toBe(`${whole.slice(0, 2_492)} ...`);
    }

    await batch.startAndWait(job);
    for (const kind of ["JOB", "STEP"]) {
      const [, row] = await batch.rows(`BATCH_${kind}_EXECUTION_CONTEXT`);
      expect(row?.SERIALIZED_CONTEXT, kind).toBeNull();
      expect(JSON.parse(String(row?.SHORT_CONTEXT)), kind).toMatchObject({ text: "short" });
    }
  });

  it("takes every id from its sequence", async () => {
    await using batch = await open();
    for (const day of ["1", "2"]) await batch.startAndWait(copyNumbersJob(), { day });
    for (const sequence of ["JOB_SEQ", "JOB_EXECUTION_SEQ", "STEP_EXECUTION_SEQ"]) {
      const rows = await batch.rows(`BATCH_${sequence}`);
      expect(rows, sequence).toEqual([dialect === "sqlite" ? { ID: 2 } : { ID: 2, UNIQUE_KEY: "0" }]);
    }
  });
});
