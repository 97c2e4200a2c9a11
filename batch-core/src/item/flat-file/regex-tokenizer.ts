import { type LineTokenizer, namedFields, type TokenizerOptions } from "./line-tokenizer.ts";

/**
 * Takes the capture groups of an expression as fields; a line that does not match has none.
 *
 * @see Spring Batch RegexLineTokenizer
 */
export function regexTokenizer(expression: RegExp, options: TokenizerOptions = {}): LineTokenizer {
  return (line) =>
    namedFields(
      (expression.exec(line) ?? []).slice(1).map((group) => group ?? ""),
      options,
    );
}
