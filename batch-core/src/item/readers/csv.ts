import { ItemStreamError, ParseError } from "../../errors.ts";
import type { ExecutionContext } from "../../model/execution-context.ts";
import type { ItemReader } from "../item-reader.ts";
import { type CsvRecord, CsvRecords } from "./csv-records.ts";
import { type ItemCountingOptions, itemCountingReader } from "./item-counting.ts";
import type { RecordSource } from "./record-source.ts";
import { mapRow, type RowMapping, type RowSchema } from "./row-mapping.ts";
import { type TextBlocks, type TextFileOptions, textBlocks } from "./text-blocks.ts";

export interface CsvReaderOptions extends ItemCountingOptions, TextFileOptions {
  /** Names of the fields, for a file without a header. Default: the first record names them. */
  readonly columns?: readonly string[];
  /** Default `,`; any text of at least one character. */
  readonly delimiter?: string;
  /** Default `"`; null where quotes mean nothing. */
  readonly quote?: string | null;
  /** Lines before the header, or before the first record when `columns` is given, that are passed over. Default 0. */
  readonly linesToSkip?: number;
  /** Records starting with one of these are left out. Default none. */
  readonly comments?: readonly string[];
}

/** A record by column name. */
export type CsvRow = Record<string, string>;

/**
 * Reads a CSV file (RFC 4180, LF or CRLF). Empty lines are passed over; a file that ends in `.gz` is unpacked.
 *
 *     csvReader("birds.csv", z.object({ id: z.coerce.number().int(), name: z.string().min(1) }))
 *     csvReader("birds.csv", (row, line) => ({ name: row.name, line }))
 *
 * A record that is not well formed, has another number of fields than there are columns, or is refused by `row`, makes `read` throw; the
 * next `read` goes on with the next record.
 *
 * @param row  a zod schema for a record with the columns as keys, all values text; or a function from record and line number to item
 * @throws {ParseError} from `read`: a bad record, with file, line and the record itself
 * @throws {ItemStreamError} from `open`: no such file (unless `strict` is false), or a column that `row` needs is missing
 */
export function csvReader<T>(file: string, row: RowMapping<CsvRow, T>, options: CsvReaderOptions = {}): ItemReader<T> {
  const source = new CsvFile(file, row, options);
  return itemCountingReader({
    ...options,
    name: options.name ?? "csvReader",
    mayDrop: true,
    source,
    toItem: (record) =>
      mapRow(row, source.toRow(record), record.line, () => ({
        resource: file,
        line: record.line,
        input: record.input,
      })),
  });
}

class CsvFile implements RecordSource<CsvRecord> {
  readonly #file: string;
  readonly #row: RowMapping<CsvRow, unknown>;
  readonly #delimiter: string;
  readonly #text: TextBlocks;
  readonly #records: CsvRecords;
  #columns: readonly string[] | null;
  #first: CsvRecord[] = [];
  #ended = false;

  constructor(file: string, row: RowMapping<CsvRow, unknown>, options: CsvReaderOptions) {
    this.#file = file;
    this.#row = row;
    this.#delimiter = options.delimiter ?? ",";
    this.#columns = options.columns ?? null;
    this.#text = textBlocks(file, options);
    this.#records = new CsvRecords({
      delimiter: this.#delimiter,
      quote: options.quote === undefined ? '"' : options.quote,
      comments: options.comments ?? [],
      linesToSkip: options.linesToSkip ?? 0,
    });
  }

  async open(_context: ExecutionContext): Promise<void> {
    await this.#text.open();
    if (this.#columns === null) {
      this.#first = (await this.#readBlock()) ?? [];
      const header = this.#first.shift();
      // No header, no records: an empty file is an empty input.
      this.#columns = header ? this.#valuesOf(header) : [];
      if (header) checkColumns(this.#columns, this.#row, this.#file);
    } else checkColumns(this.#columns, this.#row, this.#file);
  }

  nextBlock(): CsvRecord[] | Promise<CsvRecord[] | null> {
    if (this.#first.length === 0) return this.#readBlock();
    const first = this.#first;
    this.#first = [];
    return first;
  }

  close(): Promise<void> {
    return this.#text.close();
  }

  /** @throws {ParseError} when it is not well formed or has another number of fields than there are columns */
  toRow(record: CsvRecord): CsvRow {
    const values = this.#valuesOf(record);
    const columns = this.#columns ?? [];
    if (values.length !== columns.length) {
      throw this.#bad(record, `expected ${columns.length} fields (${columns.join(", ")}), found ${values.length}`);
    }
    const row: CsvRow = {};
    for (let i = 0; i < columns.length; i++) row[columns[i] as string] = values[i] as string;
    return row;
  }

  #valuesOf(record: CsvRecord): string[] {
    if (record.problem !== undefined) throw this.#bad(record, record.problem);
    return record.values ?? record.input.split(this.#delimiter);
  }

  #bad(record: CsvRecord, problem: string): ParseError {
    return new ParseError(problem, { resource: this.#file, line: record.line, input: record.input });
  }

  async #readBlock(): Promise<CsvRecord[] | null> {
    while (!this.#ended) {
      const text = await this.#text.next();
      this.#ended = text === null;
      const records = this.#records.push(text);
      if (records.length > 0) return records;
    }
    return null;
  }
}

/** A column that no record can do without is missed at once, not once per record. */
function checkColumns(columns: readonly string[], row: RowMapping<CsvRow, unknown>, file: string): void {
  const twice = columns.find((column, index) => columns.indexOf(column) !== index);
  if (twice !== undefined) {
    throw new ItemStreamError(`${file} has two columns "${twice}". Name the columns with the option columns.`);
  }
  const missing = requiredColumns(row).filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    throw new ItemStreamError(
      `${file} has no column ${missing.map((column) => `"${column}"`).join(", ")}. Its columns are: ${columns.join(", ")}.`,
    );
  }
}

function requiredColumns(row: RowMapping<CsvRow, unknown>): string[] {
  if (typeof row === "function" || !("shape" in row)) return [];
  // `shape` is where a zod object keeps its fields.
  const shape = row.shape as Record<string, RowSchema<unknown>>;
  return Object.keys(shape).filter((column) => !shape[column]?.safeParse(undefined).success);
}
