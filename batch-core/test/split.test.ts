import { describe, expect, it } from "vitest";
import { defineJob, type FlowDraft, type JobBuilder, listReader } from "../src/index.ts";
import { openTestBatch } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";
import { type ScriptedSteps, scriptedSteps, storyOf } from "./support/scripted-steps.ts";

const OK = "COMPLETED/COMPLETED";

interface Case {
  readonly name: string;
  readonly flow: (job: JobBuilder<unknown>, steps: ScriptedSteps) => FlowDraft;
  readonly job: string;
  /** In the order of their names: flows of a split have no order among them. */
  readonly rows: readonly string[];
}

/** Spec §7.6. */
const cases: readonly Case[] = [
  {
    name: "all complete",
    flow: (job, { step }) =>
      job
        .start(job.split("s", [job.flow("f1", job.start(step("A"))), job.flow("f2", job.start(step("B")))]))
        .next(step("C")),
    job: OK,
    rows: [`A ${OK}`, `B ${OK}`, `C ${OK}`],
  },
  {
    name: "one fails: the others run on, what follows does not begin",
    flow: (job, { step }) => {
      const split = job.split("s", [
        job.flow("f1", job.start(step("A", "fail"))),
        job.flow("f2", job.start(step("B")).next(step("B2"))),
      ]);
      return job.start(split).next(step("C"));
    },
    job: "FAILED/FAILED",
    rows: ["A FAILED/FAILED", `B ${OK}`, `B2 ${OK}`],
  },
  {
    name: "FAILED is worse than STOPPED",
    flow: (job, { step }) => {
      const split = job.split("s", [
        job.flow("f1", job.start(step("A")).on("*").stop()),
        job.flow("f2", job.start(step("B")).on("*").fail()),
      ]);
      return job.start(split).on("FAILED").to(step("R")).on("*").to(step("C"));
    },
    job: "COMPLETED/FAILED",
    rows: [`A ${OK}`, `B ${OK}`, `R ${OK}`],
  },
  {
    name: "a flow that stops stops the job",
    flow: (job, { step }) => {
      const split = job.split("s", [
        job.flow("f1", job.start(step("A")).on("*").stop()),
        job.flow("f2", job.start(step("B"))),
      ]);
      return job.start(split).next(step("C"));
    },
    job: "STOPPED/STOPPED",
    rows: [`A ${OK}`, `B ${OK}`],
  },
  {
    name: "the code of an end inside stays with the job",
    flow: (job, { step }) => {
      const split = job.split("s", [
        job.flow("f1", job.start(step("A")).on("*").end("CUSTOM")),
        job.flow("f2", job.start(step("B"))),
      ]);
      return job.start(split).next(step("C"));
    },
    job: "COMPLETED/CUSTOM",
    rows: [`A ${OK}`, `B ${OK}`, `C ${OK}`],
  },
  {
    name: "a failed step inside is not abandoned by a step of another flow",
    flow: (job, { step }) => {
      const split = job.split("s", [
        job.flow("f1", job.start(step("A", "fail"))),
        job.flow("f2", job.start(step("B")).next(step("B2"))),
      ]);
      return job.start(split).on("FAILED").to(step("R"));
    },
    job: "COMPLETED/FAILED",
    rows: ["A FAILED/FAILED", `B ${OK}`, `B2 ${OK}`, `R ${OK}`],
  },
  {
    name: "a failed step before the split is abandoned by the step behind it",
    flow: (job, { step }) => {
      const split = job.split("s", [job.flow("f1", job.start(step("B"))), job.flow("f2", job.start(step("C")))]);
      return job.start(step("A", "fail")).on("FAILED").to(split).from(split).next(step("D"));
    },
    job: OK,
    rows: ["A ABANDONED/FAILED", `B ${OK}`, `C ${OK}`, `D ${OK}`],
  },
  {
    name: "a split in a split",
    flow: (job, { step }) => {
      const inner = job.split("inner", [job.flow("i1", job.start(step("A"))), job.flow("i2", job.start(step("B")))]);
      const outer = job.split("outer", [job.flow("f1", job.start(inner)), job.flow("f2", job.start(step("C")))]);
      return job.start(outer).next(step("D"));
    },
    job: OK,
    rows: [`A ${OK}`, `B ${OK}`, `C ${OK}`, `D ${OK}`],
  },
  {
    name: "a start limit inside: its error fails the job when all have ended",
    flow: (job, { step, stepWith }) => {
      const limited = stepWith({ startLimit: 1 }, "A", "AGAIN", "AGAIN");
      const split = job.split("s", [
        job.flow("f1", job.start(limited).on("AGAIN").to(limited)),
        job.flow("f2", job.start(step("B")).next(step("B2"))),
      ]);
      return job.start(split).next(step("C"));
    },
    job: "FAILED/FAILED",
    rows: ["A COMPLETED/AGAIN", `B ${OK}`, `B2 ${OK}`],
  },
];

describe.each(testDatabases)("a split on $dialect", ({ openDatabase }) => {
  it.each(cases)("$name", async ({ flow, job, rows }) => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    const defined = defineJob({ name: "split", flow: (builder) => flow(builder, scriptedSteps(builder)) });

    const story = storyOf(await batch.startAndWait(defined));

    expect({ ...story, rows: story.rows.toSorted() }).toEqual({ job, rows });
  });

  it("runs its flows at the same time, chunk by chunk", async () => {
    const database = await openDatabase();
    await database.execute("create table copied (flow varchar(10), n integer)");
    await using batch = await openTestBatch({ database });
    const written: string[] = [];
    const meeting = meetingOf(3);
    const job = defineJob({
      name: "parallel",
      flow: (builder) => {
        const flowOf = (name: string) =>
          builder.flow(
            name,
            builder.start(
              builder.chunkStep(`copy-${name}`, {
                chunkSize: 1,
                reader: () => listReader([1, 2, 3]),
                // No flow gets past a chunk before all the others have come as far.
                processor: async (n: number) => {
                  await meeting();
                  return n;
                },
                writer: () => ({
                  async write(items, { transaction }) {
                    for (const n of items) {
                      written.push(`${name}${n}`);
                      await transaction.execute("insert into copied (flow, n) values (?, ?)", [name, n]);
                    }
                  },
                }),
              }),
            ),
          );
        return builder.start(builder.split("all", [flowOf("a"), flowOf("b"), flowOf("c")]));
      },
    });

    const execution = await batch.startAndWait(job);

    expect(storyOf(execution).job).toBe(OK);
    expect(
      execution.stepExecutions.map(({ readCount, writeCount, commitCount }) => [readCount, writeCount, commitCount]),
    ).toEqual(Array.from({ length: 3 }, () => [3, 3, 4]));
    expect(written.slice(0, 3).toSorted()).toEqual(["a1", "b1", "c1"]);
    expect(written.slice(6).toSorted()).toEqual(["a3", "b3", "c3"]);
    expect(await database.query("select count(*) as n from copied")).toMatchObject([{ n: 9 }]);
  });
});

/** A place where each of `count` waits until all have come; again and again. */
function meetingOf(count: number): () => Promise<void> {
  let waiting: (() => void)[] = [];
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (waiting.length < count) return;
      for (const go of waiting) go();
      waiting = [];
    });
}
