import { BATCH_STATUSES } from "batch-core/model";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { routes } from "../routes";
import { type ExecutionFilter, formatExecutionFilter, isFiltered, NO_FILTER } from "./execution-filter";
import { parseExecutionFilter, parsePageRequest } from "./parse-execution-filter";
import { parseDurationBound, parseNumberBound, parseStartedRange } from "./ranges";

/** As a person could type it: not blank at its ends. */
const word = (maxLength: number) =>
  fc
    .string({ unit: "grapheme", minLength: 1, maxLength: Math.floor(maxLength / 4) })
    .filter((text) => text.trim() === text && text !== "");

const filters: fc.Arbitrary<ExecutionFilter> = fc.record({
  job: fc.uniqueArray(word(100), { maxLength: 3 }),
  notJob: fc.uniqueArray(word(100), { maxLength: 3 }),
  status: fc.uniqueArray(fc.constantFrom(...BATCH_STATUSES)),
  exit: fc.uniqueArray(word(100), { maxLength: 2 }),
  parameters: fc.array(fc.record({ name: word(100), value: fc.string({ maxLength: 50 }) }), { maxLength: 3 }),
  started: fc.constantFrom(
    null,
    "24h",
    "7d",
    "2026-11-19",
    "2026-11-01..2026-11-02",
    "2026-11-19T02:11:40Z..",
    "..2026-11-02",
  ),
  duration: fc.constantFrom(null, ">5m", "<250ms", ">1.5h"),
  skips: fc.constantFrom(null, ">0", "=3", "<10"),
  rollbacks: fc.constantFrom(null, ">0", "=1"),
  text: fc.option(word(200)),
  instance: fc.option(fc.bigInt({ min: 0n, max: 2n ** 62n }).map(String)),
  id: fc.option(fc.bigInt({ min: 0n, max: 2n ** 62n }).map(String)),
  stuck: fc.boolean(),
});

describe("the filter of executions", () => {
  it("is the same after a trip through an address", () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const address = new URL(routes.executions.list(filter), "http://localhost");
        expect(parseExecutionFilter(address.searchParams)).toEqual(filter);
      }),
    );
  });

  it("leaves an address bare when there is nothing to filter", () => {
    expect(routes.executions.list()).toBe("/executions");
    expect(isFiltered(NO_FILTER)).toBe(false);
  });

  it.each([
    ["status=nonsense", NO_FILTER],
    ["started=yesterday&duration=long&skips=many&rollbacks=some&id=12x&instance=-1", NO_FILTER],
    ["job=&job=%20", NO_FILTER],
    ["param.=x", NO_FILTER],
    ["status=failed", { ...NO_FILTER, status: ["FAILED"] }],
    ["job=a&job=a", { ...NO_FILTER, job: ["a"] }],
  ])("reads %s without a fuss", (query, expected) => {
    expect(parseExecutionFilter(new URLSearchParams(query))).toEqual(expected);
  });

  it("keeps the order of an address stable, so that one view has one address", () => {
    const filter = { ...NO_FILTER, job: ["b", "a"], status: ["FAILED"], started: "24h" } as const;
    expect(formatExecutionFilter(filter).toString()).toBe("job=b&job=a&status=FAILED&started=24h");
  });
});

describe("a range of starting times", () => {
  const now = new Date("2026-11-21T12:00:00Z");

  it.each([
    ["24h", "2026-11-20T12:00:00.000Z", null],
    ["2w", "2026-11-07T12:00:00.000Z", null],
    ["2026-11-19", "2026-11-19T00:00:00.000Z", "2026-11-19T23:59:59.999Z"],
    ["2026-11-01..2026-11-02", "2026-11-01T00:00:00.000Z", "2026-11-02T23:59:59.999Z"],
    ["2026-11-01T10:30..", "2026-11-01T10:30:00.000Z", null],
    ["..2026-11-01T10:30:15+09:00", null, "2026-11-01T01:30:15.000Z"],
  ])("%s", (text, from, to) => {
    const range = parseStartedRange(text, now);
    expect({ from: range?.from?.toISOString() ?? null, to: range?.to?.toISOString() ?? null }).toEqual({ from, to });
  });

  it.each(["", "..", "24", "2026-13", "last week"])("refuses %j", (text) => {
    expect(parseStartedRange(text, now)).toBeNull();
  });
});

it.each([
  [">5m", { operator: ">", value: 300_000 }],
  ["<250ms", { operator: "<", value: 250 }],
  [">1.5h", { operator: ">", value: 5_400_000 }],
  ["5m", null],
])("a duration bound %s", (text, expected) => {
  expect(parseDurationBound(text)).toEqual(expected);
});

it.each([
  [">0", { operator: ">", value: 0 }],
  ["=3", { operator: "=", value: 3 }],
  [">-1", null],
])("a number bound %s", (text, expected) => {
  expect(parseNumberBound(text)).toEqual(expected);
});

it("a page goes one way only, and is of a known size", () => {
  expect(parsePageRequest(new URLSearchParams("before=5&after=9&size=100"))).toEqual({
    before: "5",
    after: null,
    size: 100,
  });
  expect(parsePageRequest(new URLSearchParams("before=x&size=7000"))).toEqual({ before: null, after: null, size: 50 });
});
