import { type ContextValue, ExecutionContext } from "../../model/execution-context.ts";
import type { Generation } from "../table-layout.ts";
import type { ContextFormat, StoredFormat } from "./context-format.ts";
import { type ContextNode, type ReadNode, toContextNode } from "./context-node.ts";
import { type RawSource, toContextValue } from "./context-values.ts";
import { jsonValueToNode } from "./jackson-values.ts";
import { JavaStreamError } from "./java-stream.ts";
import { readJavaStream } from "./java-stream-reader.ts";
import { javaValueToNode } from "./java-values.ts";
import { isJsonObject, JsonTextError, type JsonValue, parseJson } from "./json-text.ts";

export interface DecodedContext {
  readonly format: StoredFormat;
  /** Empty when there is a `problem`, which it knows too: it cannot be saved over what is stored. */
  readonly context: ExecutionContext;
  /** For a screen; shown as far as it could be read. */
  readonly tree: ContextNode;
  /** Why the context could not be read: a sentence. Null when it was read whole. */
  readonly problem: string | null;
  /** The text that was read. */
  readonly raw: string;
}

/** Characters of a context that is still decoded: far beyond the 65 535 bytes of a TEXT column. */
const LENGTH_MAX = 4_000_000;

/**
 * Reads a context as any Spring Batch wrote it: every value is recognised by itself, since one table may hold several formats.
 *
 * Never throws, whatever the columns hold, and never builds anything of a class: hostile and broken input becomes a `problem`.
 *
 * @param shortContext  SHORT_CONTEXT
 * @param serializedContext  SERIALIZED_CONTEXT; decides when it is not null
 * @param options.generation  of the tables; tells JSON of 4.x from that of 5.x when the text itself does not
 */
export function decodeContext(
  shortContext: string | null,
  serializedContext: string | null,
  options: { readonly generation?: Generation } = {},
): DecodedContext {
  const raw = serializedContext ?? shortContext ?? "";
  try {
    return decodeText(raw, { ...options, isCut: serializedContext === null && raw.trimEnd().endsWith(" ...") });
  } catch (error) {
    // A stream nobody thought of must cost its own value and not the page.
    return unreadable("text", raw, `The context is not decoded, by a fault of ours: ${error}.`);
  }
}

function decodeText(
  raw: string,
  { generation, isCut }: { readonly generation?: Generation; readonly isCut: boolean },
): DecodedContext {
  if (raw.length > LENGTH_MAX) {
    return unreadable(
      "text",
      raw,
      `The context is not decoded: it has ${raw.length} characters, more than ${LENGTH_MAX}.`,
    );
  }
  const text = raw.trim();
  if (text === "") return decoded("empty", EMPTY, "jackson-3", raw);
  if (text.startsWith("rO0AB")) return decodeJava("java", text, raw, isCut);
  if (text.startsWith("\u00ac\u00ed")) return decodeJava("java-raw", raw.slice(raw.indexOf("\u00ac")), raw, isCut);
  if (text.startsWith("{")) return decodeJson(text, raw, isCut, generation);
  return unreadable("text", raw, "The context is in no format that Spring Batch is known to write.");
}

const EMPTY: ReadNode = { kind: "map", javaType: null, entries: [], content: null };

function decodeJava(format: "java" | "java-raw", text: string, raw: string, isCut: boolean): DecodedContext {
  try {
    const root = javaValueToNode(readJavaStream(format === "java" ? base64Bytes(text) : Buffer.from(text, "latin1")));
    return decoded(format, root, "java", raw);
  } catch (error) {
    if (!(error instanceof JavaStreamError)) throw error;
    const read = error.partial === undefined ? undefined : javaValueToNode(error.partial);
    return unreadable(format, raw, isCut ? CUT : error.message, read);
  }
}

function base64Bytes(text: string): Buffer {
  const digits = text.replace(/\s+/g, "").replace(/\.\.\.$/, "");
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(digits)) throw new JavaStreamError("The context begins as Base64 but is not.");
  return Buffer.from(digits, "base64");
}

function decodeJson(text: string, raw: string, isCut: boolean, generation: Generation | undefined): DecodedContext {
  const unmangled = latin1ToUtf8(text);
  const isOld = generation === 4 || unmangled !== null;
  const format = formatOfJson(text, isOld);
  try {
    const value = parseJson(unmangled ?? text);
    const root = rootOf(value);
    if (isXStream(root))
      return unreadable(
        format,
        raw,
        "The context was written by Spring Batch 2 or 3, whose format is not read here.",
        root,
      );
    if (!isJsonObject(value)) return unreadable(format, raw, NO_MAP, root);
    return decoded(format, root, format === "jackson-6" ? "jackson-3" : "jackson-2", raw);
  } catch (error) {
    if (!(error instanceof JsonTextError)) throw error;
    const read = error.partial === undefined ? undefined : rootOf(error.partial);
    return unreadable(format, raw, isCut ? CUT : error.message, read);
  }
}

function rootOf(value: JsonValue): ReadNode {
  return { ...jsonValueToNode(value), javaType: "java.util.HashMap" };
}

/** 4.0 to 4.2.2 wrote the root without a class, as 6.x does. */
function formatOfJson(text: string, isOld: boolean): ContextFormat {
  if (isOld) return "jackson-4";
  return /^\{\s*"@class"/.test(text) ? "jackson-5" : "jackson-6";
}

const CUT = "Only the beginning of the context is stored: SHORT_CONTEXT was cut, and there is no SERIALIZED_CONTEXT.";
const NO_MAP = "The context is not a map with text keys.";

/**
 * Up to 4.x the bytes of the UTF-8 text were stored as if they were ISO-8859-1. Gives the text back when that is what happened, which is
 * when every character is a byte, and together they are UTF-8 beyond ASCII; null otherwise.
 */
function latin1ToUtf8(text: string): string | null {
  if (!/^[\0-\xff]*$/.test(text) || !/[\x80-\xff]/.test(text)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(text, "latin1"));
  } catch {
    return null;
  }
}

/** `{"map":[{"entry":…}]}` */
function isXStream(root: ReadNode): boolean {
  const [only, ...others] = root.entries ?? [];
  return only?.key === "map" && others.length === 0 && only.value.javaType === null && only.value.kind !== "null";
}

function decoded(format: StoredFormat, root: ReadNode, source: RawSource, raw: string): DecodedContext {
  const entries: [string, ContextValue][] = [];
  for (const { key, value } of root.entries ?? []) {
    if (typeof key !== "string") return unreadable(format, raw, NO_MAP, root);
    entries.push([key, toContextValue(value, source)]);
  }
  if (root.kind !== "map") return unreadable(format, raw, NO_MAP, root);
  return { format, context: new ExecutionContext(entries), tree: toContextNode(root), problem: null, raw };
}

function unreadable(format: StoredFormat, raw: string, problem: string, root?: ReadNode): DecodedContext {
  const tree = root ? toContextNode(root) : toContextNode({ kind: "string", javaType: null, text: raw, content: null });
  return { format, context: new ExecutionContext([], problem), tree, problem, raw };
}
