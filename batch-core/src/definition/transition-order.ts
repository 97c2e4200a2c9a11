/** Patterns of transitions, and the order in which those of one node are tried. */

/** Whether `pattern` matches the whole of `text`: `*` is any text, `?` any one character. Case counts; a blank pattern is `*`. */
export function matchesPattern(pattern: string, text: string): boolean {
  return toRegExp(pattern.trim() === "" ? "*" : pattern).test(text);
}

/**
 * Orders patterns from the most to the least specific: without `*` before with; among those with `*` more stars first; then fewer `?`; then,
 * with wildcards, the longer; then by text.
 * @see Spring Batch 5.2 and 6.0, DefaultStateTransitionComparator; 4.x and 5.0 tried `*` before `FAILED*`
 */
export function comparePatterns(a: string, b: string): number {
  const [starsOfA, starsOfB] = [count(a, "*"), count(b, "*")];
  if (starsOfA > 0 !== starsOfB > 0) return starsOfA > 0 ? 1 : -1;
  if (starsOfA !== starsOfB) return starsOfB - starsOfA;
  const [marksOfA, marksOfB] = [count(a, "?"), count(b, "?")];
  if (marksOfA !== marksOfB) return marksOfA - marksOfB;
  if (a.length !== b.length && (starsOfA > 0 || marksOfA > 0)) return b.length - a.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

function toRegExp(pattern: string): RegExp {
  const source = pattern.replace(/[.*+?^${}()|[\]\\]/g, (special) =>
    special === "*" ? ".*" : special === "?" ? "." : `\\${special}`,
  );
  return new RegExp(`^${source}$`, "s");
}

function count(pattern: string, wildcard: string): number {
  return pattern.split(wildcard).length - 1;
}
