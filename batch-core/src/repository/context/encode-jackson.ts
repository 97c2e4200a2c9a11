import { ContextNotSerializableError } from "../../errors.ts";
import { type ContextValue, type ExecutionContext, JavaValue } from "../../model/execution-context.ts";
import { formatDecimal, parseDecimal } from "../../model/java-decimal.ts";
import { javaDouble } from "../../model/java-double.ts";
import type { ContextFormat } from "./context-format.ts";
import type { ReadNode } from "./context-node.ts";
import { isInt32, isWholeText, RawValue } from "./context-values.ts";
import { javaScalar, LIST_CLASSES, MAP_CLASSES } from "./java-build.ts";
import { dateOfInstant, parseDuration, parseInstant } from "./java-time.ts";
import { type JsonObject, type JsonValue, writeJson } from "./json-text.ts";

/** What Jackson 2 (Spring Batch 4 and 5) and Jackson 3 (6) write differently. */
type Dialect = "jackson-2" | "jackson-3";

/** The JSON of one of the three serialisers. That of 4.x has its UTF-8 bytes shown as ISO-8859-1. */
export function jacksonText(context: ExecutionContext, format: Exclude<ContextFormat, "java" | "java-raw">): string {
  const dialect: Dialect = format === "jackson-6" ? "jackson-3" : "jackson-2";
  const members = context.entries().map(([key, value]): [string, JsonValue] => [key, toJson(key, value, dialect)]);
  const text = writeJson(rootObject(members, dialect), dialect === "jackson-2" ? quoteLikeJackson2 : quoteLikeJackson3);
  return format === "jackson-4" ? Buffer.from(text, "utf8").toString("latin1") : text;
}

function rootObject(members: [string, JsonValue][], dialect: Dialect): JsonObject {
  if (dialect === "jackson-3") return { members };
  refuseClassKey(members.map(([key]) => key));
  return { members: [["@class", "java.util.HashMap"], ...members] };
}

/** Bytes are written, so what UTF-8 takes four bytes for is written as its two halves. */
function quoteLikeJackson2(text: string): string {
  return quoteInCapitals(text, /\\\\|\\u[\da-f]{4}|[\ud800-\udfff]/g);
}

function quoteLikeJackson3(text: string): string {
  return quoteInCapitals(text, /\\\\|\\u[\da-f]{4}|\//g);
}

/** Escapes are in capitals, and so is what else `escaped` finds. An escaped backslash is found too, so that no `u` after it counts. */
function quoteInCapitals(text: string, escaped: RegExp): string {
  return JSON.stringify(text).replace(escaped, (found) => {
    if (found === "\\\\") return found;
    if (found === "/") return "\\/";
    const code = found.length === 1 ? found.charCodeAt(0).toString(16) : found.slice(2);
    return `\\u${code.toUpperCase()}`;
  });
}

function toJson(key: string, value: ContextValue, dialect: Dialect): JsonValue {
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return isInt32(value) ? { number: String(value) } : doubleToJson(value);
  if (typeof value === "bigint") return ["java.lang.Long", { number: String(value) }];
  if (value instanceof Date) return dateToJson("java.util.Date", value, dialect);
  if (value instanceof JavaValue) return javaValueToJson(key, value, dialect);
  if (isList(value)) {
    return ["java.util.ArrayList", value.map((item) => toJson(key, item, dialect))];
  }
  const members = Object.entries(value).map(([name, part]): [string, JsonValue] => [name, toJson(key, part, dialect)]);
  return mapToJson("java.util.LinkedHashMap", members, dialect);
}

function isList(value: object): value is readonly ContextValue[] {
  return Array.isArray(value);
}

function doubleToJson(value: number): JsonValue {
  const text = javaDouble(value);
  return Number.isFinite(value) ? { number: text } : ["java.lang.Double", text];
}

function dateToJson(javaType: string, date: Date, dialect: Dialect): JsonValue {
  return [javaType, dialect === "jackson-2" ? { number: String(date.getTime()) } : date.toISOString()];
}

function mapToJson(javaType: string, members: [string, JsonValue][], dialect: Dialect): JsonValue {
  if (dialect === "jackson-3") return [javaType, { members }];
  refuseClassKey(members.map(([name]) => name));
  return { members: [["@class", javaType], ...members] };
}

function refuseClassKey(keys: readonly string[]): void {
  if (keys.includes("@class"))
    throw new ContextNotSerializableError("@class", "is under a key that this format keeps for itself");
}

function javaValueToJson(key: string, { javaType, raw }: JavaValue, dialect: Dialect): JsonValue {
  if (typeof raw === "string") return scalarToJson(key, javaType, raw, dialect);
  if (!(raw instanceof RawValue)) return refuse(key, javaType);
  // The reader of JSON put it there.
  return raw.source === dialect ? (raw.node.content as JsonValue) : nodeToJson(key, raw.node, dialect);
}

/** A class with a text form, as `[class, value]`; a finite Double is a number by itself. */
function scalarToJson(key: string, javaType: string, text: string, dialect: Dialect): JsonValue {
  if (javaScalar(javaType, text) === null) return refuse(key, javaType);
  switch (javaType) {
    case "java.lang.Double":
      return doubleToJson(Number(text));
    case "java.lang.Float":
    case "java.lang.Short":
    case "java.lang.Byte":
    case "java.math.BigInteger":
      return [javaType, /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? { number: text } : text];
    case "java.math.BigDecimal": {
      const decimal = parseDecimal(text);
      return decimal ? [javaType, { number: formatDecimal(decimal) }] : refuse(key, javaType);
    }
    case "java.sql.Timestamp": {
      const date = dateOfInstant(text);
      return date ? dateToJson(javaType, date, dialect) : refuse(key, javaType);
    }
    case "java.lang.Character":
    case "java.util.UUID":
      return [javaType, text];
    default:
      return [javaType, dialect === "jackson-3" ? withSeconds(text) : timeToNumbers(key, javaType, text)];
  }
}

/** `09:00` as `09:00:00`, which is how Jackson writes it. Instants and durations stay. */
function withSeconds(text: string): string {
  return text.replace(/(^|T)(\d\d:\d\d)$/, "$1$2:00");
}

/** `[2024,1,15,10,30]`, or seconds with nine digits of a fraction. */
function timeToNumbers(key: string, javaType: string, text: string): JsonValue {
  const instant = parseInstant(text);
  if (instant) return { number: `${instant.seconds}.${String(instant.nanos).padStart(9, "0")}` };
  const duration = parseDuration(text);
  if (duration) {
    const total = duration.seconds * 1_000_000_000n + BigInt(duration.nanos);
    const digits = String(total < 0n ? -total : total).padStart(10, "0");
    return { number: `${total < 0n ? "-" : ""}${digits.slice(0, -9)}.${digits.slice(-9)}` };
  }
  const match = /^(?:([+-]?\d{4,9})-(\d\d)-(\d\d))?T?(?:(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?$/.exec(text);
  if (!match) return refuse(key, javaType);
  const parts = match.slice(1, 7).filter((part) => part !== undefined);
  if (match[7]) parts.push(match[7].padEnd(9, "0"));
  return parts.map((part) => ({ number: String(Number(part)) }));
}

/** What was read from another format, if this one can hold it. Objects of an application differ from format to format and are refused. */
function nodeToJson(key: string, node: ReadNode, dialect: Dialect): JsonValue {
  const { kind, javaType, text = "" } = node;
  if (kind === "null") return null;
  switch (`${kind} of ${javaType}`) {
    case "string of java.lang.String":
      return text;
    case "boolean of java.lang.Boolean":
      return text === "true";
    case "number of java.lang.Integer":
      return { number: text };
    case "number of java.lang.Long":
      return ["java.lang.Long", { number: text }];
    case "date of java.util.Date": {
      const date = dateOfInstant(text);
      return date ? dateToJson("java.util.Date", date, dialect) : refuse(key, "java.util.Date");
    }
  }
  if (LIST_CLASSES.some((name) => name === javaType) && node.items) {
    return [javaType ?? "", node.items.map((item) => nodeToJson(key, item, dialect))];
  }
  if (javaType !== null && MAP_CLASSES.some((name) => name === javaType) && node.entries) {
    const members = node.entries.map(({ key: name, value }): [string, JsonValue] => {
      const inner = nodeToJson(key, value, dialect);
      return typeof name === "string" ? [name, inner] : refuse(key, `${javaType} with keys that are no texts`);
    });
    return mapToJson(javaType, members, dialect);
  }
  if (javaType !== null && kind === "enum") return [javaType, text];
  return javaType !== null && isWholeText(node)
    ? scalarToJson(key, javaType, text, dialect)
    : refuse(key, javaType ?? kind);
}

function refuse(key: string, javaType: string): never {
  throw new ContextNotSerializableError(
    key,
    `is, or contains, a ${javaType}, which cannot be written in this JSON format`,
  );
}
