import { ContextNotSerializableError } from "../../errors.ts";
import { type ContextValue, type ExecutionContext, JavaValue } from "../../model/execution-context.ts";
import type { ContextFormat } from "./context-format.ts";
import { PLAIN_DEPTH_MAX } from "./context-node.ts";
import { jacksonText } from "./encode-jackson.ts";
import { javaText } from "./encode-java.ts";

export interface EncodedContext {
  /** SHORT_CONTEXT */
  readonly shortContext: string;
  /** SERIALIZED_CONTEXT */
  readonly serializedContext: string | null;
}

/** Longest text SHORT_CONTEXT takes, in UTF-16 units, as Java counts. */
const SHORT_LENGTH_MAX = 2_500;

/**
 * Writes a context as Spring Batch does, in the two columns of its tables. Keys keep their order; what was read and not understood goes back
 * as it was read.
 *
 * @throws {ContextNotSerializableError} when a value has no form in this format; it names the key. Also for a context that could not be read
 */
export function encodeContext(context: ExecutionContext, format: ContextFormat): EncodedContext {
  if (context.problem !== null) {
    const reason = context.problem.replace(/\.$/, "");
    throw new ContextNotSerializableError(null, `would replace what is stored, which could not be read. ${reason}`);
  }
  for (const [key, value] of context.entries()) checkValue(key, value, 0);
  const text = format === "java" || format === "java-raw" ? javaText(context, format) : jacksonText(context, format);
  if (text.length <= SHORT_LENGTH_MAX) return { shortContext: text, serializedContext: null };
  return { shortContext: `${cutBeforePair(text, SHORT_LENGTH_MAX - 8)} ...`, serializedContext: text };
}

/** The first `length` units, one less where that would halve a surrogate pair: databases refuse the half. */
function cutBeforePair(text: string, length: number): string {
  const unit = text.charCodeAt(length - 1);
  return text.slice(0, unit >= 0xd800 && unit <= 0xdbff ? length - 1 : length);
}

/** What the types rule out, but JavaScript lets through. */
function checkValue(key: string, value: ContextValue | undefined, depth: number): void {
  if (depth > PLAIN_DEPTH_MAX)
    throw new ContextNotSerializableError(key, `is nested deeper than ${PLAIN_DEPTH_MAX} levels, or contains itself`);
  if (value === undefined) throw new ContextNotSerializableError(key, "is, or contains, undefined");
  if (value === null || value instanceof JavaValue) return;
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw new ContextNotSerializableError(key, "is, or contains, an invalid date");
    return;
  }
  switch (typeof value) {
    case "boolean":
    case "string":
    case "number":
      return;
    case "bigint":
      if (BigInt.asIntN(64, value) !== value)
        throw new ContextNotSerializableError(key, "is, or contains, an integer beyond 64 bits");
      return;
    case "object": {
      const parts = Array.isArray(value) ? value : Object.values(value);
      const prototype = Object.getPrototypeOf(value);
      if (!Array.isArray(value) && prototype !== Object.prototype && prototype !== null) {
        throw new ContextNotSerializableError(
          key,
          `is, or contains, a ${prototype.constructor?.name ?? "class instance"}, which is no plain value`,
        );
      }
      for (const part of parts) checkValue(key, part, depth + 1);
      return;
    }
    default:
      throw new ContextNotSerializableError(key, `is, or contains, a ${typeof value}`);
  }
}
