import { type ContextValue, JavaValue } from "../../model/execution-context.ts";
import { dateOfInstant } from "./java-time.ts";

export type ContextNodeKind =
  | "string"
  | "number"
  | "boolean"
  | "null"
  | "date"
  | "list"
  | "map"
  | "object"
  | "bytes"
  | "enum"
  | "reference"
  | "cut";

/**
 * A value of a context as a screen shows it: plain, safe to turn into JSON, and always finite.
 *
 * `text` is there for everything but list, map, object and null: numbers in Java's form, dates in ISO form, bytes in Base64. `reference` is a
 * value that contains itself, `cut` stands for what was left out and says so. An object's entries are its fields.
 */
export interface ContextNode {
  readonly kind: ContextNodeKind;
  /** Class name as Java prints it: `java.lang.Long`, `[I`. Null where the format names none. */
  readonly javaType: string | null;
  readonly text?: string;
  readonly entries?: readonly { readonly key: string | ContextNode; readonly value: ContextNode }[];
  readonly items?: readonly ContextNode[];
}

/** The same while it is being read: may be shared or contain itself, and knows what it was read from. */
export interface ReadNode {
  readonly kind: ContextNodeKind;
  readonly javaType: string | null;
  readonly text?: string;
  readonly entries?: readonly { readonly key: string | ReadNode; readonly value: ReadNode }[];
  readonly items?: readonly ReadNode[];
  /** What the format holds, to be written back as it is. */
  readonly content: unknown;
}

/** The parts of Java and JSON a raw value can come from; the two Jackson generations write differently. */
export type RawSource = "java" | "jackson-2" | "jackson-3";

/** What a JavaValue of a class without a text form carries. */
export class RawValue {
  readonly source: RawSource;
  readonly node: ReadNode;
  constructor(source: RawSource, node: ReadNode) {
    this.source = source;
    this.node = node;
  }
}

/** Deepest nesting that is followed, in reading, showing and writing. */
export const DEPTH_MAX = 100;
/** Nodes of one tree on a screen. */
const TREE_NODES_MAX = 20_000;
const TEXT_LENGTH_MAX = 100_000;

/** Finite and plain: a value that occurs twice is shown twice, until there is too much of it. */
export function toContextNode(root: ReadNode): ContextNode {
  let budget = TREE_NODES_MAX;

  const copy = (node: ReadNode, depth: number): ContextNode => {
    const { kind, javaType } = node;
    if (--budget < 0 || depth > DEPTH_MAX) return { kind: "cut", javaType, text: "not shown: too much of it" };
    const parts: {
      text?: string;
      items?: ContextNode[];
      entries?: { key: string | ContextNode; value: ContextNode }[];
    } = {};
    if (node.text !== undefined) parts.text = cutText(node.text);
    if (node.items) parts.items = copyUntilSpent(node.items, (item) => copy(item, depth + 1));
    if (node.entries) {
      parts.entries = copyUntilSpent(node.entries, ({ key, value }) => ({
        key: typeof key === "string" ? cutText(key) : copy(key, depth + 1),
        value: copy(value, depth + 1),
      }));
    }
    return { kind, javaType, ...parts };
  };

  const copyUntilSpent = <T, R>(values: readonly T[], copyOne: (value: T) => R): R[] => {
    const copies: R[] = [];
    for (const value of values) {
      copies.push(copyOne(value));
      if (budget < 0) break;
    }
    return copies;
  };

  return copy(root, 0);
}

function cutText(text: string): string {
  return text.length > TEXT_LENGTH_MAX ? `${text.slice(0, TEXT_LENGTH_MAX)} … (${text.length} characters)` : text;
}

/** Classes whose values have a text form that says everything, so that any format can write them. */
export const TEXT_CLASSES: ReadonlySet<string> = new Set([
  ...["Double", "Float", "Short", "Byte", "Character"].map((name) => `java.lang.${name}`),
  ...["BigDecimal", "BigInteger"].map((name) => `java.math.${name}`),
  ...["LocalDate", "LocalTime", "LocalDateTime", "Instant", "Duration"].map((name) => `java.time.${name}`),
  "java.sql.Timestamp",
  "java.util.UUID",
]);

/**
 * The value an ExecutionContext gives for a node.
 *
 * Plain values stand for String, Integer, Long, Boolean, a Double that is no 32-bit integer, Date, ArrayList and a LinkedHashMap with text keys;
 * everything else is a JavaValue: with its text, if its class is one of {@link TEXT_CLASSES}, else with a {@link RawValue}.
 */
export function toContextValue(node: ReadNode, source: RawSource): ContextValue {
  return isTree(node) ? plainValue(node, source) : rawValue(node, source);
}

function plainValue(node: ReadNode, source: RawSource): ContextValue {
  const text = node.text ?? "";
  switch (node.kind === "null" ? null : node.javaType) {
    case null:
      if (node.kind === "null") return null;
      break;
    case "java.lang.String":
      return text;
    case "java.lang.Boolean":
      return text === "true";
    case "java.lang.Integer":
      return Number(text);
    case "java.lang.Long":
      return BigInt(text);
    case "java.lang.Double":
      return isInt32(Number(text)) ? new JavaValue("java.lang.Double", text) : Number(text);
    case "java.util.Date": {
      const date = node.kind === "date" ? dateOfInstant(text) : null;
      if (date) return date;
      break;
    }
    case "java.util.ArrayList":
      if (node.items) return node.items.map((item) => plainValue(item, source));
      break;
    case "java.util.LinkedHashMap":
      if (node.entries && hasPlainKeys(node.entries)) {
        return Object.fromEntries(node.entries.map(({ key, value }) => [key, plainValue(value, source)]));
      }
  }
  if (node.javaType !== null && TEXT_CLASSES.has(node.javaType) && node.kind !== "cut" && node.text !== undefined) {
    return new JavaValue(node.javaType, text);
  }
  return rawValue(node, source);
}

function rawValue(node: ReadNode, source: RawSource): JavaValue {
  return new JavaValue(node.javaType ?? node.kind, new RawValue(source, node));
}

/** Whether a number stands for an Integer. Minus zero is a Double. */
export function isInt32(value: number): boolean {
  return (value | 0) === value && !Object.is(value, -0);
}

/** Texts, each once, and in an order that a JavaScript object keeps: it moves keys like "7" to the front. */
function hasPlainKeys(entries: NonNullable<ReadNode["entries"]>): boolean {
  const keys = new Set(entries.map(({ key }) => key));
  if (keys.size !== entries.length) return false;
  return entries.every(({ key }) => typeof key === "string" && !(entries.length > 1 && /^\d+$/.test(key)));
}

/** Whether no list, map or object occurs twice, or inside itself, and nothing was left out. */
function isTree(root: ReadNode): boolean {
  const seen = new Set<ReadNode>();
  const visit = (node: ReadNode, depth: number): boolean => {
    if (node.kind === "reference" || depth > DEPTH_MAX) return false;
    if (!node.items && !node.entries) return true;
    if (seen.has(node)) return false;
    seen.add(node);
    if (node.items && !node.items.every((item) => visit(item, depth + 1))) return false;
    return !node.entries?.some(
      ({ key, value }) => !(typeof key === "string" || visit(key, depth + 1)) || !visit(value, depth + 1),
    );
  };
  return visit(root, 0);
}
