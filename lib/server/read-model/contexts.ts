import "server-only";
import type { ContextValue } from "batch-core/model";
import type { ContextNode, ContextView } from "@/lib/shared/views";
import { decodeContext, JavaValue } from "../engine";
import { isSecretName, MASK, maskText } from "../masking";

const RAW_LENGTH_MAX = 100_000;
const SHORT_LENGTH_MAX = 2_500;

export interface StoredContext {
  readonly owner: "job" | "step";
  readonly stepExecutionId: string | null;
  readonly stepName: string | null;
  readonly shortContext: string | null;
  readonly serializedContext: string | null;
}

/** A stored context as a tree and as it stands, both masked. One that cannot be decoded is shown as it stands, with the reason. */
export function contextView(stored: StoredContext, secrets: readonly string[]): ContextView {
  const { owner, stepExecutionId, stepName, shortContext, serializedContext } = stored;
  const text = serializedContext ?? shortContext ?? "";
  const head = {
    owner,
    stepExecutionId,
    stepName,
    format: formatOf(text),
    raw: maskText(text.slice(0, RAW_LENGTH_MAX), secrets),
    // What does not fit is cut in SHORT_CONTEXT and whole in SERIALIZED_CONTEXT, so only the lack of the latter loses something.
    truncated: text.length > RAW_LENGTH_MAX || (serializedContext === null && isCut(text)),
  };
  try {
    const { context } = decodeContext(shortContext, serializedContext);
    return { ...head, nodes: context.entries().map(([key, value]) => toNode(key, value, secrets)), problem: null };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { ...head, format: "unreadable", nodes: [], problem: maskText(problem, secrets) };
  }
}

function isCut(text: string): boolean {
  return text.length >= SHORT_LENGTH_MAX - 8 && text.endsWith(" ...");
}

function formatOf(text: string): ContextView["format"] {
  const start = text.trimStart();
  if (start === "" || start === "{}") return "empty";
  if (!start.startsWith("{")) return "java";
  return start.includes('"@class"') || /\["java\.[\w.]+",/.test(start) ? "jackson" : "json";
}

function toNode(key: string, value: ContextValue, secrets: readonly string[]): ContextNode {
  const leaf = (type: ContextNode["type"], text: string | null, javaType: string | null = null): ContextNode => ({
    key,
    type,
    javaType,
    value: text === null ? null : isSecretName(key) ? MASK : maskText(text, secrets),
    children: [],
  });
  if (value === null) return leaf("null", null);
  if (value instanceof Date) return leaf("date", value.toISOString());
  if (value instanceof JavaValue) return leaf("java", typeof value.raw === "string" ? value.raw : null, value.javaType);
  if (typeof value === "string") return leaf("string", value);
  if (typeof value === "boolean") return leaf("boolean", String(value));
  if (typeof value === "bigint") return leaf("long", String(value));
  if (typeof value === "number") return leaf(Number.isInteger(value) ? "integer" : "double", String(value));
  const children = Array.isArray(value)
    ? value.map((item: ContextValue, index) => toNode(String(index), item, secrets))
    : Object.entries(value).map(([name, item]) => toNode(name, item as ContextValue, secrets)); // an object of ContextValue
  const type = Array.isArray(value) ? "list" : "map";
  return isSecretName(key) ? leaf(type, MASK) : { key, type, javaType: null, value: null, children };
}
