import { expect, it } from "vitest";
import { formatExecutionSort, nextExecutionSort, parseExecutionSort, sortExecutions } from "./execution-sort";
import type { ExecutionRow } from "./views";

const row = (id: string, durationMs: number | null, jobName: string | null) =>
  ({ id, durationMs, jobName }) as ExecutionRow; // only what is sorted by here
const ROWS = [row("3", 20, "b"), row("2", null, "A"), row("1", 50, null)];
const sorted = (sort: string) =>
  sortExecutions(ROWS, parseExecutionSort(new URLSearchParams({ sort }))).map(({ id }) => id);

it.each([
  ["-duration", ["1", "3", "2"]],
  ["duration", ["3", "1", "2"]],
  ["job", ["2", "3", "1"]],
  ["-job", ["3", "2", "1"]],
  ["nonsense", ["3", "2", "1"]],
  ["constructor", ["3", "2", "1"]],
])("%s puts rows in the order %j", (sort, ids) => {
  expect(sorted(sort)).toEqual(ids);
});

it("goes from the most to the least and back to the given order", () => {
  const most = nextExecutionSort(null, "duration");
  expect(most && formatExecutionSort(most)).toBe("-duration");
  const least = nextExecutionSort(most, "duration");
  expect(least && formatExecutionSort(least)).toBe("duration");
  expect(nextExecutionSort(least, "duration")).toBeNull();
  expect(nextExecutionSort(most, "job")).toEqual({ by: "job", descending: false });
});
