import { formatDecimal, parseDecimal } from "../../model/java-decimal.ts";
import { javaDouble, javaFloat } from "../../model/java-double.ts";
import type { ReadNode } from "./context-node.ts";
import { PRIMITIVES } from "./java-scalars.ts";
import { dateText, durationText, instantText, parseDuration, parseInstant, timeText } from "./java-time.ts";
import { isJsonNumber, isJsonObject, JSON_BREAK, type JsonObject, type JsonValue } from "./json-text.ts";

/**
 * What the JSON of Spring Batch means. Jackson puts the class beside a value as `["java.lang.Long",5]`, and for objects also as a first
 * member `@class`; what has neither is what JSON says it is.
 */
export function jsonValueToNode(value: JsonValue): ReadNode {
  if (value === JSON_BREAK) return { kind: "cut", javaType: null, text: BROKEN, content: value };
  if (isTyped(value)) return { ...typedNode(value[0], value[1]), content: value };
  if (isJsonObject(value)) return objectNode(value);
  return { ...untypedNode(value), content: value };
}

type Meaning = Omit<ReadNode, "content">;

const BROKEN = "not read: broken from here on";

const CLASS_NAME =
  /^(?:\[+(?:[BCDFIJSZ]|L[\p{L}\d_.$]+;)|(?:[\p{L}_$][\p{L}\d_$]*\.)+[\p{L}_$][\p{L}\d_$]*(?:[/<][^"]*)?)$/u;

/** A value with its class in an array of two. */
function isTyped(value: JsonValue): value is readonly [string, JsonValue] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === "string" && CLASS_NAME.test(value[0]);
}

function objectNode(object: JsonObject): ReadNode {
  const [first, ...rest] = object.members;
  if (first?.[0] !== "@class" || typeof first[1] !== "string") return { ...members(object, null), content: object };
  return { ...members({ members: rest }, first[1]), content: object };
}

function members(object: JsonObject, javaType: string | null): Meaning {
  const isMap = javaType === null || isMapClass(javaType);
  const entries = object.members.map(([key, value]) => ({
    key,
    value: isMap ? jsonValueToNode(value) : fieldNode(value),
  }));
  return { kind: isMap ? "map" : "object", javaType, entries };
}

/** A field has a declared class, which is not in the JSON: `10.50` may be a BigDecimal, so its digits are shown as they are. */
function fieldNode(value: JsonValue): ReadNode {
  const isDecimal =
    isJsonNumber(value) && !/^-?\d+$/.test(value.number) && javaDouble(Number(value.number)) !== value.number;
  return isDecimal ? { kind: "number", javaType: null, text: value.number, content: value } : jsonValueToNode(value);
}

function isMapClass(javaType: string): boolean {
  return /^java\.util\..*(Map|MapN|Map1|Hashtable|Properties)$/.test(javaType);
}

function untypedNode(value: Exclude<JsonValue, JsonObject>): Meaning {
  if (value === null) return { kind: "null", javaType: null };
  if (typeof value === "string") return { kind: "string", javaType: "java.lang.String", text: value };
  if (typeof value === "boolean") return { kind: "boolean", javaType: "java.lang.Boolean", text: String(value) };
  if (isJsonNumber(value)) return numberNode(value.number);
  return { kind: "list", javaType: null, items: value.map(jsonValueToNode) };
}

/** As Jackson reads a number without a class: the smallest of Integer, Long and BigInteger, or a Double. */
function numberNode(text: string): Meaning {
  if (!/^-?\d+$/.test(text)) return { kind: "number", javaType: "java.lang.Double", text: javaDouble(Number(text)) };
  const integer = readInteger(text);
  if (integer === null) return { kind: "cut", javaType: "java.math.BigInteger", text: "a number of too many digits" };
  const bits = BigInt.asIntN(32, integer) === integer ? 32 : BigInt.asIntN(64, integer) === integer ? 64 : 0;
  const javaType = bits === 32 ? "java.lang.Integer" : bits === 64 ? "java.lang.Long" : "java.math.BigInteger";
  return { kind: "number", javaType, text: String(integer) };
}

/** Digits of an integer or decimal that are still read as a number. */
const DIGITS_MAX = 10_000;

function readInteger(text: string, bits?: number): bigint | null {
  if (text.length > DIGITS_MAX || !/^-?\d+$/.test(text)) return null;
  const value = BigInt(text);
  return bits === undefined || BigInt.asIntN(bits, value) === value ? value : null;
}

/** Texts that are not of their class stay texts: they are shown, and written back, but never taken for a number or date. */
function typedNode(javaType: string, inner: JsonValue): Meaning {
  if (inner === JSON_BREAK) return { kind: "cut", javaType, text: BROKEN };
  const scalar = typeof inner === "string" ? inner : isJsonNumber(inner) ? inner.number : null;
  const meaning = (scalar !== null ? scalarMeaning(javaType, scalar) : null) ?? timeOfParts(javaType, inner);
  if (meaning) return { javaType, ...meaning };
  if (scalar !== null) return { kind: isEnumLike(javaType, scalar) ? "enum" : "string", javaType, text: scalar };
  if (inner === null) return { kind: "null", javaType };
  if (typeof inner === "boolean") return { kind: "boolean", javaType, text: String(inner) };
  if (isJsonObject(inner)) return members(inner, javaType);
  if (isJsonNumber(inner)) return { kind: "string", javaType, text: inner.number };
  if (typeof inner === "string") return { kind: "string", javaType, text: inner };
  return { kind: "list", javaType, items: inner.map((item) => elementNode(javaType, item)) };
}

/** An element of `[I` is an int, not an Integer. */
function elementNode(arrayType: string, item: JsonValue): ReadNode {
  const node = jsonValueToNode(item);
  const primitive = /^\[.$/.test(arrayType) ? PRIMITIVES.get(arrayType.slice(1)) : undefined;
  return primitive && node.text !== undefined ? { ...node, javaType: primitive } : node;
}

function isEnumLike(javaType: string, text: string): boolean {
  return !/^(java\.|\[)/.test(javaType) && /^[\p{L}_$][\p{L}\d_$]*$/u.test(text);
}

type ScalarMeaning = Pick<ReadNode, "kind" | "text"> | null;

const INTEGER_BITS = new Map([
  ["java.lang.Byte", 8],
  ["java.lang.Short", 16],
  ["java.lang.Integer", 32],
  ["java.lang.Long", 64],
]);

function scalarMeaning(javaType: string, text: string): ScalarMeaning {
  switch (javaType) {
    case "java.lang.String":
    case "java.lang.Character":
      return { kind: "string", text };
    case "java.lang.Byte":
    case "java.lang.Short":
    case "java.lang.Integer":
    case "java.lang.Long":
    case "java.math.BigInteger": {
      const value = readInteger(text, INTEGER_BITS.get(javaType));
      return value === null ? null : { kind: "number", text: String(value) };
    }
    case "java.lang.Double":
    case "java.lang.Float": {
      const value = /^-?(\d|Infinity$|NaN$)/.test(text) ? Number(text) : null;
      return value === null
        ? null
        : { kind: "number", text: javaType === "java.lang.Float" ? javaFloat(value) : javaDouble(value) };
    }
    case "java.math.BigDecimal": {
      const value = text.length > DIGITS_MAX ? null : parseDecimal(text);
      return value && { kind: "number", text: formatDecimal(value) };
    }
    case "java.util.Date":
    case "java.sql.Date":
    case "java.sql.Timestamp":
      return dateMeaning(text);
    case "java.time.Instant":
      return instantMeaning(text);
    case "java.time.Duration":
      return durationMeaning(text);
    case "java.time.ZonedDateTime":
    case "java.time.OffsetDateTime":
      return instantMeaning(text) ?? (ISO_TIME.test(text) ? { kind: "date", text } : null);
    case "java.time.LocalDate":
    case "java.time.LocalTime":
    case "java.time.LocalDateTime":
      return timeOfText(javaType, text);
    case "[B":
      return { kind: "bytes", text };
    default:
      return null;
  }
}

const ISO_TIME = /^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/;

/** Milliseconds, or an ISO text with `Z` or an offset. */
function dateMeaning(text: string): ScalarMeaning {
  const date = new Date(
    ISO_TIME.test(text)
      ? text.replace(/([+-]\d\d)(\d\d)$/, "$1:$2")
      : /^-?\d{1,16}$/.test(text)
        ? Number(text)
        : Number.NaN,
  );
  if (Number.isNaN(date.getTime())) return null;
  const ms = date.getTime();
  const inSecond = ((ms % 1000) + 1000) % 1000;
  const iso = instantText(BigInt((ms - inSecond) / 1000), inSecond * 1_000_000);
  return iso === null ? null : { kind: "date", text: iso };
}

const SECONDS = /^(-?)(\d{1,17})(?:\.(\d{1,9}))?$/;

/** Seconds and, behind the point, nanoseconds after them, also of a time before 1970; or an ISO text in UTC. */
function instantMeaning(text: string): ScalarMeaning {
  const [match, sign, seconds, fraction = ""] = SECONDS.exec(text) ?? [];
  const moment = match
    ? { seconds: BigInt(`${sign}${seconds}`), nanos: Number(fraction.padEnd(9, "0")) }
    : parseInstant(text);
  const iso = moment && instantText(moment.seconds, moment.nanos);
  return iso ? { kind: "date", text: iso } : null;
}

/** A decimal number of seconds, or an ISO text. */
function durationMeaning(text: string): ScalarMeaning {
  const [match, sign, seconds, fraction = ""] = SECONDS.exec(text) ?? [];
  let moment = parseDuration(text);
  if (match) {
    const total = BigInt(`${sign}${seconds}${fraction.padEnd(9, "0")}`);
    const nanos = ((total % 1_000_000_000n) + 1_000_000_000n) % 1_000_000_000n;
    moment = { seconds: (total - nanos) / 1_000_000_000n, nanos: Number(nanos) };
  }
  return moment && { kind: "string", text: durationText(moment.seconds, moment.nanos) };
}

/** `2024-01-15T09:00:00` as `toString` prints it: `2024-01-15T09:00`. */
function timeOfText(javaType: string, text: string): ScalarMeaning {
  const match = /^(?:([+-]?\d{4,9})-(\d\d)-(\d\d))?(T?)(?:(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?$/.exec(text);
  if (!match) return null;
  const [, year, month, day, separator, hour, minute, second = "0", fraction = ""] = match;
  const date = year === undefined ? [] : [Number(year), Number(month), Number(day)];
  const time =
    hour === undefined ? [] : [Number(hour), Number(minute), Number(second), Number(fraction.padEnd(9, "0"))];
  if ((separator === "T") !== (date.length > 0 && time.length > 0)) return null;
  return timeOfNumbers(javaType, date, time);
}

/** `[2024,1,15,10,30]` */
function timeOfParts(javaType: string, inner: JsonValue): ScalarMeaning {
  if (!Array.isArray(inner) || inner.length > 7) return null;
  const numbers = inner.map((part) => (isJsonNumber(part) ? Number(part.number) : Number.NaN));
  const dateLength = javaType === "java.time.LocalTime" ? 0 : 3;
  return timeOfNumbers(javaType, numbers.slice(0, dateLength), numbers.slice(dateLength));
}

function timeOfNumbers(javaType: string, date: number[], time: number[]): ScalarMeaning {
  const [year = Number.NaN, month = Number.NaN, day = Number.NaN] = date;
  const [hour = Number.NaN, minute = Number.NaN, second = 0, nanos = 0] = time;
  try {
    if (javaType === "java.time.LocalDate" && time.length === 0)
      return { kind: "date", text: dateText(year, month, day) };
    if (javaType === "java.time.LocalTime" && date.length === 0)
      return { kind: "date", text: timeText(hour, minute, second, nanos) };
    if (javaType === "java.time.LocalDateTime") {
      return { kind: "date", text: `${dateText(year, month, day)}T${timeText(hour, minute, second, nanos)}` };
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return null;
}
