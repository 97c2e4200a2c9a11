import { describe, expect, it } from "vitest";
import { defineJob, type FlowDraft, type JobBuilder, type StepExecution } from "../src/index.ts";
import { openTestBatch } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";
import { type ScriptedSteps, scriptedSteps, storyOf } from "./support/scripted-steps.ts";

interface Case {
  readonly name: string;
  readonly flow: (job: JobBuilder<unknown>, steps: ScriptedSteps) => FlowDraft;
  readonly job: string;
  readonly rows: readonly string[];
}

const OK = "COMPLETED/COMPLETED";

/** Spec §7.2 to §7.4. */
const cases: readonly Case[] = [
  {
    name: "the most specific pattern is taken, whatever was written first",
    flow: (job, { step }) =>
      job.start(step("A", "fail")).on("*").to(step("B")).on("F*").to(step("C")).on("FAILED").to(step("D")),
    job: OK,
    rows: ["A ABANDONED/FAILED", `D ${OK}`],
  },
  {
    name: "a wildcard takes what no text takes",
    flow: (job, { step }) => {
      const a = step("A", "COMPLETED WITH SKIPS");
      return job.start(a).on("COMPLETED").to(step("B")).on("COMPLETED*").to(step("C")).on("*").fail();
    },
    job: OK,
    rows: ["A COMPLETED/COMPLETED WITH SKIPS", `C ${OK}`],
  },
  {
    name: "? is one character",
    flow: (job, { step }) => job.start(step("A", "C3")).on("C??").to(step("B")).on("C?").to(step("C")).on("*").fail(),
    job: OK,
    rows: ["A COMPLETED/C3", `C ${OK}`],
  },
  {
    name: "end() after a failed step completes the job and leaves the step FAILED",
    flow: (job, { step }) => job.start(step("A", "fail")).on("FAILED").end(),
    job: OK,
    rows: ["A FAILED/FAILED"],
  },
  {
    name: "end(X) gives the job its exit code",
    flow: (job, { step }) => job.start(step("A")).on("*").end("CUSTOM"),
    job: "COMPLETED/CUSTOM",
    rows: [`A ${OK}`],
  },
  {
    name: "end(FAILED) is a completion, also beside fail()",
    flow: (job, { step }) => job.start(step("A")).on("FAILED").fail().on("*").end("FAILED"),
    job: "COMPLETED/FAILED",
    rows: [`A ${OK}`],
  },
  {
    name: "end(STOPPED) is a completion, also beside stop()",
    flow: (job, { step }) => job.start(step("A")).on("STOPPED").stop().on("*").end("STOPPED"),
    job: "COMPLETED/STOPPED",
    rows: [`A ${OK}`],
  },
  {
    name: "fail()",
    flow: (job, { step }) => job.start(step("A")).on("*").fail(),
    job: "FAILED/FAILED",
    rows: [`A ${OK}`],
  },
  {
    name: "stop()",
    flow: (job, { step }) => job.start(step("A")).on("*").stop(),
    job: "STOPPED/STOPPED",
    rows: [`A ${OK}`],
  },
  {
    name: "a step that only says STOPPED stops nothing",
    flow: (job, { step }) => job.start(step("A", "STOPPED")).on("STOPPED").to(step("B")),
    job: OK,
    rows: ["A COMPLETED/STOPPED", `B ${OK}`],
  },
  {
    name: "an own exit code on the way is lost",
    flow: (job, { step }) => job.start(step("A", "ODD")).on("ODD").to(step("B")),
    job: OK,
    rows: ["A COMPLETED/ODD", `B ${OK}`],
  },
  {
    name: "next fails the job when the step did not say COMPLETED",
    flow: (job, { step }) => {
      const b = step("B", "ODD");
      return job.start(step("A")).on("*").to(b).from(b).next(step("C"));
    },
    job: "FAILED/FAILED",
    rows: [`A ${OK}`, "B COMPLETED/ODD"],
  },
  {
    name: "a step that leads back to itself runs again",
    flow: (job, { step }) => {
      const a = step("A", "AGAIN", "AGAIN");
      return job.start(a).on("AGAIN").to(a).on("*").to(step("B"));
    },
    job: OK,
    rows: ["A COMPLETED/AGAIN", "A COMPLETED/AGAIN", `A ${OK}`, `B ${OK}`],
  },
  {
    name: "a decider chooses",
    flow: (job, { step }) => {
      const parity = job.decider("parity", (): "ODD" | "EVEN" => "ODD");
      return job.start(step("A")).next(parity).on("EVEN").to(step("B")).on("ODD").to(step("C"));
    },
    job: OK,
    rows: [`A ${OK}`, `C ${OK}`],
  },
  {
    name: "an answer that nothing is written for fails the job",
    flow: (job, { step }) => {
      const parity = job.decider("parity", (): string => "NEITHER");
      return job.start(step("A")).next(parity).on("EVEN").to(step("B"));
    },
    job: "FAILED/FAILED",
    rows: [`A ${OK}`],
  },
  {
    name: "PENDING takes the way of STOPPED",
    flow: (job, { step }) =>
      job
        .start(job.decider("ready", (): string => "PENDING"))
        .on("STOPPED")
        .to(step("A")),
    job: OK,
    rows: [`A ${OK}`],
  },
  {
    name: "a nested flow that fails is FAILED for what follows; its exit code stays with the job",
    flow: (job, { step }) => {
      const inner = job.flow("inner", job.start(step("A")).on("*").fail());
      return job.start(inner).on("FAILED").to(step("B"));
    },
    job: "COMPLETED/FAILED",
    rows: [`A ${OK}`, `B ${OK}`],
  },
  {
    name: "a nested flow that ends with a code is COMPLETED for what follows",
    flow: (job, { step }) => job.start(job.flow("inner", job.start(step("A")).on("*").end("CUSTOM"))).next(step("B")),
    job: "COMPLETED/CUSTOM",
    rows: [`A ${OK}`, `B ${OK}`],
  },
  {
    name: "a nested flow that stops stops the job",
    flow: (job, { step }) => job.start(job.flow("inner", job.start(step("A")).on("*").stop())).next(step("B")),
    job: "STOPPED/STOPPED",
    rows: [`A ${OK}`],
  },
  {
    name: "a failed step before a nested flow is abandoned, one inside of it is not by what follows",
    flow: (job, { step }) => {
      const inner = job.flow("inner", job.start(step("B")).next(step("C", "fail")));
      return job.start(step("A", "fail")).on("FAILED").to(inner).from(inner).on("FAILED").to(step("D"));
    },
    job: "COMPLETED/FAILED",
    rows: ["A ABANDONED/FAILED", `B ${OK}`, "C FAILED/FAILED", `D ${OK}`],
  },
  {
    name: "a flow step takes status and exit of its flow",
    flow: (job, { step }) => job.start(job.flowStep("FS", job.start(step("A")).on("*").end("CUSTOM"))),
    job: "COMPLETED/CUSTOM",
    rows: ["FS COMPLETED/CUSTOM", `A ${OK}`],
  },
  {
    name: "a flow step whose flow stops stops the job",
    flow: (job, { step }) => job.start(job.flowStep("FS", job.start(step("A")).on("*").stop())).next(step("B")),
    job: "STOPPED/STOPPED",
    rows: ["FS STOPPED/STOPPED", `A ${OK}`],
  },
  {
    name: "a flow step that fails leads on as any other",
    flow: (job, { step }) =>
      job
        .start(job.flowStep("FS", job.start(step("A", "fail"))))
        .on("FAILED")
        .to(step("B")),
    job: OK,
    rows: ["FS ABANDONED/FAILED", "A FAILED/FAILED", `B ${OK}`],
  },
];

describe.each(testDatabases)("a flow on $dialect", ({ openDatabase }) => {
  it.each(cases)("$name", async ({ flow, job, rows }) => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    const defined = defineJob({ name: "flow", flow: (builder) => flow(builder, scriptedSteps(builder)) });

    expect(storyOf(await batch.startAndWait(defined))).toEqual({ job, rows });
  });

  it("says which result no transition matches, and fails", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    const job = defineJob({
      name: "gap",
      flow: (builder) => {
        const { step } = scriptedSteps(builder);
        return builder.start(step("A", "fail")).on("COMPLETED").to(step("B"));
      },
    });

    const execution = await batch.startAndWait(job);

    expect(storyOf(execution)).toEqual({ job: "FAILED/FAILED", rows: ["A FAILED/FAILED"] });
    expect(execution.exitStatus.description).toMatch(
      /^FlowExecutionError: Flow "gap" ended at "A": no transition matches its result "FAILED"/,
    );
  });

  it("keeps the error of a failed step in its row alone", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    const job = defineJob({
      name: "explained",
      flow: (builder) => {
        const { step } = scriptedSteps(builder);
        return builder.start(step("A", "fail")).on("NEVER").end().on("*").fail();
      },
    });

    const execution = await batch.startAndWait(job);

    expect(execution.exitStatus).toEqual({ code: "FAILED", description: "" });
    expect(execution.stepExecutions[0]?.exitStatus.description).toContain("A fails as it was told");
  });

  it.each([
    [
      "throws",
      () => Promise.reject(new RangeError("no such day")),
      /"weekday", which threw.*Caused by: RangeError: no such day/s,
    ],
    ["answers nothing", () => undefined as unknown as string, /Decider "weekday" answered undefined/],
  ])("fails when a decider %s", async (_, decide, message) => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    const job = defineJob({
      name: "undecided",
      flow: (builder) => builder.start(builder.decider("weekday", decide)).on("*").end(),
    });

    const execution = await batch.startAndWait(job);

    expect(execution).toMatchObject({ status: "FAILED", exitStatus: { code: "FAILED" } });
    expect(execution.exitStatus.description).toMatch(message);
  });

  it("ends as UNKNOWN after a step whose end could not be saved", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    const job = defineJob({
      name: "unsaved",
      flow: (builder) => {
        const spoil = { afterStep: ({ context }: StepExecution) => context.put("unsavable", (() => {}) as never) };
        const step = builder.taskletStep("A", () => {}, { listeners: [spoil] });
        return builder.start(step).on("*").end();
      },
    });

    expect(await batch.startAndWait(job)).toMatchObject({ status: "UNKNOWN" });
  });

  it("begins steps of a flow step with the context of the flow step", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    const seen: unknown[] = [];
    const job = defineJob({
      name: "inherited",
      flow: (builder) => {
        const inner = builder.taskletStep("A", ({ stepContext }) => void seen.push(stepContext.get("handed")));
        const listeners = [{ beforeStep: ({ context }: StepExecution) => context.put("handed", "down") }];
        const outside = builder.taskletStep("B", ({ stepContext }) => void seen.push(stepContext.get("handed")));
        return builder.start(builder.flowStep("FS", builder.start(inner), { listeners })).next(outside);
      },
    });

    const { stepExecutions } = await batch.startAndWait(job);

    expect(seen).toEqual(["down", undefined]);
    expect(stepExecutions.map(({ context }) => context.getString("batch.stepType"))).toEqual([
      "org.springframework.batch.core.job.flow.FlowStep",
      "org.springframework.batch.core.step.tasklet.TaskletStep",
      "org.springframework.batch.core.step.tasklet.TaskletStep",
    ]);
  });

  describe("when it is stopped", () => {
    it("ends the step that runs, begins no other, and goes on there", async () => {
      await using batch = await openTestBatch({ database: await openDatabase() });
      let stops = 1;
      const job = defineJob({
        name: "stopped",
        flow: (builder) => {
          const { step } = scriptedSteps(builder);
          const a = builder.taskletStep("A", async ({ jobExecutionId }) => {
            if (stops-- > 0) await batch.operator.stop(jobExecutionId);
          });
          return builder.start(step("first")).next(a).on("*").to(step("B"));
        },
      });

      const stopped = await batch.startAndWait(job, { day: "1" });
      const finished = await batch.startAndWait(job, { day: "1" });

      expect(storyOf(stopped)).toEqual({ job: "STOPPED/STOPPED", rows: [`first ${OK}`, "A STOPPED/STOPPED"] });
      expect(stopped.exitStatus.description).toBe("org.springframework.batch.core.JobInterruptedException");
      expect(storyOf(finished)).toEqual({ job: OK, rows: [`A ${OK}`, `B ${OK}`] });
    });

    it("between two steps leaves the first complete and the second without a row", async () => {
      await using batch = await openTestBatch({ database: await openDatabase() });
      const job = defineJob({
        name: "stopped-between",
        flow: (builder) => {
          const { step } = scriptedSteps(builder);
          const stop = builder.decider("stop", async ({ jobExecution }) => {
            await batch.operator.stop(jobExecution.id);
            return "GO";
          });
          return builder.start(step("A")).next(stop).on("GO").to(step("B"));
        },
      });

      expect(storyOf(await batch.startAndWait(job))).toEqual({ job: "STOPPED/STOPPED", rows: [`A ${OK}`] });
    });

    it("stops every flow of a split and the step of a nested flow step", async () => {
      await using batch = await openTestBatch({ database: await openDatabase() });
      const job = defineJob({
        name: "stopped-split",
        flow: (builder) => {
          const [begun, asked] = [signal(), signal()];
          const stopping = builder.taskletStep("stopping", async ({ jobExecutionId }) => {
            await begun.given;
            await batch.operator.stop(jobExecutionId);
            asked.give();
          });
          const waiting = builder.taskletStep("waiting", async () => {
            begun.give();
            await asked.given;
          });
          const { step } = scriptedSteps(builder);
          const left = builder.flow("left", builder.start(stopping).next(step("L2")));
          const right = builder.flow(
            "right",
            builder.start(builder.flowStep("FS", builder.start(waiting).next(step("R2")))),
          );
          return builder.start(builder.split("both", [left, right])).next(step("Z"));
        },
      });

      const { job: jobStory, rows } = storyOf(await batch.startAndWait(job));

      expect(jobStory).toBe("STOPPED/STOPPED");
      expect(rows.toSorted()).toEqual(["FS STOPPED/STOPPED", "stopping STOPPED/STOPPED", "waiting STOPPED/STOPPED"]);
    });
  });
});

function signal(): { given: Promise<void>; give: () => void } {
  let give = () => {};
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}
