import { IncorrectTokenCountError } from "../../errors.ts";
import { type FieldSet, fieldSet } from "./field-set.ts";

/** Cuts a line into fields. @throws {IncorrectTokenCountError} {@link IncorrectLineLengthError} when it cannot */
export type LineTokenizer = (line: string) => FieldSet;

/** What the tokenizers have in common. */
export interface TokenizerOptions {
  /** Names of the fields, in order. */
  readonly names?: readonly string[];
  /** A line that has other fields than expected is an error. False: missing fields are empty, surplus is cut off. Default true. */
  readonly strict?: boolean;
}

/** Puts names to the fields of a line, and sees to their number. */
export function namedFields(tokens: string[], { names, strict = true }: TokenizerOptions): FieldSet {
  if (!names) return fieldSet(tokens);
  if (tokens.length === names.length) return fieldSet(tokens, names);
  if (strict) throw new IncorrectTokenCountError(names.length, tokens.length);
  return fieldSet(
    names.map((_, index) => tokens[index] ?? ""),
    names,
  );
}
