import { expect, it } from "vitest";
import { oneYearBefore } from "./inactivity.ts";

it.each([
  ["2026-11-21", "2025-11-21T00:00:00.000Z"],
  ["2024-02-29", "2023-02-28T00:00:00.000Z"],
  ["2025-02-28", "2024-02-28T00:00:00.000Z"],
  ["2025-01-01", "2024-01-01T00:00:00.000Z"],
])("a year before %s is %s", (date, instant) => {
  expect(oneYearBefore(date).toISOString()).toBe(instant);
});
