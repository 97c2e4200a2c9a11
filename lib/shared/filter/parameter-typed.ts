/** What is being typed at the end of a filter line. Apart from the suggestions, which are fetched later than this is asked. */

/** The parameter whose value is being typed, by `param.` and its name or, of a known one, by its bare name; null when it is none. */
export function parameterTyped(text: string, parameterNames: readonly string[]): string | null {
  const [, word] = splitLastWord(text);
  const colon = word.indexOf(":");
  return colon < 0 ? null : parameterOf(word.slice(0, colon), parameterNames);
}

export function parameterOf(key: string, parameterNames: readonly string[]): string | null {
  const name = key.startsWith("param.") ? key.slice("param.".length) : parameterNames.find((each) => each === key);
  return name || null;
}

/** The word under the cursor, which is the last one, and what stands before it. */
export function splitLastWord(text: string): [before: string, word: string] {
  const word = /(?:[^\s"]|"[^"]*"?)*$/.exec(text)?.[0] ?? "";
  return [text.slice(0, text.length - word.length), word];
}
