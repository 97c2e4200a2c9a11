import "server-only";
import type { Generation } from "batch-core";
import { cut } from "@/lib/shared/cut";
import { isSecretName } from "@/lib/shared/secret-names";
import type { ContextNode, ContextView } from "@/lib/shared/views";
import { decodeContext } from "../engine";
import { MASK, maskText } from "../masking";

type DecodedContext = ReturnType<typeof decodeContext>;

const RAW_LENGTH_MAX = 100_000;

export interface StoredContext {
  readonly owner: "job" | "step";
  readonly stepExecutionId: string | null;
  readonly stepName: string | null;
  readonly shortContext: string | null;
  readonly serializedContext: string | null;
}

/** A stored context as a tree and as it stands, both masked. One that cannot be decoded is shown as it stands, with the reason. */
export function contextView(
  { shortContext, serializedContext, ...owner }: StoredContext,
  generation: Generation,
  secrets: readonly string[],
): ContextView {
  const decoded = decodeContext(shortContext, serializedContext, { generation });
  const masking = { secrets, found: false };
  const nodes = entriesOf(decoded.tree, masking);
  return {
    ...owner,
    format: FORMATS[decoded.format],
    nodes,
    raw: rawOf(decoded, masking),
    truncated: serializedContext === null && decoded.raw.endsWith(" ..."),
    problem: decoded.problem && maskText(decoded.problem, secrets),
  };
}

const FORMATS = {
  "jackson-4": "jackson",
  "jackson-5": "jackson",
  "jackson-6": "jackson",
  java: "java",
  "java-raw": "java",
  empty: "empty",
  text: "unreadable",
} as const satisfies Record<DecodedContext["format"], ContextView["format"]>;

interface Masking {
  readonly secrets: readonly string[];
  /** Whether something was masked. */
  found: boolean;
}

/** Base64 hides a secret from the eye and from masking alike, so a text that holds one is not shown at all. */
function rawOf({ format, raw, problem }: DecodedContext, { secrets, found }: Masking): string {
  const isReadable = format !== "java" && format !== "java-raw";
  if (!isReadable && (found || (problem !== null && mayHoldSecret(format, raw, secrets)))) return MASK;
  return maskText(cut(raw, RAW_LENGTH_MAX), secrets);
}

/** Behind the place where it breaks off, nobody knows which text is under which name. */
function mayHoldSecret(format: DecodedContext["format"], raw: string, secrets: readonly string[]): boolean {
  const bytes = Buffer.from(raw, format === "java" ? "base64" : "latin1").toString("utf8");
  return isSecretName(bytes) || secrets.some((secret) => bytes.includes(secret));
}

type Tree = DecodedContext["tree"];

function entriesOf({ entries = [], items = [] }: Tree, masking: Masking): ContextNode[] {
  return [
    ...entries.map(({ key, value }) => toNode(typeof key === "string" ? key : (key.text ?? key.kind), value, masking)),
    ...items.map((item, index) => toNode(String(index), item, masking)),
  ];
}

function toNode(key: string, tree: Tree, masking: Masking): ContextNode {
  const head = { key, type: typeOf(tree), javaType: tree.javaType };
  if (isSecretName(key) && tree.kind !== "null") {
    masking.found = true;
    return { ...head, value: MASK, children: [] };
  }
  if (tree.text === undefined) return { ...head, value: null, children: entriesOf(tree, masking) };
  const value = maskText(tree.text, masking.secrets);
  if (value !== tree.text) masking.found = true;
  return { ...head, value, children: [] };
}

const NUMBERS: Readonly<Record<string, ContextNode["type"]>> = {
  "java.lang.Integer": "integer",
  "java.lang.Short": "integer",
  "java.lang.Byte": "integer",
  "java.lang.Long": "long",
  "java.math.BigInteger": "long",
};

function typeOf({ kind, javaType }: Tree): ContextNode["type"] {
  switch (kind) {
    case "number":
      return NUMBERS[javaType ?? ""] ?? "double";
    case "string":
    case "boolean":
    case "null":
    case "date":
    case "list":
    case "map":
      return kind;
    default:
      return "java";
  }
}
