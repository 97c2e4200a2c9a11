import { expect, it } from "vitest";
import { scaleOf } from "./trend-scale";

it.each([
  { measure: "duration", largest: 74_000, ticks: [0, 30_000, 60_000, 90_000] },
  { measure: "duration", largest: 120_000, ticks: [0, 30_000, 60_000, 90_000, 120_000] },
  { measure: "duration", largest: 340, ticks: [0, 100, 200, 300, 400] },
  { measure: "duration", largest: 2_100, ticks: [0, 1_000, 2_000, 3_000] },
  { measure: "duration", largest: 30 * 3_600_000, ticks: [0, 43_200_000, 86_400_000, 129_600_000] },
  { measure: "duration", largest: 10 * 86_400_000, ticks: [0, 500_000_000, 1_000_000_000] },
  { measure: "read", largest: 253_198, ticks: [0, 100_000, 200_000, 300_000] },
  { measure: "skipped", largest: 3, ticks: [0, 1, 2, 3] },
  { measure: "skipped", largest: 0, ticks: [0, 1] },
] as const)("an axis of $measure up to $largest has round ticks", ({ measure, largest, ticks }) => {
  expect(scaleOf([0, largest], measure)).toEqual({ top: ticks.at(-1), ticks });
});

it("nothing at all still has an axis", () => {
  expect(scaleOf([], "duration")).toEqual({ top: 1, ticks: [0, 1] });
});
