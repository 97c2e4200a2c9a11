import { expect, it } from "vitest";
import { overdueSince } from "./cadence";
import type { RecentRun } from "./recent-runs";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Monday, three in the morning. */
const NOW = Date.parse("2026-11-23T03:00:00Z");

/** Newest first, as the read model has them. */
function startedAt(times: readonly number[], instanceOf = (index: number) => index): RecentRun[] {
  return times
    .map((time, index): RecentRun => {
      const started = new Date(time);
      const run = { id: String(index), instanceId: String(instanceOf(index)), jobName: "job" };
      return { ...run, status: "COMPLETED", started, ended: started, durationMs: 0 };
    })
    .reverse();
}

const every = (gap: number, count: number, last: number) =>
  Array.from({ length: count }, (_, index) => last - (count - 1 - index) * gap);
const at = (text: string) => Date.parse(`${text}Z`);
/** Nights of two weeks, at one, Monday to Friday. */
const weekdays = every(DAY, 14, at("2026-11-20T01:00")).filter((time) => ![0, 6].includes(new Date(time).getUTCDay()));

it.each<[string, RecentRun[], string | null, number?]>([
  ["ran tonight at one", startedAt(every(DAY, 10, NOW - 2 * HOUR)), null],
  [
    "runs at one every night, and tonight did not",
    startedAt(every(DAY, 10, NOW - 26 * HOUR)),
    "2026-11-23T01:00:00.000Z",
  ],
  ["runs every night about this time", startedAt(every(DAY, 10, NOW - DAY + 5 * MINUTE)), null],
  [
    "runs every five minutes, the last time an hour ago",
    startedAt(every(5 * MINUTE, 30, NOW - HOUR)),
    "2026-11-23T02:05:00.000Z",
  ],
  ["missed one of its five minutes", startedAt(every(5 * MINUTE, 30, NOW - 12 * MINUTE)), null],
  [
    "runs when somebody wants it",
    startedAt([0.1, 0.7, 5, 5.1, 9, 20].map((days) => NOW - 2 * DAY - days * DAY).reverse()),
    null,
  ],
  [
    "is at work since yesterday",
    startedAt(every(DAY, 10, NOW - 26 * HOUR)).map((run, index) => (index === 0 ? { ...run, status: "STARTED" } : run)),
    null,
  ],
  ["ran four times", startedAt(every(DAY, 4, NOW - 3 * DAY)), null],
  ["never ran", [], null],
  ["does not run on weekends, on a Sunday", startedAt(weekdays), null, at("2026-11-22T03:00")],
  [
    "does not run on weekends, and was missed on Friday",
    startedAt(weekdays.slice(0, -1)),
    "2026-11-20T01:00:00.000Z",
    at("2026-11-20T03:00"),
  ],
  ["does not run on weekends, and was missed on Monday", startedAt(weekdays), "2026-11-23T01:00:00.000Z"],
  [
    "was restarted only",
    startedAt([...every(DAY, 6, NOW - 26 * HOUR), NOW - HOUR], (index) => Math.min(index, 5)),
    "2026-11-23T01:00:00.000Z",
  ],
])("a job that %s", (_what, runs, expected, now = NOW) => {
  expect(overdueSince(runs, new Date(now))?.toISOString() ?? null).toBe(expected);
});
