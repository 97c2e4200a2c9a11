import { ConfigurationError } from "../../errors.ts";
import { javaTrim } from "./java-trim.ts";
import { type LineTokenizer, namedFields, type TokenizerOptions } from "./line-tokenizer.ts";

export interface DelimitedTokenizerOptions extends TokenizerOptions {
  /** Default `,`; any text of at least one character. */
  readonly delimiter?: string;
  /** One character; default `"`. */
  readonly quote?: string;
  /** Positions of the fields to keep, from 0. Default: all. */
  readonly includedFields?: readonly number[];
}

/**
 * Cuts lines at a delimiter as Spring Batch's DelimitedLineTokenizer does. It is more lenient than RFC 4180: a quote anywhere in a field
 * begins or ends a part in which delimiters do not count; only a field that begins and ends with a quote (blanks around it aside) loses
 * them, and has doubled quotes inside turned into single ones. The last character of a line, when it ends a delimiter, always counts.
 *
 * @see Spring Batch DelimitedLineTokenizer
 */
export function delimitedTokenizer(options: DelimitedTokenizerOptions = {}): LineTokenizer {
  const { delimiter = ",", quote = '"', includedFields } = options;
  if (delimiter === "" || delimiter === quote || quote.length !== 1) {
    throw new ConfigurationError("A delimiter is not empty and not the quote, and a quote is one character.");
  }
  const included = includedFields && new Set(includedFields);
  return (line) => {
    const tokens = line.includes(quote) ? cutQuoted(line, delimiter, quote) : line === "" ? [] : line.split(delimiter);
    return namedFields(included ? tokens.filter((_, index) => included.has(index)) : tokens, options);
  };
}

function cutQuoted(line: string, delimiter: string, quote: string): string[] {
  const tokens: string[] = [];
  let inQuotes = false;
  let start = 0;
  let at = 0;
  while (at < line.length) {
    const isDelimiter = line.startsWith(delimiter, at);
    if (isDelimiter && (!inQuotes || at + delimiter.length === line.length)) {
      tokens.push(unquoted(line.slice(start, at), quote));
      at += delimiter.length;
      start = at;
    } else {
      if (line[at] === quote) inQuotes = !inQuotes;
      at++;
    }
  }
  tokens.push(unquoted(line.slice(start), quote));
  return tokens;
}

function unquoted(token: string, quote: string): string {
  const trimmed = javaTrim(token);
  if (trimmed.length < 2 || !trimmed.startsWith(quote) || !trimmed.endsWith(quote)) return token;
  return trimmed.slice(1, -1).replaceAll(quote + quote, quote);
}
