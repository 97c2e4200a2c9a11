import { parseRow, type RowSchema } from "../readers/row-mapping.ts";
import type { FieldSet } from "./field-set.ts";
import type { LineTokenizer } from "./line-tokenizer.ts";
import { patternMatcher } from "./pattern-matcher.ts";

/** Makes an item of a line. Whatever it throws becomes a ParseError with line and input. */
export type LineMapper<T> = (line: string, lineNumber: number) => T;

/**
 * Tokenizes the line, then makes the item of its fields: by a function, or by a zod schema over the trimmed fields by name.
 *
 *     lineMapper(delimitedTokenizer({ names: ["id", "name"] }), (fields) => ({ id: fields.readInt("id"), name: fields.readString("name") }))
 */
export function lineMapper<T>(tokenize: LineTokenizer, map: RowSchema<T> | ((fields: FieldSet) => T)): LineMapper<T> {
  if (typeof map === "function") return (line) => map(tokenize(line));
  return (line) => parseRow(map, tokenize(line).toRecord());
}

/** The line as it is. */
export const passThroughLineMapper: LineMapper<string> = (line) => line;

/** The line as JSON. */
export const jsonLineMapper: LineMapper<unknown> = (line) => JSON.parse(line);

/**
 * Different lines, different mappers, chosen by pattern (`*`, `?`); the more specific pattern wins.
 *
 *     patternMatchingLineMapper({ "HEAD*": headMapper, "*": lineMapper(…) })
 */
export function patternMatchingLineMapper<T>(mappers: Readonly<Record<string, LineMapper<T>>>): LineMapper<T> {
  const mapperOf = patternMatcher(mappers);
  return (line, lineNumber) => mapperOf(line)(line, lineNumber);
}

/** Different lines, different tokenizers, chosen by pattern. */
export function patternMatchingTokenizer(tokenizers: Readonly<Record<string, LineTokenizer>>): LineTokenizer {
  const tokenizerOf = patternMatcher(tokenizers);
  return (line) => tokenizerOf(line)(line);
}
