import { describe, expect, it } from "vitest";
import { defineJob, type FlowDraft, type FlowGraph, isWorkerStep, type JobBuilder } from "../src/index.ts";
import { type ScriptedSteps, scriptedSteps } from "./support/scripted-steps.ts";

type Write = (job: JobBuilder<unknown>, steps: ScriptedSteps) => FlowDraft;

function define(write: Write) {
  return defineJob({ name: "job", flow: (job) => write(job, scriptedSteps(job)) });
}

function graphOf(write: Write): FlowGraph {
  const { flow } = define(write);
  if (flow.kind !== "graph") throw new Error("The flow is a sequence.");
  return flow;
}

/** "A COMPLETED > B", implicit ones in brackets, in the order in which they are tried. */
function linesOf({ transitions }: FlowGraph): string[] {
  return transitions
    .map(({ from, pattern, to, implicit }) => ({ line: `${from} ${pattern} > ${to}`, implicit }))
    .map(({ line, implicit }) => (implicit ? `(${line})` : line));
}

describe("a flow as data", () => {
  it("is a sequence when steps are only joined by next", () => {
    const { flow, steps } = define((job, { step }) => job.start(step("A")).next(step("B")));

    expect(flow).toEqual({ kind: "sequence", steps });
    expect(steps.map(({ name }) => name)).toEqual(["A", "B"]);
  });

  it("is a graph of nodes and transitions as soon as something else is in it", () => {
    const flow = graphOf((job, { step }) => {
      const [settle, alert, report] = [step("settle"), step("alert"), step("report")];
      return job.start(settle).on("COMPLETED_WITH_SKIPS").to(alert).on("COMPLETED").to(report).from(alert).next(report);
    });

    expect(flow).toMatchObject({ kind: "graph", name: "job", start: "settle" });
    expect(flow.nodes.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      "step settle",
      "step alert",
      "step report",
      "end end:FAILED",
      "end end:COMPLETED",
    ]);
    expect(linesOf(flow)).toEqual([
      "settle COMPLETED > report",
      "settle COMPLETED_WITH_SKIPS > alert",
      "alert COMPLETED > report",
      "(alert * > end:FAILED)",
      "(report COMPLETED > end:COMPLETED)",
      "(report * > end:FAILED)",
    ]);
  });

  it("lists every step once, in reading order, workers behind their managers", () => {
    const { steps } = define((job, { step }) => {
      const a = step("A");
      const split = job.split("both", [
        job.flow("left", job.start(step("L1")).next(step("L2"))),
        job.flow("right", job.start(step("R"))),
      ]);
      const worker = job.taskletStep("worker", () => {});
      const manager = job.partitionedStep("manager", { worker, partitioner: () => ({}) });
      const flowStep = job.flowStep("FS", job.start(step("F1")).next(step("F2")));
      return job.start(a).on("AGAIN*").to(a).next(split).next(manager).next(flowStep);
    });

    expect(steps.map(({ name }) => name)).toEqual(["A", "L1", "L2", "R", "manager", "worker", "FS", "F1", "F2"]);
    expect(steps.filter(isWorkerStep).map(({ name, workerOf }) => [name, workerOf])).toEqual([["worker", "manager"]]);
  });
});

describe("what is not written", () => {
  it.each<[name: string, write: Write, lines: string[]]>([
    [
      "next: anything but COMPLETED fails",
      (job, { step }) => job.start(job.flow("inner", job.start(step("A")))).next(step("Z")),
      ["inner COMPLETED > Z", "(inner * > end:FAILED)", "(Z COMPLETED > end:COMPLETED)", "(Z * > end:FAILED)"],
    ],
    [
      "the first state has its own transitions alone",
      (job, { step }) => job.start(step("A")).on("COMPLETED").to(step("B")),
      ["A COMPLETED > B", "(B COMPLETED > end:COMPLETED)", "(B * > end:FAILED)"],
    ],
    [
      "a target without a way for COMPLETED",
      (job, { step }) => {
        const b = step("B");
        return job.start(step("A")).on("*").to(b).from(b).on("FAILED").to(step("R"));
      },
      ["A * > B", "B FAILED > R", "(B * > end:COMPLETED)", "(R COMPLETED > end:COMPLETED)", "(R * > end:FAILED)"],
    ],
    [
      "a target without a way for FAILED",
      (job, { step }) => {
        const b = step("B");
        return job.start(step("A")).on("*").to(b).from(b).on("COMPLETED").to(step("C"));
      },
      ["A * > B", "B COMPLETED > C", "(B * > end:FAILED)", "(C COMPLETED > end:COMPLETED)", "(C * > end:FAILED)"],
    ],
    [
      "a target with a way for neither fails",
      (job, { step }) => {
        const b = step("B");
        return job.start(step("A")).on("*").to(b).from(b).on("ODD").end();
      },
      ["A * > B", "B ODD > end:COMPLETED", "(B * > end:FAILED)"],
    ],
    [
      "the first state, when something leads back to it",
      (job, { step }) => {
        const [a, b] = [step("A"), step("B")];
        return job.start(a).on("COMPLETED").to(b).from(b).on("*").to(a);
      },
      ["A COMPLETED > B", "(A * > end:FAILED)", "B * > A"],
    ],
    [
      "the first state, when from follows an end of it, as in Spring's builder",
      (job, { step }) => {
        const a = step("A");
        return job.start(a).on("FAILED").end().from(a).on("ODD").to(step("B"));
      },
      [
        "A FAILED > end:COMPLETED",
        "A ODD > B",
        "(A * > end:COMPLETED)",
        "(B COMPLETED > end:COMPLETED)",
        "(B * > end:FAILED)",
      ],
    ],
    [
      "the first state, when from follows a way to another, as in Spring's builder",
      (job, { step }) => {
        const a = step("A");
        return job.start(a).on("FAILED").to(step("R")).from(a).on("ODD").to(step("B"));
      },
      [
        "A FAILED > R",
        "A ODD > B",
        "(R COMPLETED > end:COMPLETED)",
        "(R * > end:FAILED)",
        "(B COMPLETED > end:COMPLETED)",
        "(B * > end:FAILED)",
      ],
    ],
    [
      "a pattern written twice: the first counts",
      (job, { step }) => job.start(step("A")).on("*").to(step("B")).on("*").fail(),
      ["A * > B", "(B COMPLETED > end:COMPLETED)", "(B * > end:FAILED)"],
    ],
    [
      "next after on: its way to FAILED gives way to what is written",
      (job, { step }) => job.start(step("A")).on("*").end().next(step("B")),
      ["A COMPLETED > B", "A * > end:COMPLETED", "(B COMPLETED > end:COMPLETED)", "(B * > end:FAILED)"],
    ],
    [
      "ends",
      (job, { step }) =>
        job
          .start(step("A"))
          .on("E")
          .end()
          .on("X")
          .end("X")
          .on("F")
          .fail()
          .on("S")
          .stop()
          .on("R")
          .stopAndRestart(step("B")),
      [
        "A E > end:COMPLETED",
        "A F > end:FAILED",
        "A R > end:STOPPED:B",
        "A S > end:STOPPED",
        "A X > end:X",
        "(B COMPLETED > end:COMPLETED)",
        "(B * > end:FAILED)",
        "end:STOPPED:B * > B",
      ],
    ],
  ])("%s", (_, write, lines) => {
    expect(linesOf(graphOf(write))).toEqual(lines);
  });
});

describe("a definition that cannot work", () => {
  it.each<[name: string, write: Write, message: RegExp]>([
    [
      "a step twice in a sequence",
      (job, { step }) => {
        const a = step("A");
        return job.start(a).next(a);
      },
      /Two states of one flow are named "A"/,
    ],
    ["two steps of one name", (job, { step }) => job.start(step("A")).on("*").to(step("A")), /named "A"/],
    [
      "two steps of one name in different flows",
      (job, { step }) => job.start(step("A")).next(job.flow("inner", job.start(step("A")))),
      /Two steps of job "job" are named "A"/,
    ],
    ["a split without flows", (job) => job.start(job.split("none", [])), /has no flows/],
    [
      "a split with two flows of one name",
      (job, { step }) =>
        job.start(job.split("two", [job.flow("f", job.start(step("A"))), job.flow("f", job.start(step("B")))])),
      /two flows named "f"/,
    ],
    ["the name of an end", (job, { step }) => job.start(step("end:COMPLETED")), /begin with "end:"/],
    ["a name of blanks", (job) => job.start(job.decider("  ", () => "X")), /1 to 100 characters/],
    [
      "no partitions",
      (job) =>
        job.start(
          job.partitionedStep("m", { worker: job.taskletStep("w", () => {}), partitioner: () => ({}), gridSize: 0 }),
        ),
      /expected gridSize to be a positive integer, got 0/,
    ],
    [
      "no concurrency",
      (job) =>
        job.start(
          job.partitionedStep("m", {
            worker: job.taskletStep("w", () => {}),
            partitioner: () => ({}),
            concurrency: 0.5,
          }),
        ),
      /expected concurrency to be a positive integer, got 0.5/,
    ],
  ])("%s is refused", (_, write, message) => {
    expect(() => define(write)).toThrow(message);
  });

  it("stands at a state that nothing leads to", () => {
    // Erased types, as a program has them that builds a flow from a list.
    const write: Write = (job, { step }) => job.start(step("A")).from(step("B")).next(step("C"));

    expect(() => define(write)).toThrow('nothing leads to "B" yet');
  });
});
