/**
 * Wall clock: the time text of the tables, which names no zone, and the instant it stands for in the zone of the application that
 * wrote it.
 *
 * Twice a year a zone may lie: in the overlap of an autumn night a text stands for two instants, and the earlier one is taken
 * ({@link isAmbiguous} tells); in the gap of a spring night it stands for none, and it is moved forward by the length of the gap.
 */
import { ConfigurationError } from "../errors.ts";

const DAY_MS = 86_400_000;
/** Days remembered per zone: ten years of them, some 200 kB. */
const DAYS_MAX = 4_000;

/**
 * The instant a stored time stands for.
 *
 * Takes what drivers hand out: `2024-01-15 10:30:00.123456` (cut to milliseconds) with a blank or `T`, with or without seconds or time of
 * day; the same with `Z` or an offset, which then decides instead of `timeZone`; and epoch milliseconds as a number or as digits.
 *
 * @param timeZone  IANA name, such as `Asia/Seoul`
 * @returns an invalid Date when it is no time, such as the zero date of MySQL
 * @throws {ConfigurationError} when the zone is unknown
 */
export function wallClockToInstant(text: string | number | bigint, timeZone: string): Date {
  const time = readTime(text);
  if (time.instant) return new Date(time.ms);
  return new Date(resolve(time.ms, timeZone).earlier);
}

/** Whether the text stands for two instants in this zone: clocks were set back over it. */
export function isAmbiguous(text: string | number | bigint, timeZone: string): boolean {
  const time = readTime(text);
  if (time.instant) return false;
  const { earlier, later } = resolve(time.ms, timeZone);
  return earlier !== later;
}

/** What a clock in `timeZone` shows at this instant: `YYYY-MM-DD HH:MM:SS.mmm`. */
export function instantToWallClock(date: Date, timeZone: string): string {
  const ms = date.getTime();
  return new Date(ms + zoneOffsetMs(ms, timeZone)).toISOString().replace("T", " ").slice(0, -1);
}

/** How far a clock in `timeZone` is ahead of UTC at this instant, in milliseconds. */
export function zoneOffsetMs(epochMs: number, timeZone: string): number {
  if (timeZone === "UTC") return 0;
  const zone = openZone(timeZone);
  const day = Math.floor(epochMs / DAY_MS);
  let offset = zone.days.get(day);
  if (offset === undefined) {
    const start = zone.offsetAt(day * DAY_MS);
    offset = start === zone.offsetAt((day + 1) * DAY_MS) ? start : null;
    if (zone.days.size >= DAYS_MAX) zone.days.clear();
    zone.days.set(day, offset);
  }
  return offset ?? zone.offsetAt(epochMs);
}

/** Both instants a wall clock stands for; they are equal except in an overlap. `wallMs` is the wall clock read as if it were UTC. */
function resolve(wallMs: number, timeZone: string): { earlier: number; later: number } {
  if (timeZone === "UTC") return { earlier: wallMs, later: wallMs };
  // No zone is more than 14 hours from UTC, so these two lie on either side of any change near this wall clock.
  const before = wallMs - zoneOffsetMs(wallMs - DAY_MS, timeZone);
  const after = wallMs - zoneOffsetMs(wallMs + DAY_MS, timeZone);
  if (before === after) return { earlier: before, later: before };
  const isBefore = before + zoneOffsetMs(before, timeZone) === wallMs;
  const isAfter = after + zoneOffsetMs(after, timeZone) === wallMs;
  if (isBefore && isAfter) return { earlier: before, later: after };
  const only = isAfter ? after : before;
  return { earlier: only, later: only };
}

type ReadTime = { readonly instant: boolean; readonly ms: number };

const NO_TIME: ReadTime = { instant: true, ms: Number.NaN };

const TIME_TEXT =
  /^(\d{4,6})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)? ?(?:(Z)|([+-])(\d\d):?(\d\d))?$/;

function readTime(text: string | number | bigint): ReadTime {
  if (typeof text !== "string" || /^-?\d{5,16}(\.\d*)?$/.test(text)) return readEpochMillis(text);
  const match = TIME_TEXT.exec(text);
  if (!match) return NO_TIME;
  const [
    ,
    year,
    month,
    day,
    hour = "0",
    minute = "0",
    second = "0",
    fraction = "",
    utc,
    sign,
    offsetHours,
    offsetMinutes,
  ] = match;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  // A zero date of MySQL or a thirtieth of February would silently be another day.
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return NO_TIME;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return NO_TIME;
  const ms = date.setUTCHours(
    Number(hour),
    Number(minute),
    Number(second),
    Number(fraction.slice(0, 3).padEnd(3, "0")),
  );
  if (utc) return { instant: true, ms };
  if (!sign) return { instant: false, ms };
  const offsetMs = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000;
  return { instant: true, ms: sign === "-" ? ms + offsetMs : ms - offsetMs };
}

function readEpochMillis(value: string | number | bigint): ReadTime {
  return { instant: true, ms: Math.floor(Number(value)) };
}

interface Zone {
  /** Days since 1970 to the offset of the whole day, or null on a day of change. */
  readonly days: Map<number, number | null>;
  offsetAt(epochMs: number): number;
}

/** Making a formatter takes a hundred times longer than using it, and what it says never changes: the one memory this module keeps. */
const zones = new Map<string, Zone>();

function openZone(timeZone: string): Zone {
  const known = zones.get(timeZone);
  if (known) return known;
  const format = zoneFormat(timeZone);
  const zone: Zone = {
    days: new Map(),
    offsetAt: (epochMs) => {
      const seconds = Math.floor(epochMs / 1000) * 1000;
      const parts = new Map<string, string>();
      for (const { type, value } of format.formatToParts(seconds)) parts.set(type, value);
      const part = (name: string) => Number(parts.get(name));
      const year = parts.get("era")?.startsWith("B") ? 1 - part("year") : part("year");
      const wall = new Date(0).setUTCFullYear(year, part("month") - 1, part("day"));
      return new Date(wall).setUTCHours(part("hour"), part("minute"), part("second")) - seconds;
    },
  };
  zones.set(timeZone, zone);
  return zone;
}

function zoneFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone,
      calendar: "iso8601",
      hourCycle: "h23",
      era: "short",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch (cause) {
    throw new ConfigurationError(
      `"${timeZone}" is not a known time zone. Give an IANA name such as UTC or Asia/Seoul.`,
      { cause },
    );
  }
}
