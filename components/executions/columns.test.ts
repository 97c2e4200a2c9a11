import { expect, it } from "vitest";
import { NO_FILTER } from "@/lib/shared/filter/execution-filter";
import { TROUBLE_COLUMNS, USUAL_COLUMNS, usualColumnsOf } from "./columns";

it.each([
  ["nothing", {}, USUAL_COLUMNS],
  ["one that completed, too", { status: ["FAILED", "COMPLETED"] as const }, USUAL_COLUMNS],
  ["what is at work", { status: ["STARTED"] as const }, USUAL_COLUMNS],
  ["what failed", { status: ["FAILED"] as const }, TROUBLE_COLUMNS],
  ["what failed, stopped or is unknown", { status: ["FAILED", "STOPPED", "UNKNOWN"] as const }, TROUBLE_COLUMNS],
  ["words of a message", { text: "Duplicate entry" }, TROUBLE_COLUMNS],
])("a list that is asked for %s has the columns that answer it", (_asked, filter, columns) => {
  expect(usualColumnsOf({ ...NO_FILTER, ...filter })).toBe(columns);
});
