import { defineJob } from "batch-core";
import type { BatchStatus } from "batch-core/model";
import { expect, it } from "vitest";
import { z } from "zod";
import { declaredFlow, type StepOutcome } from "./flow-view";

const nightJob = defineJob({
  name: "nightJob",
  parameters: z.object({}),
  flow: (job) => {
    const step = (name: string) => job.taskletStep(name, () => {});
    const customers = job.flow("customers", job.start(step("loadCustomers")));
    const orders = job.flow("orders", job.start(step("loadOrders")).next(step("sumOrders")));
    const alert = step("alert");
    const report = step("report");
    const day = job.decider("day", (): "MONTH_END" | "ANY_DAY" => "ANY_DAY");
    return job
      .start(step("tidy"))
      .next(job.split("load", [customers, orders]))
      .on("FAILED")
      .to(alert)
      .on("*")
      .to(day)
      .from(day)
      .on("MONTH_END")
      .to(report)
      .on("ANY_DAY")
      .end();
  },
});

/** `name: status`, an exit code behind a slash, `~` before what an earlier attempt completed. */
function flowAfter(endedAs: string | null, ...steps: string[]) {
  const outcomes = new Map(
    steps.map((text): [string, StepOutcome] => {
      const [, earlier, name = "", status = "", exitCode] = /^(~?)(\w+): (\w+)(?:\/(\w+))?$/.exec(text) ?? [];
      return [name, { status: status as BatchStatus, exitCode: exitCode ?? status, isEarlier: earlier === "~" }];
    }),
  );
  const flow = declaredFlow(nightJob, (name) => outcomes.get(name) ?? null, endedAs);
  return {
    reached: Object.fromEntries(flow.nodes.map(({ name, reached }) => [name, reached])),
    taken: flow.edges.filter(({ taken }) => taken).map(({ from, to }) => `${from} > ${to}`),
    notTaken: flow.edges.filter(({ taken }) => taken === false).map(({ from, to }) => `${from} > ${to}`),
  };
}

it("follows an execution through a split and a decider as far as its steps tell", () => {
  const all = ["tidy: COMPLETED", "loadCustomers: COMPLETED", "loadOrders: COMPLETED", "sumOrders: COMPLETED"];
  const { taken, notTaken, reached } = flowAfter("COMPLETED", ...all, "report: COMPLETED");
  expect(taken).toEqual(["load/loadOrders > load/sumOrders", "tidy > load", "load > day", "day > report"]);
  expect(notTaken).toContain("load > alert");
  expect(reached).toMatchObject({ tidy: "here", load: "here", day: "here", report: "here", alert: "not" });
});

it("knows the way of a decider that led to an end by the end it came to", () => {
  const all = ["tidy: COMPLETED", "loadCustomers: COMPLETED", "loadOrders: COMPLETED", "sumOrders: COMPLETED"];
  const { taken, reached } = flowAfter("COMPLETED", ...all);
  expect(taken.at(-1)).toMatch(/^day > end:/);
  expect(reached).toMatchObject({ day: "here", report: "not", COMPLETED: "here" });
  expect(flowAfter(null, ...all).taken.at(-1)).toBe("load > day");
});

it("draws no ends that nobody wrote down", () => {
  const ends = declaredFlow(nightJob, null).nodes.filter(({ kind }) => kind === "end");
  expect(ends.map(({ name }) => name)).toEqual(["COMPLETED"]);
});

it("stops where the execution stopped, and tells steps of an earlier attempt apart", () => {
  const { taken, reached } = flowAfter("FAILED", "~tidy: COMPLETED", "~loadCustomers: COMPLETED", "loadOrders: FAILED");
  expect(taken).toEqual(["tidy > load"]);
  expect(reached).toMatchObject({
    tidy: "earlier",
    load: "here",
    loadCustomers: "earlier",
    loadOrders: "here",
    sumOrders: "not",
    report: "not",
  });
});

it("has nothing to say of an execution when none is looked at", () => {
  const { nodes, edges } = declaredFlow(nightJob, null);
  expect(nodes.every(({ status, reached }) => status === null && reached === null)).toBe(true);
  expect(edges.every(({ taken }) => taken === null)).toBe(true);
});
