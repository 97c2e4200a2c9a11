import { expect, it } from "vitest";
import { placeOf } from "./cause-place";

const counts = { commits: 7, read: 160, written: 140, filtered: 0, processSkips: 0, writeSkips: 0 };

it.each([
  ["names the items of the chunk that was rolled back", counts, { from: 141, to: 160 }],
  [
    "counts what was filtered and skipped as settled",
    { ...counts, filtered: 5, processSkips: 2, writeSkips: 1 },
    { from: 149, to: 160 },
  ],
  ["names no items when all that was read was written", { ...counts, written: 160 }, null],
])("%s", (_what, step, items) => {
  expect(placeOf(step)?.items).toEqual(items);
});

it("is not known of a step that reads nothing", () => {
  expect(placeOf({ ...counts, read: 0, written: 0 })).toBeNull();
});
