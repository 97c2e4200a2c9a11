import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob, type Job } from "../src/index.ts";
import { counts, countsOf, type ExecutionRows, openTestBatch, type TestBatch } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";
import { copyNumbersJob, createNumberTable, numbersOf } from "./support/numbers.ts";
import { createSpringTables } from "./support/spring-schema.ts";

const IDENTIFYING = { day: "2026-01-31" };
const NONE = { day: { type: "STRING", value: "2026-01-31", identifying: false } } as const;

type Outcome =
  | { readonly refused: string; readonly says?: RegExp }
  | { readonly runs: "copy" | "nothing"; readonly ends: string; readonly exit: string };

interface MatrixRow {
  readonly name: string;
  readonly last: Omit<ExecutionRows, "parameters">;
  readonly parameters?: typeof IDENTIFYING | typeof NONE;
  readonly outcome: Outcome;
}

const RUNNING = { refused: "JOB_EXECUTION_ALREADY_RUNNING", says: /already running as execution \d+/ };
const COMPLETE = { refused: "JOB_INSTANCE_ALREADY_COMPLETE" };
const RESTART = { refused: "JOB_RESTART" };
const NOOP = { runs: "nothing", ends: "COMPLETED", exit: "NOOP" } as const;
const COPIES = { runs: "copy", ends: "COMPLETED", exit: "COMPLETED" } as const;
const done = { name: "copy", status: "COMPLETED" } as const;
const failed = { name: "copy", status: "FAILED" } as const;

/** Spec §4.2: relaunch with the same parameters, as Spring Batch 5.2 answers. */
const MATRIX: readonly MatrixRow[] = [
  { name: "COMPLETED", last: { status: "COMPLETED", steps: [done] }, outcome: COMPLETE },
  {
    name: "COMPLETED, nothing identifying",
    last: { status: "COMPLETED", steps: [done] },
    parameters: NONE,
    outcome: NOOP,
  },
  { name: "ABANDONED", last: { status: "ABANDONED", steps: [done] }, outcome: COMPLETE },
  {
    name: "ABANDONED, nothing identifying",
    last: { status: "ABANDONED", steps: [done] },
    parameters: NONE,
    outcome: NOOP,
  },
  { name: "FAILED, step COMPLETED", last: { status: "FAILED", steps: [done] }, outcome: NOOP },
  { name: "STOPPED, step COMPLETED", last: { status: "STOPPED", steps: [done] }, outcome: NOOP },
  { name: "FAILED, step FAILED", last: { status: "FAILED", steps: [failed] }, outcome: COPIES },
  {
    name: "STOPPED, step STOPPED",
    last: { status: "STOPPED", steps: [{ name: "copy", status: "STOPPED" }] },
    outcome: COPIES,
  },
  { name: "FAILED without a step", last: { status: "FAILED" }, outcome: COPIES },
  {
    name: "FAILED, step STARTING",
    last: { status: "FAILED", steps: [{ name: "copy", status: "STARTING" }] },
    outcome: RUNNING,
  },
  {
    name: "FAILED, step STARTED",
    last: { status: "FAILED", steps: [{ name: "copy", status: "STARTED" }] },
    outcome: RUNNING,
  },
  {
    name: "FAILED, step STOPPING",
    last: { status: "FAILED", steps: [{ name: "copy", status: "STOPPING" }] },
    outcome: RUNNING,
  },
  {
    name: "FAILED, step UNKNOWN",
    last: { status: "FAILED", steps: [{ name: "copy", status: "UNKNOWN" }] },
    outcome: { ...RESTART, says: /UNKNOWN at step "copy"/ },
  },
  {
    name: "FAILED, step ABANDONED",
    last: { status: "FAILED", steps: [{ name: "copy", status: "ABANDONED", exitCode: "GIVEN UP" }] },
    outcome: { runs: "nothing", ends: "ABANDONED", exit: "GIVEN UP" },
  },
  { name: "UNKNOWN", last: { status: "UNKNOWN", steps: [failed] }, outcome: { ...RESTART, says: /ended as UNKNOWN/ } },
  {
    name: "STARTED, END_TIME set",
    last: { status: "STARTED", endTime: new Date(), steps: [failed] },
    outcome: RUNNING,
  },
  {
    name: "STARTING, END_TIME set",
    last: { status: "STARTING", endTime: new Date(), steps: [failed] },
    outcome: RUNNING,
  },
  { name: "STARTED", last: { status: "STARTED", steps: [failed] }, outcome: RUNNING },
  { name: "STARTING, START_TIME set", last: { status: "STARTING", steps: [failed] }, outcome: RUNNING },
  { name: "STARTING, never started", last: { status: "STARTING", startTime: null }, outcome: RUNNING },
  { name: "STOPPING", last: { status: "STOPPING", steps: [failed] }, outcome: RUNNING },
  {
    name: "STOPPING, END_TIME set",
    last: { status: "STOPPING", endTime: new Date(), steps: [failed] },
    outcome: RUNNING,
  },
  { name: "FAILED, END_TIME null", last: { status: "FAILED", endTime: null, steps: [failed] }, outcome: COPIES },
  { name: "STOPPED, END_TIME null", last: { status: "STOPPED", endTime: null, steps: [failed] }, outcome: COPIES },
  { name: "COMPLETED, END_TIME null", last: { status: "COMPLETED", endTime: null, steps: [done] }, outcome: COMPLETE },
];

describe.each(testDatabases)("launching an instance again on $dialect", ({ openDatabase }) => {
  it("answers every case as Spring Batch 5.2 does", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    await createNumberTable(batch.database);
    for (const { name, last, parameters = IDENTIFYING, outcome } of MATRIX) {
      await batch.removeExecutions();
      await batch.database.execute("delete from copied");
      const job = copyNumbersJob();
      const before = await batch.insertExecution(job, { ...last, parameters });

      if ("refused" in outcome) {
        const tables = await snapshot(batch);
        const refusal = await batch.startAndWait(job, parameters).catch((error: unknown) => error);
        expect(refusal, name).toMatchObject({
          code: outcome.refused,
          message: expect.stringMatching(outcome.says ?? /./),
        });
        expect(await snapshot(batch), `${name}: nothing is written`).toEqual(tables);
        continue;
      }
      const execution = await batch.startAndWait(job, parameters);
      expect(execution, name).toMatchObject({ status: outcome.ends, exitStatus: { code: outcome.exit }, version: 2 });
      expect(execution.instance, name).toEqual(before.instance);
      expect(
        execution.stepExecutions.map((step) => ({ name: step.stepName, ...countsOf(step) })),
        name,
      ).toEqual(
        outcome.runs === "nothing"
          ? []
          : [{ name: "copy", ...counts({ readCount: 4, writeCount: 4, commitCount: 3 }) }],
      );
      expect(await numbersOf(batch.database), name).toHaveLength(outcome.runs === "nothing" ? 0 : 4);
    }
  });

  it("says beforehand what a launch would do, and writes nothing for that", async () => {
    const job = copyNumbersJob();
    await using batch = await openTestBatch({ database: await openDatabase(), jobs: [job] });
    expect(await batch.operator.preview(job.name, IDENTIFYING)).toMatchObject({
      decision: "new-instance",
      jobInstanceId: null,
      lastExecutionId: null,
      attempt: 1,
      code: null,
    });
    for (const { name, last, parameters = IDENTIFYING, outcome } of MATRIX) {
      await batch.removeExecutions();
      const { id, instance } = await batch.insertExecution(job, { ...last, parameters });
      const tables = await snapshot(batch);

      const preview = await batch.operator.preview(job.name, parameters);

      const refused = "refused" in outcome;
      const again = last.status === "COMPLETED" ? "rerun" : "restart";
      expect(preview, name).toMatchObject({
        decision: refused ? "refused" : again,
        jobInstanceId: instance.id,
        lastExecutionId: id,
        attempt: 2,
        code: refused ? outcome.refused : null,
        reason: refused ? expect.stringMatching(outcome.says ?? /./) : null,
      });
      expect(await snapshot(batch), name).toEqual(tables);
    }
  });

  it("looks at every execution of the instance, not only the last", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    const job = copyNumbersJob();
    for (const [older, code] of [
      ["STARTED", "JOB_EXECUTION_ALREADY_RUNNING"],
      ["UNKNOWN", "JOB_RESTART"],
      ["COMPLETED", "JOB_INSTANCE_ALREADY_COMPLETE"],
    ] as const) {
      await batch.removeExecutions();
      await batch.insertExecution(job, { status: older, parameters: IDENTIFYING });
      await batch.insertExecution(job, { status: "FAILED", parameters: IDENTIFYING });
      await expect(batch.startAndWait(job, IDENTIFYING), older).rejects.toMatchObject({ code });
    }
  });

  it("refuses a second execution of a job that prevents restarts, whatever became of the first", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    const job = copyNumbersJob({ job: { preventRestart: true } });
    // In Spring Batch 5.2 this is asked first: a complete instance is refused for it too.
    for (const status of ["FAILED", "STOPPED", "COMPLETED"] as const) {
      await batch.removeExecutions();
      await batch.insertExecution(job, { status, parameters: IDENTIFYING });
      await expect(batch.startAndWait(job, IDENTIFYING), status).rejects.toMatchObject({
        code: "JOB_RESTART",
        message: expect.stringContaining("prevents restarts"),
      });
    }
  });

  it("asks the executions of the instance first on tables of 6.x", async () => {
    const database = await openDatabase();
    await createSpringTables(database, { generation: 6, sequences: "tables" });
    await using batch = await openTestBatch({ database });
    await createNumberTable(batch.database);
    const job = copyNumbersJob({ job: { preventRestart: true } });

    await batch.startAndWait(job, IDENTIFYING);

    await expect(batch.startAndWait(job, IDENTIFYING)).rejects.toMatchObject({ code: "JOB_INSTANCE_ALREADY_COMPLETE" });
  });

  it("refuses an instance that lost its executions", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    const job = copyNumbersJob();
    await batch.insertExecution(job, { status: "FAILED", parameters: IDENTIFYING });
    for (const table of ["JOB_EXECUTION_PARAMS", "JOB_EXECUTION_CONTEXT", "JOB_EXECUTION"]) {
      await batch.database.execute(`delete from BATCH_${table}`);
    }
    await expect(batch.startAndWait(job, IDENTIFYING)).rejects.toMatchObject({ code: "JOB_RESTART" });
  });

  it("names every parameter that is not valid and writes no row", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    const job = defineJob({
      name: "settle",
      parameters: z.object({ day: z.iso.date(), amount: z.int(), rate: z.number().default(1.5) }),
      validate: ({ amount }) => (amount > 100 ? { amount: "is more than 100", "": "never" } : undefined),
      flow: (builder) => builder.start(builder.taskletStep("settle", () => {})),
    });
    const tables = await snapshot(batch);

    await expect(batch.startAndWait(job, { day: "soon", rate: "x" })).rejects.toMatchObject({
      code: "JOB_PARAMETERS_INVALID",
      problems: { day: expect.any(String), amount: "is required", rate: expect.any(String) },
    });
    await expect(batch.startAndWait(job, { day: "2026-01-31", amount: "101" })).rejects.toMatchObject({
      problems: { amount: "is more than 100", "": "never" },
    });
    await expect(
      batch.startAndWait(job, { day: "2026-01-31", amount: 1, note: "n".repeat(251) }),
    ).rejects.toMatchObject({
      problems: { note: expect.stringContaining("longer than 250") },
    });
    expect(await snapshot(batch)).toEqual(tables);
  });

  it("finds the instance by its identifying parameters alone and keeps what each launch gave", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    await createNumberTable(batch.database);
    let broken = true;
    const job = copyNumbersJob({
      processor: (n) => {
        if (broken) throw new Error("broken");
        return n;
      },
    });
    const by = (text: string) => ({ ...IDENTIFYING, by: { type: "STRING", value: text, identifying: false } });

    const first = await batch.startAndWait(job, by("Ada"));
    const second = await batch.startAndWait(job, by("Grace"));
    broken = false;
    const third = await batch.restartAndWait(job, first);

    expect([first, second, third].map(({ status }) => status)).toEqual(["FAILED", "FAILED", "COMPLETED"]);
    expect(new Set([first, second, third].map(({ instance }) => instance.id)).size).toBe(1);
    // A restart takes all parameters of the execution it names, which need not be the latest.
    expect([first, second, third].map(({ parameters }) => parameters.get("by")?.value)).toEqual([
      "Ada",
      "Grace",
      "Ada",
    ]);
  });
});

describe.each(testDatabases)("the next instance of a job on $dialect", ({ openDatabase }) => {
  const counted = (options: Partial<Job> = {}): Job => ({
    ...defineJob({
      name: "counted",
      incrementer: { next: (_, last) => new Map(last).set("run.id", next(last.get("run.id")?.value)) },
      flow: (builder) => builder.start(builder.taskletStep("work", () => {})),
    }),
    ...options,
  });
  const next = (last: unknown) => ({ type: "LONG", value: BigInt(String(last ?? 0)) + 1n, identifying: true }) as const;

  it("is counted up from the latest execution of the latest instance, other parameters kept", async () => {
    const job = counted();
    await using batch = await openTestBatch({ database: await openDatabase(), jobs: [job] });
    const start = async (input?: Record<string, unknown>) => {
      const { jobExecutionId } = await batch.operator.startNextInstance(job.name, { ...(input && { input }) });
      const { parameters } = await batch.execution(jobExecutionId);
      return Object.fromEntries([...parameters].map(([name, { value }]) => [name, value]));
    };

    expect(await start()).toEqual({ "run.id": 1n });
    expect(await start({ note: "b" })).toEqual({ "run.id": 2n, note: "b" });
    expect(await start()).toEqual({ "run.id": 3n, note: "b" });
    // What is given wins over what is counted.
    expect(await start({ "run.id": next(41) })).toEqual({ "run.id": 42n, note: "b" });
    expect(await start()).toEqual({ "run.id": 43n, note: "b" });
  });

  it("is refused for a job without an incrementer", async () => {
    const job = counted({ incrementer: null });
    await using batch = await openTestBatch({ database: await openDatabase(), jobs: [job] });
    await expect(batch.operator.startNextInstance(job.name)).rejects.toMatchObject({ code: "JOB_PARAMETERS_INVALID" });
  });
});

/** Everything that a launch writes, the sequences included. */
async function snapshot({ database }: TestBatch): Promise<Record<string, unknown>> {
  const tables = ["JOB_INSTANCE", "JOB_EXECUTION", "JOB_EXECUTION_PARAMS", "JOB_EXECUTION_CONTEXT", "STEP_EXECUTION"];
  const sequences = ["JOB_SEQ", "JOB_EXECUTION_SEQ", "STEP_EXECUTION_SEQ"];
  const found: Record<string, unknown> = {};
  for (const table of [...tables, ...sequences]) {
    found[table] = await database.query(`select * from BATCH_${table} order by 1`);
  }
  found.lease = await database.query("select * from BATCHDECK_LEASE order by 1");
  return found;
}
