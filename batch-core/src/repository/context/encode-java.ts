import { ContextNotSerializableError } from "../../errors.ts";
import { type ContextValue, type ExecutionContext, JavaValue } from "../../model/execution-context.ts";
import type { ReadNode } from "./context-node.ts";
import { isInt32, RawValue } from "./context-values.ts";
import {
  javaBoolean,
  javaBoxedDouble,
  javaDate,
  javaInteger,
  javaList,
  javaLong,
  javaMap,
  javaScalar,
  LIST_CLASSES,
  MAP_CLASSES,
} from "./java-build.ts";
import { JavaStreamError, type StreamValue } from "./java-stream.ts";
import { writeJavaStream } from "./java-stream-writer.ts";
import { dateOfInstant } from "./java-time.ts";

/** A `java.util.HashMap<String, Object>`: in Base64, the default of Spring Batch 5 and 6, or its bytes shown as ISO-8859-1. */
export function javaText(context: ExecutionContext, format: "java" | "java-raw"): string {
  const entries = context.entries().map(([key, value]): [string, StreamValue] => [key, toStream(key, value)]);
  try {
    return writeJavaStream(javaMap("java.util.HashMap", entries)).toString(format === "java" ? "base64" : "latin1");
  } catch (error) {
    if (error instanceof JavaStreamError)
      throw new ContextNotSerializableError(firstUnwritable(entries), error.message, { cause: error });
    throw error;
  }
}

/** The key whose value cannot be written even alone. */
function firstUnwritable(entries: readonly [string, StreamValue][]): string {
  const found = entries.find(([, value]) => {
    try {
      return !writeJavaStream(value);
    } catch {
      return true;
    }
  });
  return found?.[0] ?? "";
}

function toStream(key: string, value: ContextValue): StreamValue {
  if (value === null || typeof value === "string") return value;
  if (typeof value === "boolean") return javaBoolean(value);
  if (typeof value === "number") return isInt32(value) ? javaInteger(value) : javaBoxedDouble(value);
  if (typeof value === "bigint") return javaLong(value);
  if (value instanceof Date) return javaDate(value);
  if (value instanceof JavaValue) return javaValueToStream(key, value);
  if (isList(value)) {
    return javaList(
      "java.util.ArrayList",
      value.map((item) => toStream(key, item)),
    );
  }
  return javaMap(
    "java.util.LinkedHashMap",
    Object.entries(value).map(([name, part]) => [name, toStream(key, part)]),
  );
}

function isList(value: object): value is readonly ContextValue[] {
  return Array.isArray(value);
}

function javaValueToStream(key: string, { javaType, raw }: JavaValue): StreamValue {
  if (typeof raw === "string") return javaScalar(javaType, raw) ?? refuse(key, javaType);
  if (!(raw instanceof RawValue)) return refuse(key, javaType);
  // The reader of Java streams put it there.
  return raw.source === "java" ? (raw.node.content as StreamValue) : nodeToStream(key, raw.node);
}

/** What was read from JSON, if Java's own classes can be built from it. */
function nodeToStream(key: string, node: ReadNode): StreamValue {
  const { kind, javaType, text = "" } = node;
  if (kind === "null") return null;
  switch (`${kind} of ${javaType}`) {
    case "string of java.lang.String":
      return text;
    case "boolean of java.lang.Boolean":
      return javaBoolean(text === "true");
    case "number of java.lang.Integer":
      return javaInteger(Number(text));
    case "number of java.lang.Long":
      return javaLong(BigInt(text));
    case "date of java.util.Date": {
      const date = dateOfInstant(text);
      return date ? javaDate(date) : refuse(key, "java.util.Date");
    }
  }
  const listClass = LIST_CLASSES.find((name) => name === javaType);
  if (listClass && node.items) {
    return javaList(
      listClass,
      node.items.map((item) => nodeToStream(key, item)),
    );
  }
  const mapClass = MAP_CLASSES.find((name) => name === javaType);
  if (mapClass && node.entries) {
    return javaMap(
      mapClass,
      node.entries.map(({ key: name, value }) => [
        typeof name === "string" ? name : nodeToStream(key, name),
        nodeToStream(key, value),
      ]),
    );
  }
  const scalar = javaType !== null && kind !== "cut" ? javaScalar(javaType, text) : null;
  return scalar ?? refuse(key, javaType ?? kind);
}

function refuse(key: string, javaType: string): never {
  throw new ContextNotSerializableError(
    key,
    `is, or contains, a ${javaType}, which cannot be written as Java serialisation`,
  );
}
