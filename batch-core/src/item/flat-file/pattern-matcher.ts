import { ConfigurationError } from "../../errors.ts";

/**
 * Finds the value whose pattern a text matches: `*` stands for any text, `?` for one character, and the more specific pattern wins (the
 * later one in alphabetical order, as in Spring Batch: `*` comes before all letters).
 *
 * @throws {ConfigurationError} when no pattern matches
 */
export function patternMatcher<T>(patterns: Readonly<Record<string, T>>): (text: string) => T {
  const entries = Object.entries(patterns)
    .toSorted(([a], [b]) => (a < b ? 1 : -1))
    .map(([pattern, value]) => ({ expression: toExpression(pattern), value }));
  return (text) => {
    const entry = entries.find(({ expression }) => expression.test(text));
    if (!entry) throw new ConfigurationError(`No pattern matches. Patterns: ${Object.keys(patterns).join(", ")}.`);
    return entry.value;
  };
}

function toExpression(pattern: string): RegExp {
  const source = pattern
    .replace(/[\\^$.+()[\]{}|/]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s");
}
