import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConfigurationError } from "../errors.ts";
import { instantToWallClock, isAmbiguous, wallClockToInstant } from "./wall-clock.ts";

const instant = (text: string | number | bigint, zone: string) => wallClockToInstant(text, zone).toISOString();

describe("a stored time", () => {
  it.each([
    ["2024-01-15 10:30:00", "UTC", "2024-01-15T10:30:00.000Z"],
    ["2024-01-15 10:30:00.123456", "UTC", "2024-01-15T10:30:00.123Z"],
    ["2024-01-15 10:30:00.9999", "UTC", "2024-01-15T10:30:00.999Z"],
    ["2024-01-15T10:30:00.1", "UTC", "2024-01-15T10:30:00.100Z"],
    ["2024-01-15T10:30", "UTC", "2024-01-15T10:30:00.000Z"],
    ["2024-01-15", "Asia/Seoul", "2024-01-14T15:00:00.000Z"],
    ["2024-01-15 10:30:00", "Asia/Seoul", "2024-01-15T01:30:00.000Z"],
    ["2024-07-15 10:30:00", "Europe/Berlin", "2024-07-15T08:30:00.000Z"],
    ["2024-01-15 10:30:00", "Asia/Kathmandu", "2024-01-15T04:45:00.000Z"],
    ["1890-01-15 10:30:00", "Asia/Seoul", "1890-01-15T02:02:08.000Z"],
    // What names its own zone keeps it.
    ["2024-01-15T10:30:00.000+00:00", "Asia/Seoul", "2024-01-15T10:30:00.000Z"],
    ["2024-01-15T10:30:00Z", "Asia/Seoul", "2024-01-15T10:30:00.000Z"],
    ["2024-01-15 10:30:00 -0530", "Asia/Seoul", "2024-01-15T16:00:00.000Z"],
    [1_705_314_600_000, "Asia/Seoul", "2024-01-15T10:30:00.000Z"],
    [1_705_314_600_000n, "Asia/Seoul", "2024-01-15T10:30:00.000Z"],
    ["1705314600000", "Asia/Seoul", "2024-01-15T10:30:00.000Z"],
    ["1705314600000.7", "Asia/Seoul", "2024-01-15T10:30:00.000Z"],
  ])("%s in %s is %s", (text, zone, expected) => expect(instant(text, zone)).toBe(expected));

  it.each([
    // 2024-10-27, 3:00 goes back to 2:00 in Berlin: the earlier instant is the one of summer time.
    ["2024-10-27 02:30:00", "Europe/Berlin", "2024-10-27T00:30:00.000Z", true],
    ["2024-10-27 01:59:59", "Europe/Berlin", "2024-10-26T23:59:59.000Z", false],
    ["2024-10-27 03:00:00", "Europe/Berlin", "2024-10-27T02:00:00.000Z", false],
    ["2024-11-03 01:00:00", "America/New_York", "2024-11-03T05:00:00.000Z", true],
    // Half an hour back, on Lord Howe.
    ["2024-04-07 01:45:00", "Australia/Lord_Howe", "2024-04-06T14:45:00.000Z", true],
    ["2024-04-07 01:15:00", "Australia/Lord_Howe", "2024-04-06T14:15:00.000Z", false],
    // 2024-03-31, 2:00 goes forward to 3:00 in Berlin: 2:30 never was, and is taken as 3:30.
    ["2024-03-31 02:30:00", "Europe/Berlin", "2024-03-31T01:30:00.000Z", false],
    ["2024-03-31 03:30:00", "Europe/Berlin", "2024-03-31T01:30:00.000Z", false],
    // Samoa left out a whole day.
    ["2011-12-30 12:00:00", "Pacific/Apia", "2011-12-30T22:00:00.000Z", false],
    ["2011-12-31 12:00:00", "Pacific/Apia", "2011-12-30T22:00:00.000Z", false],
  ])("%s in %s is %s when clocks change", (text, zone, expected, ambiguous) => {
    expect(instant(text, zone)).toBe(expected);
    expect(isAmbiguous(text, zone)).toBe(ambiguous);
  });

  it.each(["0000-00-00 00:00:00", "2024-02-30 00:00:00", "2024-01-15 24:00:00", "yesterday", "", "2024-1-5"])(
    "is an invalid date when it is %j",
    (text) => {
      expect(wallClockToInstant(text, "Asia/Seoul").getTime()).toBeNaN();
      expect(isAmbiguous(text, "Asia/Seoul")).toBe(false);
    },
  );

  it("is refused in a zone that does not exist", () => {
    expect(() => wallClockToInstant("2024-01-15", "Asia/Soeul")).toThrow(ConfigurationError);
    expect(() => wallClockToInstant("2024-01-15", "Asia/Soeul")).toThrow(/"Asia\/Soeul" is not a known time zone/);
  });
});

describe("a time to store", () => {
  it("is the wall clock of the zone, with milliseconds", () => {
    const date = new Date("2024-01-15T10:30:00.007Z");
    expect(instantToWallClock(date, "UTC")).toBe("2024-01-15 10:30:00.007");
    expect(instantToWallClock(date, "Asia/Seoul")).toBe("2024-01-15 19:30:00.007");
    expect(instantToWallClock(date, "America/New_York")).toBe("2024-01-15 05:30:00.007");
  });

  it("reads back as the same instant, except in the second pass of an overlap", () => {
    const zones = [
      "UTC",
      "Asia/Seoul",
      "Europe/Berlin",
      "America/New_York",
      "Australia/Lord_Howe",
      "Africa/Casablanca",
    ];
    const dates = fc.date({ min: new Date("1900-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(dates, fc.constantFrom(...zones), (date, zone) => {
        const text = instantToWallClock(date, zone);
        const read = wallClockToInstant(text, zone);
        expect(instantToWallClock(read, zone)).toBe(text);
        if (!isAmbiguous(text, zone)) expect(read).toEqual(date);
        else expect(read.getTime()).toBeLessThanOrEqual(date.getTime());
      }),
      { numRuns: 2_000 },
    );
  });
});
