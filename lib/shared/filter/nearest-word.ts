/** The word of `known` that `typed` was probably meant to be: one slip in a short word, two in a longer one. Null when it is something else. */
export function nearestWord<T extends string>(typed: string, known: readonly T[]): T | null {
  const slips = known.map((word) => ({ word, count: editDistance(typed, word) }));
  const [best] = slips
    .filter(({ word, count }) => count <= (word.length > 4 ? 2 : 1))
    .sort((a, b) => a.count - b.count);
  return best?.word ?? null;
}

/** Letters to insert, leave out or exchange. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const exchanged = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(exchanged, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
