import { describe, expectTypeOf, it } from "vitest";
import { z } from "zod";
import { defineJob, type ExitCodeOf, type JobBuilder, listReader, type Step } from "../src/index.ts";

declare const job: JobBuilder<{ readonly day: string }>;
const writer = () => ({ write: () => {} });

const load = job.chunkStep("load", {
  chunkSize: 10,
  reader: () => listReader([1]),
  writer,
  exitCode: ({ readCount }) => (readCount === 0 ? "EMPTY" : readCount > 9 ? "FULL" : undefined),
});
const plain = job.chunkStep("plain", { chunkSize: 10, reader: () => listReader([1]), writer });
const sort = job.taskletStep("sort", ({ setExitCode }) => setExitCode("ODD"), { exitCodes: ["ODD", "EVEN"] });
const report = job.taskletStep("report", () => {});
const weekday = job.decider("weekday", ({ parameters }) => (parameters.day === "7" ? "SUNDAY" : "WORKDAY"));
const inner = job.flow("inner", job.start(report).on("*").end("REPORTED"));

describe("the codes a state can give", () => {
  it("are the standard ones and its own", () => {
    type Standard = "EXECUTING" | "COMPLETED" | "NOOP" | "STOPPED" | "FAILED" | "UNKNOWN";
    expectTypeOf<ExitCodeOf<typeof load>>().toEqualTypeOf<Standard | "EMPTY" | "FULL">();
    expectTypeOf<ExitCodeOf<typeof plain>>().toEqualTypeOf<Standard>();
    expectTypeOf<ExitCodeOf<typeof sort>>().toEqualTypeOf<Standard | "ODD" | "EVEN">();
    expectTypeOf<ExitCodeOf<typeof report>>().toEqualTypeOf<Standard>();
  });

  it("are a decider's answers, and nothing else", () => {
    expectTypeOf<ExitCodeOf<typeof weekday>>().toEqualTypeOf<"SUNDAY" | "WORKDAY">();
  });

  it("are the ends of nested flows and splits, not the codes of their steps", () => {
    type End = "COMPLETED" | "FAILED" | "STOPPED" | "UNKNOWN";
    const split = job.split("both", [inner, job.flow("other", job.start(plain))]);
    expectTypeOf<ExitCodeOf<typeof inner>>().toEqualTypeOf<End>();
    expectTypeOf<ExitCodeOf<typeof split>>().toEqualTypeOf<End>();
  });

  it("are those of the flow's ends for a flow step, of the worker for a partitioned one, any for a job step", () => {
    const flowStep = job.flowStep("fs", job.start(inner).next(load).on("EMPTY").end("NOTHING"));
    const partitioned = job.partitionedStep("m", { worker: load, partitioner: () => ({}) });
    const jobStep = job.jobStep("other", { job: "other" });
    expectTypeOf<ExitCodeOf<typeof flowStep>>().toEqualTypeOf<
      "COMPLETED" | "FAILED" | "STOPPED" | "UNKNOWN" | "REPORTED" | "NOTHING"
    >();
    expectTypeOf<ExitCodeOf<typeof partitioned>>().toEqualTypeOf<ExitCodeOf<typeof load>>();
    expectTypeOf<ExitCodeOf<typeof jobStep>>().toEqualTypeOf<string>();
  });
});

describe("a transition", () => {
  it("compiles for what the state can give, and for wildcards", () => {
    job.start(load).on("EMPTY").to(report).on("FULL").end("FULL").on("COMPLETED").fail().on("*").stop();
    job.start(load).on("FULL*").to(report).on("?MPTY").to(report);
    job.start(sort).next(weekday).on("SUNDAY").to(report).on("WORKDAY").stopAndRestart(load);
    job.start(inner).on("FAILED").to(report).from(report).next(load).on("EMPTY").end();
  });

  it("does not compile for a code that the state cannot give", () => {
    // @ts-expect-error plain has no exit codes of its own
    job.start(plain).on("EMPTY").to(report);
    // @ts-expect-error a slip of the pen
    job.start(load).on("EMTPY").to(report);
    // @ts-expect-error codes are written as they are given
    job.start(load).on("completed").to(report);
    // @ts-expect-error EMPTY is a code of load; this stands at report
    job.start(load).next(report).on("EMPTY").end();
    // @ts-expect-error after to it still stands at plain
    job.start(plain).on("*").to(load).on("EMPTY").end();
    // @ts-expect-error from(report) stands at report
    job.start(load).on("*").to(report).from(report).on("FULL").end();
    // @ts-expect-error a decider gives its answers only
    job.start(weekday).on("COMPLETED").to(report);
    // @ts-expect-error an answer that it does not give
    job.start(weekday).on("SATURDAY").to(report);
    // @ts-expect-error ends inside a nested flow are COMPLETED outside
    job.start(inner).on("REPORTED").to(report);
    const manager = job.partitionedStep("m", { worker: load, partitioner: () => ({}) });
    // @ts-expect-error a worker's own codes only
    job.start(manager).on("ODD").end();
  });

  it("does not compile to or from something that is no state of the flow", () => {
    // @ts-expect-error nothing leads to report yet
    job.start(load).from(report);
    // @ts-expect-error a name is not a state
    job.start(load).on("*").to("report");
    // @ts-expect-error a flow that is not named is not a state
    job.start(load).next(job.start(report));
    // @ts-expect-error a decider that never says COMPLETED needs on
    job.start(weekday).next(report);
    // @ts-expect-error a split is of flows
    job.split("both", [report]);
  });

  it("is free where types are erased", () => {
    const steps: Step[] = [load, report];
    const [first, second] = steps;
    if (first && second) job.start(first).on("ANYTHING").to(second).from(second).on("ELSE").end();
  });
});

describe("what the parts of a job see", () => {
  it("is typed by the job's parameters", () => {
    defineJob({
      name: "typed",
      parameters: z.object({ day: z.string(), limit: z.int() }),
      flow: (builder) => {
        const worker = builder.taskletStep("worker", ({ parameters }) => {
          expectTypeOf(parameters.limit).toEqualTypeOf<number>();
        });
        const manager = builder.partitionedStep("manager", {
          worker,
          partitioner: ({ parameters, gridSize }) => {
            expectTypeOf(parameters.day).toEqualTypeOf<string>();
            expectTypeOf(gridSize).toEqualTypeOf<number>();
            return { partition0: { from: 1 } };
          },
        });
        const decider = builder.decider("choose", ({ parameters, lastStep }) => {
          // @ts-expect-error there is no such parameter
          parameters.month;
          return lastStep === null ? "NONE" : "SOME";
        });
        const other = builder.jobStep("other", {
          job: "other",
          parameters: ({ parameters }) => ({ d: parameters.day }),
        });
        return builder.start(manager).next(decider).on("NONE").to(other).on("SOME").end();
      },
    });
  });

  it("refuses an exit code that a tasklet did not declare", () => {
    // @ts-expect-error not one of the standard codes
    job.taskletStep("t", ({ setExitCode }) => setExitCode("ODD"));
    job.taskletStep("t", ({ setExitCode }) => setExitCode("NOOP"));
    // @ts-expect-error not one of its codes
    job.taskletStep("t", ({ setExitCode }) => setExitCode("ODDER"), { exitCodes: ["ODD"] });
  });

  it("refuses partitions whose values a context cannot hold", () => {
    // @ts-expect-error a function cannot be stored
    job.partitionedStep("m", { worker: report, partitioner: () => ({ partition0: { run: () => {} } }) });
  });
});
