export type ClassValue = string | number | bigint | false | null | undefined | readonly ClassValue[];

const EDGES = ["x", "y", "t", "r", "b", "l"];
const SIDES = ["p", "m"];

/** Classes that say all of a property in one word, by property. */
const WORDS: Readonly<Record<string, string>> = {
  display: "block inline-block inline flex inline-flex grid inline-grid contents hidden",
  position: "static relative absolute fixed sticky",
  "font-size": "text-2xs text-xs text-sm text-base text-lg text-xl text-2xl",
  "text-align": "text-left text-right text-center",
  "font-weight": "font-normal font-medium font-semibold",
};
const PROPERTY_OF_WORD = new Map(
  Object.entries(WORDS).flatMap(([property, words]) => words.split(" ").map((word) => [word, property])),
);

/** What a class begins with that sets the property of that name; `text-` is a colour unless a word above. */
const PROPERTIES = new Set([
  ..."grid-cols w h size min-w max-w min-h max-h gap gap-x gap-y items justify text leading whitespace overflow bg rounded shadow".split(
    " ",
  ),
  ...SIDES.flatMap((side) => ["", ...EDGES].map((edge) => side + edge)),
]);

/** Properties that another one sets too. */
const COVERED = new Map<string, readonly string[]>([
  ["size", ["w", "h"]],
  ["font-size", ["leading"]],
  ...SIDES.flatMap((side): [string, string[]][] => [
    [side, EDGES.map((edge) => side + edge)],
    [`${side}x`, [`${side}r`, `${side}l`]],
    [`${side}y`, [`${side}t`, `${side}b`]],
  ]),
]);

/** A page has some hundred combinations, and asks for each of them in every row. */
const KEPT_MAX = 500;
const kept = new Map<string, string>();

/**
 * Joins class names; of two that set the same property under the same variants the later one stays, so a caller's
 * `className` comes last. It knows the properties above, which are those that our primitives set and callers change.
 */
export function cn(...values: readonly ClassValue[]): string {
  const classes = join(values);
  let merged = kept.get(classes);
  if (merged === undefined) {
    if (kept.size >= KEPT_MAX) kept.clear();
    merged = merge(classes);
    kept.set(classes, merged);
  }
  return merged;
}

function join(values: readonly ClassValue[]): string {
  return values
    .map((value) => (Array.isArray(value) ? join(value) : value))
    .filter(Boolean)
    .join(" ");
}

function merge(classes: string): string {
  const taken = new Set<string>();
  return classes
    .split(/\s+/)
    .reverse()
    .filter((each) => {
      const [, variants = "", name = ""] = /^((?:(?:\[[^\]]*\]|\([^)]*\)|[^:[(])+:)*)(.*)$/.exec(each) ?? [];
      const property = propertyOf(name.replace(/^-/, ""));
      if (property === undefined) return true;
      if (taken.has(variants + property)) return false;
      for (const set of [property, ...(COVERED.get(property) ?? [])]) taken.add(variants + set);
      return true;
    })
    .reverse()
    .join(" ")
    .trim();
}

/** `max-w-64` sets `max-w`, `text-status-failed` sets `text`; undefined when none of ours. */
function propertyOf(name: string): string | undefined {
  const word = PROPERTY_OF_WORD.get(name);
  if (word) return word;
  for (let end = name.lastIndexOf("-"); end > 0; end = name.lastIndexOf("-", end - 1)) {
    if (PROPERTIES.has(name.slice(0, end))) return name.slice(0, end);
  }
  return undefined;
}
