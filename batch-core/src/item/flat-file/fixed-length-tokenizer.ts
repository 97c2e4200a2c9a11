import { ConfigurationError, IncorrectLineLengthError } from "../../errors.ts";
import { type LineTokenizer, namedFields } from "./line-tokenizer.ts";

/** First and last character of a field, from 1, both inside; without the last one the field goes to the end of the line. */
export type Range = readonly [first: number, last: number] | readonly [first: number];

export interface FixedLengthTokenizerOptions {
  /** The fields in order, by name. Ranges may overlap and leave gaps; only the last may be open. */
  readonly columns: Readonly<Record<string, Range>>;
  /**
   * A line shorter than the ranges, or longer when none is open, is an error. False: what is missing is empty, surplus is ignored.
   * Default true.
   */
  readonly strict?: boolean;
}

/**
 * Cuts lines at fixed positions, without trimming.
 *
 *     fixedLengthTokenizer({ columns: { isin: [1, 12], quantity: [13, 15], customer: [16] } })
 *
 * @see Spring Batch FixedLengthTokenizer
 */
export function fixedLengthTokenizer({ columns, strict = true }: FixedLengthTokenizerOptions): LineTokenizer {
  const names = Object.keys(columns);
  const ranges = Object.values(columns);
  for (const [index, [first, last]] of ranges.entries()) {
    if (first < 1 || (last !== undefined && last < first) || (last === undefined && index < ranges.length - 1)) {
      throw new ConfigurationError(
        `Field "${names[index]}" cannot be at ${first} to ${last ?? "the end"}: positions count from 1, and only the last field may be open.`,
      );
    }
  }
  const longest = Math.max(0, ...ranges.map(([first, last]) => last ?? first));
  const open = ranges.some(([, last]) => last === undefined);
  return (line) => {
    if (strict && (line.length < longest || (!open && line.length > longest))) {
      throw new IncorrectLineLengthError(longest, line.length);
    }
    return namedFields(
      ranges.map(([first, last]) => line.slice(first - 1, last)),
      { names },
    );
  };
}
