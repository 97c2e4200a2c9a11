import { describe, expect, it } from "vitest";
import {
  defineJob,
  type JobBuilder,
  type Logger,
  parameterCopyListener,
  promotionListener,
  type StepListener,
} from "../src/index.ts";
import { openTestBatch } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";

describe.each(testDatabases)("the listener that promotes keys on $dialect", ({ openDatabase }) => {
  async function promoted(listener: StepListener, exit = "COMPLETED") {
    const errors: string[] = [];
    const logger: Logger = { debug() {}, info() {}, warn() {}, error: (_, message) => void errors.push(message) };
    await using batch = await openTestBatch({ database: await openDatabase(), logger });
    let seen: unknown;
    const job = defineJob({
      name: "promotion",
      flow: (builder) =>
        builder
          .start(
            builder.taskletStep(
              "sum",
              ({ stepContext, setExitCode }) => {
                stepContext.put("total", 42n);
                stepContext.put("own", "stays");
                setExitCode(exit as never);
              },
              { listeners: [listener] },
            ),
          )
          .next(
            builder.taskletStep("print", ({ jobContext }) => {
              seen = jobContext.get("total");
            }),
          ),
    });
    const { id, status } = await batch.startAndWait(job);
    const { context } = await batch.execution(id);
    return { status, seen, stored: Object.fromEntries(context.entries()), errors };
  }

  it("gives them to the steps behind, and to the job's stored context", async () => {
    expect(await promoted(promotionListener({ keys: ["total"] }))).toEqual({
      status: "COMPLETED",
      seen: 42n,
      stored: { total: 42n },
      errors: [],
    });
  });

  it.each([
    { exit: "ODD", statuses: undefined, stored: {} },
    { exit: "ODD", statuses: ["O?D"], stored: { total: 42n } },
    { exit: "COMPLETED WITH SKIPS", statuses: ["COMPLETED"], stored: {} },
    { exit: "COMPLETED WITH SKIPS", statuses: ["FAILED", "COMPLETED*"], stored: { total: 42n } },
  ])("does so at exit code $exit for $statuses: $stored", async ({ exit, statuses, stored }) => {
    const listener = promotionListener({ keys: ["total"], ...(statuses && { statuses }) });
    expect(await promoted(listener, exit)).toMatchObject({ status: "COMPLETED", stored });
  });

  it("passes over a key that is not there, and complains in the log when it is strict", async () => {
    const keys = ["missing", "total"];
    expect(await promoted(promotionListener({ keys }))).toMatchObject({ stored: { total: 42n }, errors: [] });
    expect(await promoted(promotionListener({ keys, strict: true }))).toMatchObject({
      status: "COMPLETED",
      errors: ["afterStep failed"],
    });
  });
});

describe.each(testDatabases)("the listener that copies parameters on $dialect", ({ openDatabase }) => {
  const parameters = {
    text: { type: "STRING", value: "x", identifying: true },
    count: { type: "LONG", value: 5n, identifying: true },
    rate: { type: "DOUBLE", value: 2, identifying: false },
    day: { type: "DATE", value: new Date("2026-01-31T00:00:00Z"), identifying: false },
  } as const;
  const copying = (listener: StepListener, fails = false) =>
    defineJob({
      name: "copies",
      flow: (builder: JobBuilder<unknown>) =>
        builder.start(
          builder.taskletStep(
            "work",
            ({ jobParameters }) => {
              if (fails && jobParameters.get("rate")?.value === 2) throw new Error("not yet");
            },
            { listeners: [listener] },
          ),
        ),
    });

  it("keeps them in the step's context, with their types", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    await batch.startAndWait(copying(parameterCopyListener()), parameters);
    const [row] = await batch.rows("BATCH_STEP_EXECUTION_CONTEXT");
    expect(JSON.parse(String(row?.SHORT_CONTEXT))).toMatchObject({
      text: "x",
      count: ["java.lang.Long", 5],
      rate: 2,
      day: ["java.util.Date", Date.parse("2026-01-31T00:00:00Z")],
    });
    // A Double, not an Integer.
    expect(String(row?.SHORT_CONTEXT)).toContain('"rate":2.0');
  });

  it("copies those that are named, and leaves what the first attempt copied", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    const job = copying(parameterCopyListener({ keys: ["rate"] }), true);
    await batch.startAndWait(job, parameters);
    const { stepExecutions } = await batch.startAndWait(job, { ...parameters, rate: { ...parameters.rate, value: 3 } });
    const [step] = stepExecutions;
    expect(step?.status).toBe("COMPLETED");
    expect(step?.context.getNumber("rate")).toBe(2);
    expect(step?.context.has("text")).toBe(false);
  });
});
