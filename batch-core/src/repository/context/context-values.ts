import { type ContextValue, JavaValue } from "../../model/execution-context.ts";
import { PLAIN_DEPTH_MAX, type ReadNode } from "./context-node.ts";
import { javaScalar } from "./java-build.ts";
import { dateOfInstant } from "./java-time.ts";

/** What a raw value was read from; the two generations of Jackson write differently. */
export type RawSource = "java" | "jackson-2" | "jackson-3";

/** What a JavaValue carries that is more than a text: the part of the stored context, to be written back as it is. */
export class RawValue {
  readonly source: RawSource;
  readonly node: ReadNode;
  constructor(source: RawSource, node: ReadNode) {
    this.source = source;
    this.node = node;
  }
}

/**
 * The value an ExecutionContext gives for a node.
 *
 * Plain values stand for String, Integer, Long, Boolean, a Double that is no 32-bit integer, Date, ArrayList and a LinkedHashMap with text keys.
 * Everything else is a JavaValue: with its text, if its class has a text form that says everything (BigDecimal, UUID, LocalDate …), else with
 * a {@link RawValue}.
 */
export function toContextValue(node: ReadNode, source: RawSource): ContextValue {
  return isTree(node) ? plainValue(node, source) : rawValue(node, source);
}

function plainValue(node: ReadNode, source: RawSource): ContextValue {
  const { kind, javaType, text = "", items, entries } = node;
  if (kind === "null") return null;
  switch (`${kind} of ${javaType}`) {
    case "string of java.lang.String":
      return text;
    case "boolean of java.lang.Boolean":
      return text === "true";
    case "number of java.lang.Integer":
      return Number(text);
    case "number of java.lang.Long":
      return BigInt(text);
    case "number of java.lang.Double":
      return isInt32(Number(text)) ? new JavaValue("java.lang.Double", text) : Number(text);
    case "date of java.util.Date":
      return dateOfInstant(text) ?? rawValue(node, source);
    case "list of java.util.ArrayList":
      return items?.map((item) => plainValue(item, source)) ?? rawValue(node, source);
    case "map of java.util.LinkedHashMap":
      if (!entries || !hasPlainKeys(entries)) return rawValue(node, source);
      return Object.fromEntries(entries.map(({ key, value }) => [key, plainValue(value, source)]));
    default:
      return javaType !== null && isWholeText(node) ? new JavaValue(javaType, text) : rawValue(node, source);
  }
}

/** Whether class and text say all there is to say about a value. */
export function isWholeText({ kind, javaType, text }: ReadNode): boolean {
  return kind !== "cut" && javaType !== null && text !== undefined && javaScalar(javaType, text) !== null;
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
    if (node.kind === "reference" || depth > PLAIN_DEPTH_MAX) return false;
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
