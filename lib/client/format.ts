import type { Language } from "@/lib/shared/messages/translate";
import type { Count, Instant } from "@/lib/shared/views";

export type Format = ReturnType<typeof createFormat>;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS = {
  en: { day: "d", hour: "h", minute: "m", second: "s", millisecond: "ms" },
  ko: { day: "일", hour: "시간", minute: "분", second: "초", millisecond: "ms" },
} as const satisfies Record<Language, object>;

/** Numbers, spans and times as a language and a zone write them. Costs more than a hundred uses of it: make one for a whole page. */
export function createFormat(language: Language, timeZone: string) {
  const number = new Intl.NumberFormat(language);
  const oneDigit = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const compact = new Intl.NumberFormat(language, { notation: "compact", maximumSignificantDigits: 3 });
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  const clock = new Intl.DateTimeFormat(language, {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  const shortClock = new Intl.DateTimeFormat(language, {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const day = new Intl.DateTimeFormat(language, { timeZone, month: "short", day: "numeric" });
  const dayOfYear = new Intl.DateTimeFormat(language, { timeZone, year: "numeric", month: "short", day: "numeric" });
  const isoDay = new Intl.DateTimeFormat("sv-SE", { timeZone });
  const exact = new Intl.DateTimeFormat(language, {
    timeZone,
    dateStyle: "full",
    timeStyle: "long",
  });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "narrow" });
  const unit = UNITS[language];

  const dayKey = (time: Date) => isoDay.format(time);
  return {
    timeZone,
    number: (value: number | bigint) => number.format(value),
    /** For a place of fixed width: what is larger than `max` in thousands, millions and so on. The whole figure is said elsewhere. */
    brief: (value: number | bigint, max: number) => (value > max ? compact : number).format(value),
    count: ({ value, capped }: Count) => `${number.format(value)}${capped ? "+" : ""}`,
    percent: (share: number) => percent.format(share),
    /** Items per second, one digit while it is below ten. */
    rate: (perSecond: number) =>
      `${perSecond < 10 ? oneDigit.format(perSecond) : (perSecond > 9_999_999 ? compact : number).format(Math.round(perSecond))}/${unit.second}`,
    /** At most two units: "340ms", "4.2s", "6m 12s", "1h 04m", "2d 03h". */
    duration: (ms: number) => {
      const rounded = Math.max(0, Math.round(ms));
      if (rounded < SECOND) return `${number.format(rounded)}${unit.millisecond}`;
      if (rounded < MINUTE) return `${oneDigit.format(rounded / SECOND)}${unit.second}`;
      const [big, bigUnit, small, smallUnit] =
        rounded < HOUR
          ? [Math.floor(rounded / MINUTE), unit.minute, Math.floor((rounded % MINUTE) / SECOND), unit.second]
          : rounded < DAY
            ? [Math.floor(rounded / HOUR), unit.hour, Math.floor((rounded % HOUR) / MINUTE), unit.minute]
            : [Math.floor(rounded / DAY), unit.day, Math.floor((rounded % DAY) / HOUR), unit.hour];
      return `${number.format(big)}${bigUnit} ${String(small).padStart(2, "0")}${smallUnit}`;
    },
    clock: (instant: Instant | Date) => clock.format(new Date(instant)),
    shortClock: (instant: Instant | Date) => shortClock.format(new Date(instant)),
    day: (instant: Instant | Date) => day.format(new Date(instant)),
    /** The clock alone today, the day before it otherwise, the year too when it is another. */
    moment: (instant: Instant, now: number) => {
      const time = new Date(instant);
      const key = dayKey(time);
      const today = dayKey(new Date(now));
      if (key === today) return clock.format(time);
      const date = key.slice(0, 4) === today.slice(0, 4) ? day.format(time) : dayOfYear.format(time);
      return `${date} ${shortClock.format(time)}`;
    },
    /** A moment to come: without seconds, which nobody can promise; the day too unless it is today. */
    soon: (instant: Instant, now: number) => {
      const time = new Date(instant);
      return dayKey(time) === dayKey(new Date(now))
        ? shortClock.format(time)
        : `${day.format(time)} ${shortClock.format(time)}`;
    },
    /** Full day and time with the zone, and the instant itself. */
    exact: (instant: Instant) => `${exact.format(new Date(instant))} (${timeZone})\n${instant}`,
    relative: (instant: Instant, now: number) => {
      const past = new Date(instant).getTime() - now;
      const size = Math.abs(past);
      if (size < 5 * SECOND) return relative.format(0, "second");
      if (size < MINUTE) return relative.format(Math.trunc(past / SECOND), "second");
      if (size < HOUR) return relative.format(Math.trunc(past / MINUTE), "minute");
      if (size < DAY) return relative.format(Math.trunc(past / HOUR), "hour");
      if (size < 60 * DAY) return relative.format(Math.trunc(past / DAY), "day");
      return relative.format(Math.trunc(past / (30 * DAY)), "month");
    },
  };
}
