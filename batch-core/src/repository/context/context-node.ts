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

/** Deepest nesting of plain values; what is nested deeper is carried along as it was read. */
export const PLAIN_DEPTH_MAX = 90;
/** Deepest nesting that is shown. */
export const DEPTH_MAX = 100;
/** Deepest nesting that is read: a chain of objects that point to one another is as deep as it is long. */
export const READ_DEPTH_MAX = 1_000;
/** Nodes of one tree on a screen, and letters in it. */
const TREE_NODES_MAX = 20_000;
const TREE_LETTERS_MAX = 2_000_000;
const TEXT_LENGTH_MAX = 100_000;

/** Finite and plain: a value that occurs twice is shown twice, until there is too much of it. */
export function toContextNode(root: ReadNode): ContextNode {
  let nodesLeft = TREE_NODES_MAX;
  let lettersLeft = TREE_LETTERS_MAX;
  const isSpent = () => nodesLeft < 0 || lettersLeft < 0;

  const copyText = (text: string): string => {
    const copy =
      text.length > TEXT_LENGTH_MAX ? `${text.slice(0, TEXT_LENGTH_MAX)} … (${text.length} characters)` : text;
    lettersLeft -= copy.length;
    return copy;
  };
  const copyNode = (node: ReadNode, depth: number): ContextNode => {
    nodesLeft--;
    const javaType = node.javaType === null ? null : copyText(node.javaType);
    if (isSpent() || depth > DEPTH_MAX) return { kind: "cut", javaType, text: "not shown: too much of it" };
    return {
      kind: node.kind,
      javaType,
      ...(node.text !== undefined && { text: copyText(node.text) }),
      ...(node.items && { items: copyUntilSpent(node.items, (item) => copyNode(item, depth + 1)) }),
      ...(node.entries && {
        entries: copyUntilSpent(node.entries, ({ key, value }) => ({
          key: typeof key === "string" ? copyText(key) : copyNode(key, depth + 1),
          value: copyNode(value, depth + 1),
        })),
      }),
    };
  };
  const copyUntilSpent = <T, R>(values: readonly T[], copy: (value: T) => R): R[] => {
    const copies: R[] = [];
    for (const value of values) {
      copies.push(copy(value));
      if (isSpent()) break;
    }
    return copies;
  };

  return copyNode(root, 0);
}
