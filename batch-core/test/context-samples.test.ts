import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ContextNode } from "../src/repository/context/context-node.ts";
import { decodeContext } from "../src/repository/context/decode-context.ts";
import { encodeContext } from "../src/repository/context/encode-context.ts";
import { type ContextSample, DUMPS, readContexts } from "./fixtures/spring-batch/read-dump.ts";

interface JavaSample {
  readonly type: string;
  readonly base64: string;
  readonly expected: unknown;
}

function readSamples<T>(name: string): T[] {
  // Written by the script beside it.
  return JSON.parse(readFileSync(new URL(`fixtures/spring-batch/${name}.json`, import.meta.url), "utf8")) as T[];
}

describe("values serialised by Java", () => {
  const samples = readSamples<JavaSample>("java-values").map((sample, i) => ({
    ...sample,
    title: `${i + 1}: ${sample.type}`,
  }));

  it.each(samples)("$title", ({ type, base64, expected }) => {
    const { problem, format, tree, context } = decodeContext(base64, null);
    expect({ problem, format }).toEqual({ problem: null, format: "java" });
    const node = tree.entries?.find(({ key }) => key === "k")?.value;
    expect(node?.javaType).toBe(type);
    if (expected !== null && node) expect(textsOf(node)).toEqual(expected);

    // What is written back says the same.
    const { shortContext, serializedContext } = encodeContext(context, "java");
    expect(decodeContext(shortContext, serializedContext).tree).toEqual(tree);
  });
});

describe("contexts of real Spring Batch databases", () => {
  const samples = readSamples<ContextSample>("contexts");

  it.each(samples)("$origin", checkSample);

  // All of them, where the dumps are at hand: BATCHDECK_SPRING_DUMPS names their folder.
  const folder = process.env.BATCHDECK_SPRING_DUMPS ?? "";
  it.skipIf(folder === "").each(DUMPS)("every context of %s", (dump) => {
    const all = readContexts(folder, dump);
    expect(all.length).toBeGreaterThan(600);
    for (const sample of all) checkSample(sample);
  });
});

function checkSample({ generation, short, serialized, expected, types }: ContextSample): void {
  const decoded = decodeContext(short, serialized, { generation });
  expect(decoded.problem).toBeNull();
  for (const [key, value] of Object.entries(expected)) {
    const node = decoded.tree.entries?.find((entry) => entry.key === key)?.value;
    expect({ key, value: node && manifestValue(node, value) }).toEqual({ key, value: comparable(value) });
    const type = types?.[key];
    if (type)
      expect({ key, type: HIDDEN_TYPES.get(node?.javaType ?? "")?.includes(type) ? type : node?.javaType }).toEqual({
        key,
        type,
      });
  }
  if (types)
    expect(
      decoded.context
        .entries()
        .map(([key]) => key)
        .sort(),
    ).toEqual(Object.keys(expected).sort());

  if (decoded.format !== "java" && !decoded.format.startsWith("jackson")) return;
  const format = decoded.format as Parameters<typeof encodeContext>[1]; // one of the four, as just seen
  const encoded = encodeContext(decoded.context, format);
  expect(decodeContext(encoded.shortContext, encoded.serializedContext, { generation }).tree).toEqual(decoded.tree);
  // JSON is written back letter by letter. Java's serialisation also tells one Integer from two equal ones, which nobody can see.
  if (format !== "java")
    expect(encoded.serializedContext ?? encoded.shortContext).toBe(
      unescapeSlashesOfBase64(serialized ?? short, format),
    );
}

/** Jackson 3 leaves the slashes of Base64 alone, but no others. */
function unescapeSlashesOfBase64(text: string, format: string): string {
  return format === "jackson-6" ? text.replace(/\["\[B","[^"]*"/, (bytes) => bytes.replaceAll(/\\?\//g, "\\/")) : text;
}

/** What the stored text names, and what Java makes of it: a constant with a body of its own, a list that Jackson replaces. */
const HIDDEN_TYPES = new Map([
  ["com.example.shop.order.OrderState", ["com.example.shop.order.OrderState$1"]],
  ["java.util.ImmutableCollections$List12", ["java.util.ArrayList"]],
]);

/** A node in the way the manifests show values. */
function manifestValue(node: ContextNode, expected: unknown): unknown {
  const { kind, javaType, text } = node;
  if (kind === "null") return null;
  if (kind === "boolean") return text === "true";
  // A manifest gives decimals and what JavaScript cannot count as texts.
  if (kind === "number") return typeof expected === "string" ? text : Number(text);
  if (node.items) {
    const items = node.items.map((item, i) => manifestValue(item, Array.isArray(expected) ? expected[i] : undefined));
    return comparable(/Set/.test(javaType ?? "") ? items.sort() : items);
  }
  if (!node.entries) return text;
  const shown = Object.fromEntries(
    node.entries.map(({ key, value }) => {
      const name = typeof key === "string" ? key : (key.text ?? "");
      return [name, manifestValue(value, (expected as Record<string, unknown> | null)?.[name])]; // only to see whether it is a text
    }),
  );
  return javaType?.endsWith(".JobParameter") || javaType?.endsWith(".JobParameters") ? asFields(shown) : shown;
}

/** Jackson writes the getters of JobParameters, the manifests show fields. */
function asFields({ empty, identifyingParameters, ...shown }: Record<string, unknown>): Record<string, unknown> {
  if (!("value" in shown) || String(shown.type).includes(".")) return shown;
  return { parameter: shown.value, parameterType: shown.type, identifying: shown.identifying };
}

/** Sets come in any order; they are the only lists of colours here. */
function comparable(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.includes("red") ? [...value].sort() : value;
}

/** Texts as they are, in lists and objects. */
function textsOf(node: ContextNode): unknown {
  if (node.items) return node.items.map(textsOf);
  if (node.entries) {
    return Object.fromEntries(
      node.entries.map(({ key, value }) => [typeof key === "string" ? key : key.text, textsOf(value)]),
    );
  }
  if (node.kind === "boolean") return node.text === "true";
  return node.kind === "null" ? null : node.text;
}
