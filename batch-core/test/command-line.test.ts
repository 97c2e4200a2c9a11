import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  type CommandLineOptions,
  defineJob,
  type JobParameter,
  openRuntime,
  runCommandLine,
  runIdIncrementer,
} from "../src/index.ts";
import { testDatabases } from "./support/databases.ts";

const nightlyJob = defineJob({
  name: "nightlyJob",
  parameters: z.looseObject({ day: z.iso.date().optional(), amount: z.number().default(1) }),
  incrementer: runIdIncrementer(),
  flow: (job) =>
    job.start(
      job.taskletStep("work", ({ parameters, setExitCode }) => {
        if (parameters.amount < 0) throw new Error("below zero");
        if (typeof parameters.exit === "string") setExitCode(parameters.exit as never);
      }),
    ),
});

describe.each(testDatabases)("the command line on $dialect", ({ url }) => {
  async function open(options: Pick<CommandLineOptions, "exitCodes"> = {}) {
    const databaseUrl = await url();
    const settings = { databaseUrl, tablePrefix: "BATCH_", timeZone: "UTC", initializeSchema: "always" } as const;
    const lines: string[] = [];
    const run = (...args: string[]) =>
      runCommandLine({
        jobs: [nightlyJob],
        settings,
        arguments: args,
        print: (line) => void lines.push(line),
        ...options,
      });
    return { run, lines, look: () => openRuntime({ ...settings, jobs: [nightlyJob] }) };
  }

  it("takes parameters in all notations of Spring Batch", async () => {
    const { run, look } = await open();
    const code = await run(
      "start",
      "nightlyJob",
      "day=2026-01-31",
      "run.id(long)=1,234",
      "-comment=a, b",
      "amount=2.5,java.lang.Double,false",
      'note={"value":"x, y","identifying":"false"}',
    );
    expect(code).toBe(0);
    await using runtime = await look();
    const execution = await runtime.explorer.getJobExecution(1n);
    expect(Object.fromEntries(execution?.parameters ?? [])).toEqual({
      day: { type: "DATE", value: new Date("2026-01-31"), identifying: true },
      "run.id": { type: "LONG", value: 1234n, identifying: true },
      comment: { type: "STRING", value: "a, b", identifying: false },
      amount: { type: "DOUBLE", value: 2.5, identifying: false },
      note: { type: "STRING", value: "x, y", identifying: false },
    });
  });

  it("ends with Java's exit codes, and a sentence for every refusal", async () => {
    const { run, lines } = await open();
    expect(await run("start", "nightlyJob", "--next")).toBe(0);
    expect(await run("start", "nightlyJob", "--next")).toBe(0);
    expect(await run("start", "nightlyJob", "run.id(long)=2")).toBe(1);
    expect(lines.at(-1)).toMatch(/already complete/);
    expect(await run("start", "nightlyJob", "amount=-1")).toBe(1);
    expect(await run("restart", "3")).toBe(1);
    expect(await run("abandon", "4")).toBe(0);
    expect(await run("restart", "4")).toBe(1);
    expect(await run("stop", "nightlyJob")).toBe(1);
    expect(lines.at(-1)).toBe('Job "nightlyJob" has no execution that is STARTING, STARTED.');
    expect(await run("start", "unheardOf")).toBe(2);
    expect(await run("start")).toBe(2);
    expect(await run("start", "nightlyJob", "run.id(long)=x")).toBe(1);
    expect(lines.at(-1)).toMatch(/cannot be understood. run.id/);
    expect(await run("dance")).toBe(2);
  });

  it("restarts the newest execution that ended badly, and abandons all of them, when a job is named", async () => {
    const { run, lines, look } = await open();
    expect(await run("restart", "nightlyJob")).toBe(1);
    expect(lines.at(-1)).toBe('Job "nightlyJob" has no execution that is STOPPED, FAILED, ABANDONED, UNKNOWN.');
    for (const day of ["2026-01-29", "2026-01-30"])
      expect(await run("start", "nightlyJob", `day=${day}`, "amount=-1")).toBe(1);
    expect(await run("start", "nightlyJob", "day=2026-01-31")).toBe(0);

    expect(await run("restart", "nightlyJob")).toBe(1);
    await using runtime = await look();
    // Of the 30th, not the completed one of the 31st.
    expect((await runtime.explorer.getJobExecution(4n))?.instance.id).toBe(2n);

    expect(await run("abandon", "nightlyJob")).toBe(0);
    const statuses = await runtime.database.query(
      "select STATUS as s from BATCH_JOB_EXECUTION order by JOB_EXECUTION_ID",
    );
    expect(statuses.map(({ s }) => s)).toEqual(["ABANDONED", "ABANDONED", "COMPLETED", "ABANDONED"]);
    expect(await run("abandon", "nightlyJob")).toBe(1);
  });

  it("ends with an exit code of its own for an exit code of the job's", async () => {
    const { run } = await open({ exitCodes: { PARTLY: 9, FAILED: 3 } });
    expect(await run("start", "nightlyJob", "exit=PARTLY")).toBe(9);
    expect(await run("start", "nightlyJob", "exit=OTHER")).toBe(1);
    expect(await run("start", "nightlyJob", "exit=NO_SUCH_JOB")).toBe(2);
    expect(await run("start", "nightlyJob", "amount=-1")).toBe(3);
  });

  /** Spec §3.4 and §3.5, row by row, to the row of the parameter. */
  it.each<[argument: string, name: string, parameter: JobParameter | null]>([
    ["k=x", "k", { type: "STRING", value: "x", identifying: true }],
    ["+k=x", "k", { type: "STRING", value: "x", identifying: true }],
    ["k(string)=x", "k", { type: "STRING", value: "x", identifying: true }],
    ["-k=x", "k", { type: "STRING", value: "x", identifying: false }],
    ["k(long)=5", "k", { type: "LONG", value: 5n, identifying: true }],
    ["k(long)=1,234", "k", { type: "LONG", value: 1234n, identifying: true }],
    ["k(long)=1.5", "k", null],
    ["k(double)=12345678.9", "k", { type: "DOUBLE", value: 12_345_678.9, identifying: true }],
    ["k(date)=2024/01/15", "k", { type: "DATE", value: new Date("2024-01-15T00:00:00Z"), identifying: true }],
    ["-k(date)=2024/01/15", "k", { type: "DATE", value: new Date("2024-01-15T00:00:00Z"), identifying: false }],
    ["k(date)=2024-01-15", "k", null],
    ["k(LONG)=5", "k(LONG)", { type: "STRING", value: "5", identifying: true }],
    ["k=5,java.lang.Long", "k", { type: "LONG", value: 5n, identifying: true }],
    ["k= 5 ,java.lang.Long", "k", { type: "LONG", value: 5n, identifying: true }],
    [
      "k=2024-01-15T10:30:00Z,java.util.Date",
      "k",
      { type: "DATE", value: new Date("2024-01-15T10:30:00Z"), identifying: true },
    ],
    ["k=2024-01-15,java.util.Date", "k", null],
    ["k=", "k", { type: "STRING", value: "", identifying: true }],
    ["k=,java.lang.String,false", "k", { type: "STRING", value: "", identifying: false }],
    ["k=x,java.lang.String,no", "k", { type: "STRING", value: "x", identifying: false }],
    ["k=1,234,java.lang.Long", "k", null],
    // No class is named, so it is a text: Java takes "b" for one and refuses.
    ["k=a,b,c", "k", { type: "STRING", value: "a,b,c", identifying: true }],
    [
      'k={"value":"a,b","type":"java.lang.String","identifying":"false"}',
      "k",
      { type: "STRING", value: "a,b", identifying: false },
    ],
  ])("stores %s", async (argument, name, parameter) => {
    const { run, look } = await open();
    expect(await run("start", "nightlyJob", argument)).toBe(parameter ? 0 : 1);
    await using runtime = await look();
    const execution = await runtime.explorer.getJobExecution(1n);
    expect(execution?.parameters.get(name) ?? null).toEqual(parameter);
  });
});
