import { describe, expect, it } from "vitest";
import { zoneEvidenceView, zoneWatch } from "./zone-watch";

const NOON = new Date("2026-11-21T12:00:00Z");
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const later = (ms: number) => new Date(NOON.getTime() + ms);

/** Two readings, the second of a stamp that was written `written` ms after noon by a clock that is `off` from the one that was told. */
function afterTwoReadings(apartMs: number, writtenMs: number, offMs: number) {
  const watch = zoneWatch();
  watch.note(new Map([["7", later(offMs - MINUTE)]]), NOON);
  watch.note(new Map([["7", later(offMs + writtenMs)]]), later(apartMs));
  return watch.seen()?.differenceMs ?? null;
}

describe("a row that changes between two readings tells the clock it is written by", () => {
  it.each([
    { what: "the zone that was told", offMs: 0, expected: 0 },
    { what: "Seoul, read as UTC", offMs: 9 * HOUR, expected: 9 * HOUR },
    { what: "New York in winter, read as UTC", offMs: -5 * HOUR, expected: -5 * HOUR },
    { what: "Kathmandu, read as UTC", offMs: 5 * HOUR + 45 * MINUTE, expected: 5 * HOUR + 45 * MINUTE },
    { what: "a machine ten seconds fast", offMs: 10_000, expected: 0 },
    { what: "a machine that is seven minutes slow, which is no zone", offMs: -7 * MINUTE, expected: null },
  ])("$what", ({ offMs, expected }) => {
    for (const apartMs of [2_000, 15_000, MINUTE]) {
      for (const writtenMs of [0, apartMs / 2, apartMs])
        expect(afterTwoReadings(apartMs, writtenMs, offMs)).toBe(expected);
    }
  });

  it("says nothing of readings too far apart, of rows that do not move, and of new ones", () => {
    expect(afterTwoReadings(61_000, 1_000, -5 * HOUR)).toBeNull();
    expect(afterTwoReadings(2_000, -MINUTE, -5 * HOUR)).toBeNull();
    const watch = zoneWatch();
    watch.note(new Map([["7", NOON]]), NOON);
    watch.note(
      new Map([
        ["7", null],
        ["8", later(-5 * HOUR)],
      ]),
      later(2_000),
    );
    expect(watch.seen()).toBeNull();
  });

  it("keeps what was seen last", () => {
    const watch = zoneWatch();
    const read = (second: number, offMs: number) =>
      watch.note(new Map([["7", later(second * 1_000 + offMs)]]), later(second * 1_000));
    read(0, -5 * HOUR);
    read(2, -5 * HOUR);
    expect(watch.seen()).toEqual({ differenceMs: -5 * HOUR, at: later(2_000) });
    watch.note(new Map(), later(4_000));
    expect(watch.seen()?.differenceMs).toBe(-5 * HOUR);
  });
});

it.each([
  { timeZone: "UTC", differenceMs: -5 * HOUR, offset: "UTC-05:00", zone: "America/New_York" },
  { timeZone: "UTC", differenceMs: 9 * HOUR, offset: "UTC+09:00", zone: "Asia/Seoul" },
  { timeZone: "Asia/Seoul", differenceMs: -8 * HOUR, offset: "UTC+01:00", zone: "Europe/Berlin" },
  { timeZone: "Asia/Seoul", differenceMs: -3.5 * HOUR, offset: "UTC+05:30", zone: "Asia/Kolkata" },
  { timeZone: "America/New_York", differenceMs: 5 * HOUR, offset: "UTC+00:00", zone: "UTC" },
])("$differenceMs ms from $timeZone is $offset, where $zone is", ({ timeZone, differenceMs, offset, zone }) => {
  const view = zoneEvidenceView({ differenceMs, at: NOON }, timeZone);
  expect(view).toMatchObject({ differenceMs, offset, at: NOON.toISOString() });
  expect(view.zones).toContain(zone);
});
