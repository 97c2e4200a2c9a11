import { wallClockToInstant } from "batch-core/model";
import { isSecretName } from "@/lib/shared/secret-names";
import type { ContextNode, ParameterView } from "@/lib/shared/views";
import type { ManifestParameter } from "../../../batch-core/test/fixtures/spring-batch/manifest.ts";
import { MASK, maskText, maskValue } from "../masking";

/** What a manifest says, in the words of a view. */

/** The text of a time column as an instant; what a migration filled in as none. */
export function instantOf(stored: string | null | undefined, timeZone: string): string | null {
  if (!stored || stored.startsWith("1970-01-01")) return null;
  return wallClockToInstant(stored, timeZone).toISOString();
}

/** As the page shows it: secrets masked, dates as instants, times with the seconds that are stored. */
export function parameterOf({ name, type, value, iso, identifying }: ManifestParameter): Record<string, unknown> {
  const text = iso ? new Date(iso).toISOString() : value;
  return {
    name,
    storedType: type,
    value: maskValue({ name, value: text }),
    identifying,
  };
}

/** The same of a view. @param timeZone  of the tables; midnight there is shown as the bare day */
export function shownParameter(
  { name, storedType, type, value, identifying }: ParameterView,
  timeZone: string,
): Record<string, unknown> {
  return { name, storedType, value: value && comparableValue(type, storedType, value, timeZone), identifying };
}

function comparableValue(type: ParameterView["type"], storedType: string, value: string, timeZone: string): string {
  if (value === MASK) return value;
  if (type === "DATE") {
    return /^\d{4}-\d\d-\d\d$/.test(value)
      ? wallClockToInstant(value, timeZone).toISOString()
      : new Date(value).toISOString();
  }
  // A manifest has what toString gives: no zero seconds, fractions in groups of three.
  if (/Local(Date)?Time$/.test(storedType)) {
    return value
      .replace(/:00$/, "")
      .replace(/\.(\d+)$/, (_, digits: string) => `.${digits.padEnd(Math.ceil(digits.length / 3) * 3, "0")}`);
  }
  return value;
}

/** The shown tree as a manifest writes the context. `expected` only tells numbers that it writes as texts. */
export function contextOf(nodes: readonly ContextNode[], expected: unknown): Record<string, unknown> {
  const like = (expected ?? {}) as Record<string, unknown>; // only looked up
  return Object.fromEntries(nodes.map((node) => [node.key, plainOf(node, like[node.key])]));
}

function plainOf(node: ContextNode, expected: unknown): unknown {
  switch (node.type) {
    case "null":
      return null;
    case "boolean":
      return node.value === "true";
    case "integer":
    case "long":
    case "double":
      return node.value === MASK || typeof expected === "string" ? node.value : Number(node.value);
    case "list":
      return asSet(
        node.children.map((child, index) => plainOf(child, Array.isArray(expected) ? expected[index] : null)),
      );
    case "map":
      return contextOf(node.children, expected);
    case "java":
      return node.value ?? asFields(node.javaType, contextOf(node.children, expected));
    default:
      return node.value;
  }
}

/** Jackson writes the getters of JobParameters, the manifests show fields. */
function asFields(javaType: string | null, shown: Record<string, unknown>): Record<string, unknown> {
  if (!/\.JobParameters?$/.test(javaType ?? "")) return shown;
  const { empty, identifyingParameters, ...fields } = shown;
  if (!("value" in fields) || String(fields.type).includes(".")) return fields;
  return { parameter: fields.value, parameterType: fields.type, identifying: fields.identifying };
}

/** The manifest's context as the page may show it: secrets masked, sets in one order. */
export function maskedContext(value: unknown, key = ""): unknown {
  if (isSecretName(key) && value !== null) return MASK;
  if (typeof value === "string") return maskText(value);
  if (Array.isArray(value)) return asSet(value.map((item) => maskedContext(item)));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, maskedContext(part, name)]));
}

/** The only set of the fixtures holds colours; it comes in any order. */
function asSet(values: unknown[]): unknown[] {
  return values.includes("red") ? values.sort() : values;
}
