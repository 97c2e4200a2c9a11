import type { ItemWriter } from "../item-writer.ts";
import { lineSeparatorOf, type TextFileWriterOptions, textFileWriter } from "./text-file.ts";

/** A field of a CSV record; a date is written as ISO 8601 in UTC, null and undefined as an empty field. */
export type CsvValue = string | number | bigint | boolean | Date | null | undefined;

/** Columns in order, each with the function that gives its value. */
export type CsvColumns<T> = Readonly<Record<string, (item: T) => CsvValue>>;

export interface CsvWriterOptions extends TextFileWriterOptions {
  /** Writes the names of the columns first; not when appending to a file that has something. Default true. */
  readonly header?: boolean;
  /** Default `,`. */
  readonly delimiter?: string;
  /** Default `"`. Stands around the fields that need it, doubled inside. */
  readonly quote?: string;
  /** Quotes every field. Default false. */
  readonly quoteAll?: boolean;
  /** A last line, asked for at every commit with the number of records in the file. */
  readonly footer?: (written: number) => string;
}

/**
 * Writes a CSV file (RFC 4180) that `csvReader` reads back as it was; it follows the commits of the step to the byte.
 *
 *     csvWriter("birds.csv", ["id", "name"])
 *     csvWriter("birds.csv", { id: (bird: Bird) => bird.id, Name: (bird) => bird.name.toUpperCase() })
 *
 * @param columns  in order: names of the items' properties, or for each name the function that gives its value
 * @throws {ItemStreamError} from `open`: the file cannot be made, exists and may not be replaced, or is not what the last commit left
 */
export function csvWriter<const K extends string>(
  file: string,
  columns: readonly K[],
  options?: CsvWriterOptions,
): ItemWriter<Readonly<Record<K, CsvValue>>>;
export function csvWriter<T>(file: string, columns: CsvColumns<T>, options?: CsvWriterOptions): ItemWriter<T>;
export function csvWriter<T>(
  file: string,
  columns: readonly string[] | CsvColumns<T>,
  options: CsvWriterOptions = {},
): ItemWriter<T> {
  const separator = lineSeparatorOf(options);
  const names = isList(columns) ? columns : Object.keys(columns);
  const values: readonly ((item: T) => CsvValue)[] = isList(columns)
    ? // The first signature promises these properties.
      columns.map((column) => (item: T) => (item as Readonly<Record<string, CsvValue>>)[column])
    : Object.values(columns);
  const toLine = lineFormat(options);

  return textFileWriter<T>(
    file,
    {
      header: options.header === false ? undefined : () => toLine(names) + separator,
      footer: options.footer && ((written) => `${options.footer?.(written)}${separator}`),
      format(items) {
        let text = "";
        for (const item of items) text += toLine(values.map((value) => value(item))) + separator;
        return text;
      },
    },
    { ...options, name: options.name ?? "csvWriter" },
  );
}

function lineFormat(options: CsvWriterOptions): (fields: readonly CsvValue[]) => string {
  const { delimiter = ",", quote = '"', quoteAll = false } = options;
  const needsQuotes = (text: string) =>
    text.includes(delimiter) || text.includes(quote) || text.includes("\n") || text.includes("\r");
  return (fields) => {
    let line = "";
    for (let i = 0; i < fields.length; i++) {
      const text = textOf(fields[i]);
      // A record with one empty field would be an empty line, which readers pass over.
      const quoted = quoteAll || needsQuotes(text) || (text === "" && fields.length === 1);
      line += (i > 0 ? delimiter : "") + (quoted ? quote + text.replaceAll(quote, quote + quote) + quote : text);
    }
    return line;
  };
}

function textOf(value: CsvValue): string {
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return "";
  return value instanceof Date ? value.toISOString() : String(value);
}

function isList<T>(columns: readonly string[] | CsvColumns<T>): columns is readonly string[] {
  return Array.isArray(columns);
}
