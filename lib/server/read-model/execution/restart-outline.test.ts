import { expect, it } from "vitest";
import type { ContextView, ExecutionRow } from "@/lib/shared/views";
import type { StoredStep } from "../rows/step-rows";
import { outlineRestart } from "./restart-outline";

// As much of the two as is looked at.
const row = { id: "12", instanceId: "5", status: "FAILED", attempts: 2, keyParameters: [] } as unknown as ExecutionRow;
const step = (id: string, executionId: string, name: string, status: StoredStep["status"]) =>
  ({ id, executionId, name, status }) as unknown as StoredStep;

const rows = [
  step("1", "11", "prepare", "COMPLETED"),
  step("2", "11", "load", "FAILED"),
  step("3", "12", "load", "FAILED"),
  step("4", "12", "score", "FAILED"),
  step("5", "12", "mail", "FAILED"),
];
const contexts = [
  {
    stepExecutionId: "3",
    nodes: [
      { key: "batch.stepType", type: "string", javaType: null, value: "x", children: [] },
      {
        ...{ key: "reader", type: "map", javaType: null, value: null },
        children: [{ key: "read.count", type: "long", javaType: null, value: "140", children: [] }],
      },
    ],
  },
] as unknown as ContextView[];
const partitions = [
  {
    managerId: "4",
    managerName: "score",
    total: 8,
    completed: 7,
    running: 0,
    failed: 1,
    read: 0,
    written: 0,
    skipped: 0,
  },
];

it("passes over what any attempt completed, and goes on where rows tell a position", () => {
  const outline = outlineRestart(row, rows, contexts, partitions, "12");
  expect(outline).toMatchObject({ declared: false, instanceId: "5", attempt: 3 });
  expect(outline?.steps).toEqual([
    { name: "prepare", will: "skip", from: null },
    { name: "load", will: "continue", from: [{ key: "reader.read.count", value: "140" }] },
    {
      ...{ name: "score", will: "continue" },
      from: [
        { key: "partitions.unfinished", value: "1" },
        { key: "partitions.total", value: "8" },
      ],
    },
    { name: "mail", will: "run", from: null },
  ]);
});

it.each([
  ["completed", { ...row, status: "COMPLETED" as const }, "12"],
  ["was followed by another attempt", row, "13"],
  ["has no instance", { ...row, instanceId: null }, "12"],
])("says nothing of an execution that %s", (_what, execution, newest) => {
  expect(outlineRestart(execution, rows, contexts, partitions, newest)).toBeNull();
});
