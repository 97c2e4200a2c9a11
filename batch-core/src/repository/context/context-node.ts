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
