import { expect, it } from "vitest";
import type { StoredParameter } from "../rows/parameters";
import type { StepGroup } from "../rows/step-totals";
import { changesSince } from "./changes";

const link = { id: "7", status: "COMPLETED", started: null } as const;

function parameter(name: string, value: string, identifying = false): StoredParameter {
  return { name, value, identifying, type: "STRING", storedType: "STRING", lost: false, instant: null };
}

function group(name: string, read: number, state: "completed" | "failed" = "completed"): StepGroup {
  const ended = { completed: 0, failed: 0, [state]: 1 };
  return {
    ...{ executionId: "8", name, isColon: false, rows: 1, running: 0, versions: 1, firstId: 1n, ...ended },
    ...{ lastFailedId: null, lastRunningId: null, started: null, ended: null, updated: null },
    ...{ read, written: read, filtered: 0, skipped: 0, rollbacks: 0, commits: 1 },
  };
}

const good = {
  link,
  durationMs: 1_000,
  parameters: [parameter("day", "19", true), parameter("version", "12"), parameter("apiKey", "old")],
  groups: [group("load", 52_000), group("sum", 52_000)],
};

it("names what differs in parameters, in items read by complete steps, and in steps", () => {
  const changes = changesSince(
    good,
    {
      parameters: [parameter("day", "20", true), parameter("version", "12"), parameter("apiKey", "new")],
      groups: [group("load", 32_118), group("sum", 18_000, "failed"), { ...group("report", 1), skipped: 7 }],
    },
    new Set(),
  );
  expect(changes).toEqual({
    against: link,
    againstMs: 1_000,
    skips: { before: 0, now: 7 },
    parameters: [
      { name: "day", before: "19", now: "20", identifying: true },
      { name: "apiKey", before: "••••••••", now: "••••••••", identifying: false },
    ],
    reads: [{ step: "load", before: 52_000, now: 32_118 }],
    newSteps: ["report"],
  });
});

it("tells a parameter that is absent on one side from one that is null", () => {
  const { parameters } = changesSince(
    { ...good, parameters: [] },
    { ...good, parameters: [parameter("a", "")] },
    new Set(),
  );
  expect(parameters).toEqual([{ name: "a", before: null, now: "", identifying: false }]);
});

it("finds nothing between an execution and its like", () => {
  expect(changesSince(good, good, new Set())).toMatchObject({ parameters: [], reads: [], newSteps: [] });
});
