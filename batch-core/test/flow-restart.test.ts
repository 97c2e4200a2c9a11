import { describe, expect, it } from "vitest";
import { defineJob, type FlowDraft, type JobBuilder } from "../src/index.ts";
import { openTestBatch } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";
import { type ScriptedSteps, scriptedSteps, storyOf } from "./support/scripted-steps.ts";

interface Story {
  readonly name: string;
  readonly flow: (job: JobBuilder<unknown>, steps: ScriptedSteps) => FlowDraft;
  readonly preventRestart?: true;
  /** Rows in the order of their names. */
  readonly parallel?: true;
  readonly first: { readonly job: string; readonly rows: readonly string[] };
  /** Rows that the second run added, or the code of the refusal. */
  readonly second: { readonly job: string; readonly rows: readonly string[] } | string;
}

/** Spec §7.5, row by row: two runs of one instance. */
const stories: readonly Story[] = [
  {
    name: "A, B, C; B fails once",
    flow: (job, { step }) => job.start(step("A")).next(step("B", "fail")).next(step("C")),
    first: { job: "FAILED/FAILED", rows: ["A COMPLETED/COMPLETED", "B FAILED/FAILED"] },
    second: { job: "COMPLETED/COMPLETED", rows: ["B COMPLETED/COMPLETED", "C COMPLETED/COMPLETED"] },
  },
  {
    name: "A on FAILED to R, on * to B; A fails",
    flow: (job, { step }) => job.start(step("A", "fail")).on("FAILED").to(step("R")).on("*").to(step("B")),
    first: { job: "COMPLETED/COMPLETED", rows: ["A ABANDONED/FAILED", "R COMPLETED/COMPLETED"] },
    second: "JOB_INSTANCE_ALREADY_COMPLETE",
  },
  {
    name: "the same, R fails once",
    flow: (job, { step }) => job.start(step("A", "fail")).on("FAILED").to(step("R", "fail")).on("*").to(step("B")),
    first: { job: "FAILED/FAILED", rows: ["A ABANDONED/FAILED", "R FAILED/FAILED"] },
    second: { job: "COMPLETED/COMPLETED", rows: ["R COMPLETED/COMPLETED"] },
  },
  {
    name: "A on * fail()",
    flow: (job, { step }) => job.start(step("A")).on("*").fail(),
    first: { job: "FAILED/FAILED", rows: ["A COMPLETED/COMPLETED"] },
    second: { job: "FAILED/FAILED", rows: [] },
  },
  {
    name: "A on * stop()",
    flow: (job, { step }) => job.start(step("A")).on("*").stop(),
    first: { job: "STOPPED/STOPPED", rows: ["A COMPLETED/COMPLETED"] },
    second: { job: "COMPLETED/NOOP", rows: [] },
  },
  {
    name: "A on COMPLETED stopAndRestart(B)",
    flow: (job, { step }) => job.start(step("A")).on("COMPLETED").stopAndRestart(step("B")),
    first: { job: "STOPPED/STOPPED", rows: ["A COMPLETED/COMPLETED"] },
    second: { job: "COMPLETED/COMPLETED", rows: ["B COMPLETED/COMPLETED"] },
  },
  {
    name: "A on FAILED stopAndRestart(B): A is not run again",
    flow: (job, { step }) => job.start(step("A", "fail")).on("FAILED").stopAndRestart(step("B")),
    first: { job: "STOPPED/STOPPED", rows: ["A ABANDONED/FAILED"] },
    second: { job: "COMPLETED/COMPLETED", rows: ["B COMPLETED/COMPLETED"] },
  },
  {
    name: "A on FAILED stop(): A is run again",
    flow: (job, { step }) => job.start(step("A", "fail")).on("FAILED").stop().on("*").end(),
    first: { job: "STOPPED/STOPPED", rows: ["A FAILED/FAILED"] },
    second: { job: "COMPLETED/COMPLETED", rows: ["A COMPLETED/COMPLETED"] },
  },
  {
    name: "X, which runs at every attempt, then A on * stopAndRestart(B)",
    flow: (job, { step, stepWith }) => {
      const a = step("A");
      return job
        .start(stepWith({ allowStartIfComplete: true }, "X"))
        .next(a)
        .on("*")
        .stopAndRestart(step("B"));
    },
    first: { job: "STOPPED/STOPPED", rows: ["X COMPLETED/COMPLETED", "A COMPLETED/COMPLETED"] },
    second: { job: "COMPLETED/COMPLETED", rows: ["X COMPLETED/COMPLETED", "B COMPLETED/COMPLETED"] },
  },
  {
    name: "split of A and B, then C; B fails once",
    parallel: true,
    flow: (job, { step }) =>
      job
        .start(job.split("both", [job.flow("f1", job.start(step("A"))), job.flow("f2", job.start(step("B", "fail")))]))
        .next(step("C")),
    first: { job: "FAILED/FAILED", rows: ["A COMPLETED/COMPLETED", "B FAILED/FAILED"] },
    second: { job: "COMPLETED/COMPLETED", rows: ["B COMPLETED/COMPLETED", "C COMPLETED/COMPLETED"] },
  },
  {
    name: "nested flow of A and B, then C; B fails once",
    flow: (job, { step }) => job.start(job.flow("inner", job.start(step("A")).next(step("B", "fail")))).next(step("C")),
    first: { job: "FAILED/FAILED", rows: ["A COMPLETED/COMPLETED", "B FAILED/FAILED"] },
    second: { job: "COMPLETED/COMPLETED", rows: ["B COMPLETED/COMPLETED", "C COMPLETED/COMPLETED"] },
  },
  {
    name: "flow step FS of A and B, then C; B fails once",
    flow: (job, { step }) =>
      job.start(job.flowStep("FS", job.start(step("A")).next(step("B", "fail")))).next(step("C")),
    first: { job: "FAILED/FAILED", rows: ["FS FAILED/FAILED", "A COMPLETED/COMPLETED", "B FAILED/FAILED"] },
    second: {
      job: "COMPLETED/COMPLETED",
      rows: ["FS COMPLETED/COMPLETED", "B COMPLETED/COMPLETED", "C COMPLETED/COMPLETED"],
    },
  },
  {
    name: "startLimit 1; the step fails",
    flow: (job, { stepWith }) => job.start(stepWith({ startLimit: 1 }, "A", "fail")),
    first: { job: "FAILED/FAILED", rows: ["A FAILED/FAILED"] },
    second: { job: "FAILED/FAILED", rows: [] },
  },
  {
    name: "preventRestart; the step fails",
    preventRestart: true,
    flow: (job, { step }) => job.start(step("A", "fail")),
    first: { job: "FAILED/FAILED", rows: ["A FAILED/FAILED"] },
    second: "JOB_RESTART",
  },
  {
    name: "a decider and no step",
    flow: (job) => job.start(job.decider("nothing", () => "COMPLETED")),
    first: { job: "COMPLETED/NOOP", rows: [] },
    second: "JOB_INSTANCE_ALREADY_COMPLETE",
  },
];

describe.each(testDatabases)("restart of a flow on $dialect", ({ openDatabase }) => {
  it.each(stories)("$name", async ({ flow, preventRestart, parallel, first, second }) => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    const job = defineJob({ name: "story", preventRestart, flow: (builder) => flow(builder, scriptedSteps(builder)) });

    const story = storyOf(await batch.startAndWait(job, { day: "1" }));
    expect(parallel ? { ...story, rows: story.rows.toSorted() } : story).toEqual(first);
    const again = batch.startAndWait(job, { day: "1" });
    if (typeof second === "string") await expect(again).rejects.toMatchObject({ code: second });
    else expect(storyOf(await again)).toEqual(second);
  });

  it("asks a decider again, with the stored row of the step before it", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    const asked: (string | undefined)[] = [];
    const job = defineJob({
      name: "decided",
      flow: (builder) => {
        const { step } = scriptedSteps(builder);
        const weekday = builder.decider("weekday", ({ jobExecution, lastStep }) => {
          asked.push(`${jobExecution.id}: ${lastStep?.stepName} of ${lastStep?.jobExecutionId}`);
          return "MONDAY";
        });
        return builder.start(step("A")).next(weekday).on("MONDAY").to(step("B", "fail"));
      },
    });

    const first = await batch.startAndWait(job, { day: "1" });
    const second = await batch.startAndWait(job, { day: "1" });

    expect(storyOf(first)).toEqual({ job: "FAILED/FAILED", rows: ["A COMPLETED/COMPLETED", "B FAILED/FAILED"] });
    expect(storyOf(second)).toEqual({ job: "COMPLETED/COMPLETED", rows: ["B COMPLETED/COMPLETED"] });
    expect(asked).toEqual([`${first.id}: A of ${first.id}`, `${second.id}: A of ${first.id}`]);
  });

  it("passes a stop of the first attempt and goes on behind it", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    const job = defineJob({
      name: "stepwise",
      flow: (builder) => {
        const { step } = scriptedSteps(builder);
        const [a, b, c] = [step("A"), step("B"), step("C")];
        return builder.start(a).on("*").stopAndRestart(b).from(b).on("*").stopAndRestart(c);
      },
    });

    const stories = [];
    for (let run = 0; run < 3; run++) stories.push(storyOf(await batch.startAndWait(job, { day: "1" })));

    expect(stories).toEqual([
      { job: "STOPPED/STOPPED", rows: ["A COMPLETED/COMPLETED"] },
      { job: "STOPPED/STOPPED", rows: ["B COMPLETED/COMPLETED"] },
      { job: "COMPLETED/COMPLETED", rows: ["C COMPLETED/COMPLETED"] },
    ]);
  });
});
