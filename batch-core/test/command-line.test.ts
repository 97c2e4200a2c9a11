import { describe, expect, it } from "vitest";
import { z } from "zod";
import { defineJob, openRuntime, runCommandLine, runIdIncrementer } from "../src/index.ts";
import { testDatabases } from "./support/databases.ts";

const nightlyJob = defineJob({
  name: "nightlyJob",
  parameters: z.looseObject({ day: z.iso.date().optional(), amount: z.number().default(1) }),
  incrementer: runIdIncrementer(),
  flow: (job) =>
    job.start(
      job.taskletStep("work", ({ parameters }) => {
        if (parameters.amount < 0) throw new Error("below zero");
      }),
    ),
});

describe.each(testDatabases)("the command line on $dialect", ({ url }) => {
  async function open() {
    const databaseUrl = await url();
    const settings = { databaseUrl, tablePrefix: "BATCH_", timeZone: "UTC", initializeSchema: "always" } as const;
    const lines: string[] = [];
    const run = (...args: string[]) =>
      runCommandLine({ jobs: [nightlyJob], settings, arguments: args, print: (line) => void lines.push(line) });
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
    expect(await run("stop", "nightlyJob")).toBe(2);
    expect(await run("start", "unheardOf")).toBe(2);
    expect(await run("start")).toBe(2);
    expect(await run("start", "nightlyJob", "run.id(long)=x")).toBe(2);
    expect(lines.at(-1)).toMatch(/cannot be understood. run.id/);
    expect(await run("dance")).toBe(2);
  });
});
