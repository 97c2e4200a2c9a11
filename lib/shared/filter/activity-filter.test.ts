import { expect, it } from "vitest";
import { formatActivityFilter, NO_ACTIVITY_FILTER, parseActivityFilter } from "./activity-filter";

it("is the same after a trip through the address", () => {
  const filter = { actor: "kim", action: "stop", job: "order*", result: "REFUSED", when: "7d" } as const;
  expect(parseActivityFilter(formatActivityFilter(filter))).toEqual(filter);
  expect(formatActivityFilter(NO_ACTIVITY_FILTER).toString()).toBe("");
});

it("leaves out what it does not understand", () => {
  const query = new URLSearchParams({ actor: " ", result: "MAYBE", when: "soon", colour: "red" });
  expect(parseActivityFilter(query)).toEqual(NO_ACTIVITY_FILTER);
});
