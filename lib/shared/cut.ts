/**
 * The beginning of a text, at most `lengthMax` UTF-16 units of it and never half a character: neither a page nor a database can carry one, so
 * what is read back would be another text.
 */
export function cut(text: string, lengthMax: number): string {
  const endsInHalf = /[\ud800-\udbff]/.test(text.charAt(lengthMax - 1));
  return text.slice(0, endsInHalf && lengthMax < text.length ? lengthMax - 1 : lengthMax);
}
