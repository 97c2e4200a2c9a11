/**
 * java.time values: how `java.time.Ser` packs them into bytes, and the text Java prints for them. Text forms are the ones of `toString`; a
 * LocalTime without seconds is `09:00`.
 */

export interface JavaTime {
  /** `java.time.LocalDate` */
  readonly javaType: string;
  readonly text: string;
}

/** Type bytes of java.time.Ser. */
const DURATION = 1;
const INSTANT = 2;
const LOCAL_DATE = 3;
const LOCAL_TIME = 4;
const LOCAL_DATE_TIME = 5;
const ZONE_OFFSET = 8;

/** What one java.time.Ser holds; null when it is none of the known kinds, too short, or no time that Java could have. */
export function readJavaTime(block: DataView): JavaTime | null {
  try {
    return readTime(block);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function readTime(view: DataView): JavaTime | null {
  let at = 0;
  const skip = (bytes: number) => {
    at += bytes;
    return at - bytes;
  };
  const i1 = () => view.getInt8(skip(1));
  const i4 = () => view.getInt32(skip(4));
  const i8 = () => view.getBigInt64(skip(8));

  const date = () => dateText(i4(), i1(), i1());
  const time = () => {
    const hour = i1();
    if (hour < 0) return timeText(~hour, 0, 0, 0);
    const minute = i1();
    if (minute < 0) return timeText(hour, ~minute, 0, 0);
    const second = i1();
    return second < 0 ? timeText(hour, minute, ~second, 0) : timeText(hour, minute, second, i4());
  };
  const dateTime = () => `${date()}T${time()}`;
  const offset = () => {
    const quarters = i1();
    return offsetText(quarters === 127 ? i4() : quarters * 900);
  };
  const region = () => {
    const length = view.getUint16(skip(2));
    const start = skip(length);
    return String.fromCharCode(...Array.from({ length }, (_, i) => view.getUint8(start + i)));
  };
  const named = (name: string, text: string): JavaTime => ({ javaType: `java.time.${name}`, text });

  switch (i1()) {
    case DURATION:
      return named("Duration", durationText(i8(), within(i4(), 0, 999_999_999)));
    case INSTANT:
      return named("Instant", instantText(i8(), i4()) ?? outOfRange());
    case LOCAL_DATE:
      return named("LocalDate", date());
    case LOCAL_TIME:
      return named("LocalTime", time());
    case LOCAL_DATE_TIME:
      return named("LocalDateTime", dateTime());
    case 6: {
      const text = dateTime() + offset();
      const isRegion = i1() === 7;
      return named("ZonedDateTime", isRegion ? `${text}[${region()}]` : text);
    }
    case 7:
      return named("ZoneRegion", region());
    case ZONE_OFFSET:
      return named("ZoneOffset", offset());
    case 9:
      return named("OffsetTime", time() + offset());
    case 10:
      return named("OffsetDateTime", dateTime() + offset());
    case 11:
      return named("Year", String(i4()));
    case 12:
      return named("YearMonth", `${yearText(i4())}-${two(i1())}`);
    case 13:
      return named("MonthDay", `--${two(i1())}-${two(i1())}`);
    case 14:
      return named("Period", periodText(i4(), i4(), i4()));
    default:
      return null;
  }
}

/** The bytes of java.time.Ser for a text of one of the five common classes; null when the text is not of that class. */
export function writeJavaTime(javaType: string, text: string): Uint8Array | null {
  switch (javaType) {
    case "java.time.LocalDate": {
      const date = parseDate(text);
      return date && Uint8Array.from([LOCAL_DATE, ...date]);
    }
    case "java.time.LocalTime": {
      const time = parseTime(text);
      return time && Uint8Array.from([LOCAL_TIME, ...time]);
    }
    case "java.time.LocalDateTime": {
      const [day = "", clock = ""] = text.split("T");
      const date = parseDate(day);
      const time = parseTime(clock);
      return date && time && Uint8Array.from([LOCAL_DATE_TIME, ...date, ...time]);
    }
    case "java.time.Instant": {
      const instant = parseInstant(text);
      return instant && secondsAndNanos(INSTANT, instant.seconds, instant.nanos);
    }
    case "java.time.Duration": {
      const duration = parseDuration(text);
      return duration && secondsAndNanos(DURATION, duration.seconds, duration.nanos);
    }
    default:
      return null;
  }
}

/** Of Java's own range, which goes far beyond JavaScript's dates. */
const INSTANT_SECONDS_MAX = 31_556_889_864_403_199n;
const INSTANT_SECONDS_MIN = -31_557_014_167_219_200n;
const DAYS_OF_400_YEARS = 146_097n;

/** An ISO instant in UTC with 0, 3, 6 or 9 digits of a second, as Java prints it; null when Java has no such instant. */
export function instantText(seconds: bigint, nanos: number): string | null {
  if (seconds > INSTANT_SECONDS_MAX || seconds < INSTANT_SECONDS_MIN || nanos < 0 || nanos > 999_999_999) return null;
  const cycle = DAYS_OF_400_YEARS * 86_400n;
  // The calendar repeats itself every 400 years: the time is looked up in those after 1970.
  const inCycle = ((seconds % cycle) + cycle) % cycle;
  const years = Number((seconds - inCycle) / cycle) * 400;
  const date = new Date(Number(inCycle) * 1000);
  const rest = date.toISOString().slice(4, -5);
  return `${yearText(date.getUTCFullYear() + years)}${rest}${fractionText(nanos)}Z`;
}

/** Epoch seconds and nanoseconds of an ISO instant in UTC. */
export function parseInstant(text: string): { seconds: bigint; nanos: number } | null {
  const match = /^([+-]?)(\d{4,6})(-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z$/.exec(text);
  if (!match) return null;
  const [, sign, year = "", rest, fraction = ""] = match;
  const iso = sign || year.length > 4 ? `${sign || "+"}${year.padStart(6, "0")}${rest}Z` : `${year}${rest}Z`;
  const ms = Date.parse(iso);
  return Number.isNaN(ms) ? null : { seconds: BigInt(ms / 1000), nanos: Number(fraction.padEnd(9, "0")) };
}

/** The Date of an ISO instant in UTC, finer parts cut off; null when it is none. */
export function dateOfInstant(text: string): Date | null {
  const instant = parseInstant(text);
  if (!instant) return null;
  const date = new Date(Number(instant.seconds) * 1000 + Math.floor(instant.nanos / 1_000_000));
  return Number.isNaN(date.getTime()) ? null : date;
}

/** `PT1M30.5S`; seconds may be negative, nanoseconds never are. */
export function durationText(seconds: bigint, nanos: number): string {
  if (seconds === 0n && nanos === 0) return "PT0S";
  // Java counts towards zero: minus half a second is seconds -1, nanos 500 000 000.
  const effective = seconds < 0n && nanos > 0 ? seconds + 1n : seconds;
  const hours = effective / 3600n;
  const minutes = (effective % 3600n) / 60n;
  const rest = effective % 60n;
  let text = "PT";
  if (hours !== 0n) text += `${hours}H`;
  if (minutes !== 0n) text += `${minutes}M`;
  if (rest === 0n && nanos === 0 && text.length > 2) return text;
  const fraction = seconds < 0n && nanos > 0 ? 1_000_000_000 - nanos : nanos;
  const sign = seconds < 0n && nanos > 0 && rest === 0n ? "-" : "";
  return `${text}${sign}${rest}${fraction ? `.${two(fraction, 9).replace(/0+$/, "")}` : ""}S`;
}

export function parseDuration(text: string): { seconds: bigint; nanos: number } | null {
  const match = /^PT(?:(-?\d{1,16})H)?(?:(-?\d{1,18})M)?(?:(-?)(\d{1,19})(?:\.(\d{1,9}))?S)?$/.exec(text);
  if (!match || text === "PT") return null;
  const [, hours = "0", minutes = "0", sign = "", rest = "0", fraction = ""] = match;
  const billion = 1_000_000_000n;
  const part = BigInt(rest) * billion + BigInt(fraction.padEnd(9, "0"));
  const total = (BigInt(hours) * 3600n + BigInt(minutes) * 60n) * billion + (sign ? -part : part);
  const nanos = ((total % billion) + billion) % billion;
  const seconds = (total - nanos) / billion;
  return BigInt.asIntN(64, seconds) === seconds ? { seconds, nanos: Number(nanos) } : null;
}

/** @throws {RangeError} when it is no time of day */
export function timeText(hour: number, minute: number, second: number, nanos: number): string {
  for (const sixty of [minute, second]) within(sixty, 0, 59);
  within(hour, 0, 23);
  within(nanos, 0, 999_999_999);
  const short = `${two(hour)}:${two(minute)}`;
  return second === 0 && nanos === 0 ? short : `${short}:${two(second)}${fractionText(nanos)}`;
}

/** @throws {RangeError} when it is no date */
export function dateText(year: number, month: number, day: number): string {
  within(year, -999_999_999, 999_999_999);
  within(month, 1, 12);
  within(day, 1, 31);
  return `${yearText(year)}-${two(month)}-${two(day)}`;
}

function within(value: number, min: number, max: number): number {
  return value >= min && value <= max && Number.isInteger(value) ? value : outOfRange();
}

function outOfRange(): never {
  throw new RangeError("Java has no such time");
}

function yearText(year: number): string {
  if (Math.abs(year) > 9999) return year > 0 ? `+${year}` : String(year);
  return `${year < 0 ? "-" : ""}${two(Math.abs(year), 4)}`;
}

function fractionText(nanos: number): string {
  if (nanos === 0) return "";
  const digits = two(nanos, 9);
  return `.${digits.endsWith("000000") ? digits.slice(0, 3) : digits.endsWith("000") ? digits.slice(0, 6) : digits}`;
}

function offsetText(seconds: number): string {
  if (seconds === 0) return "Z";
  const rest = Math.abs(seconds);
  const hm = `${two(Math.floor(rest / 3600))}:${two(Math.floor(rest / 60) % 60)}`;
  return `${seconds < 0 ? "-" : "+"}${hm}${rest % 60 ? `:${two(rest % 60)}` : ""}`;
}

function periodText(years: number, months: number, days: number): string {
  const text = `${years ? `${years}Y` : ""}${months ? `${months}M` : ""}${days ? `${days}D` : ""}`;
  return `P${text || "0D"}`;
}

function two(value: number, width = 2): string {
  return String(value).padStart(width, "0");
}

function parseDate(text: string): number[] | null {
  const match = /^([+-]?\d{4,9})-(\d\d)-(\d\d)$/.exec(text);
  return match && [...int32(Number(match[1])), Number(match[2]), Number(match[3])];
}

/** As short as Java packs it: what follows is left out when it is zero, and the last byte is inverted to say so. */
function parseTime(text: string): number[] | null {
  const match = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?$/.exec(text);
  if (!match) return null;
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  const nanos = Number((match[4] ?? "").padEnd(9, "0"));
  if (nanos) return [hour, minute, second, ...int32(nanos)];
  if (second) return [hour, minute, ~second];
  return minute ? [hour, ~minute] : [~hour];
}

function int32(value: number): number[] {
  return [value >> 24, value >> 16, value >> 8, value];
}

function secondsAndNanos(type: number, seconds: bigint, nanos: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(13));
  view.setUint8(0, type);
  view.setBigInt64(1, seconds);
  view.setInt32(9, nanos);
  return new Uint8Array(view.buffer);
}
