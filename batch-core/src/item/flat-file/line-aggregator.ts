import { ValidationError } from "../../errors.ts";
import { type FormatValue, javaFormat } from "./java-format.ts";

/** Makes a line of an item, without a line end. */
export type LineAggregator<T> = (item: T) => string;

/** The fields of an item: a function, or names of its properties. */
export type FieldExtractor<T> = ((item: T) => readonly FormatValue[]) | readonly (keyof T & string)[];

export interface DelimitedAggregatorOptions {
  /** Default `,`. */
  readonly delimiter?: string;
  /**
   * Put around every field. Quotes inside are left as they are, as in Spring Batch, so what is written may not be readable; `csvWriter`
   * escapes them. Default: none.
   */
  readonly quote?: string;
}

/**
 * Fields joined by a delimiter; null and undefined are empty. Nothing is escaped: for data that may hold the delimiter take `csvWriter`.
 *
 * @see Spring Batch DelimitedLineAggregator
 */
export function delimitedAggregator<T>(
  fields: FieldExtractor<T>,
  { delimiter = ",", quote = "" }: DelimitedAggregatorOptions = {},
): LineAggregator<T> {
  const extract = extractor(fields);
  return (item) =>
    extract(item)
      .map((value) => quote + (value ?? "") + quote)
      .join(delimiter);
}

export interface FormatterAggregatorOptions {
  /** Shorter lines are an error. Default 0. */
  readonly minimumLength?: number;
  /** Longer lines are an error. Default: no limit. */
  readonly maximumLength?: number;
}

/**
 * Fields put into a Java format string; null and undefined are empty.
 *
 *     formatterAggregator("%-12s%05d", (trade: Trade) => [trade.isin, trade.quantity])
 *
 * @throws {ValidationError} from the aggregator: the line is shorter or longer than allowed
 * @see Spring Batch FormatterLineAggregator
 */
export function formatterAggregator<T>(
  format: string,
  fields: FieldExtractor<T>,
  { minimumLength = 0, maximumLength = Number.POSITIVE_INFINITY }: FormatterAggregatorOptions = {},
): LineAggregator<T> {
  const [extract, print] = [extractor(fields), javaFormat(format)];
  return (item) => {
    const line = print(extract(item).map((value) => value ?? ""));
    if (line.length < minimumLength || line.length > maximumLength) {
      throw new ValidationError(
        `A line has ${line.length} characters, allowed are ${minimumLength} to ${maximumLength}: ${line.slice(0, 200)}`,
      );
    }
    return line;
  };
}

/** The item as text. @see Spring Batch PassThroughLineAggregator */
export const passThroughAggregator: LineAggregator<unknown> = (item) => String(item);

function extractor<T>(fields: FieldExtractor<T>): (item: T) => readonly FormatValue[] {
  if (typeof fields === "function") return fields;
  // A property of another type is printed as its text.
  return (item) => fields.map((field) => item[field] as FormatValue);
}
