import { ParseError } from "../../errors.ts";
import type { LineMapper } from "../flat-file/line-mapper.ts";
import type { RecordSeparatorPolicy } from "../flat-file/record-separator.ts";
import type { ItemReader } from "../item-reader.ts";
import { type ItemCountingOptions, itemCountingReader } from "./item-counting.ts";
import { LineSplitter } from "./line-splitter.ts";
import type { RecordSource } from "./record-source.ts";
import { mapRow } from "./row-mapping.ts";
import { type TextFileOptions, textBlocks } from "./text-blocks.ts";

export interface FlatFileReaderOptions extends ItemCountingOptions, TextFileOptions {
  /** Lines beginning with one of these are passed over wherever a record may begin. Default `#`. */
  readonly comments?: readonly string[];
  /** Records before the first item. Default 0. */
  readonly linesToSkip?: number;
  /** Gets every record that `linesToSkip` passes over, when the reader opens. */
  readonly onSkippedLine?: (line: string) => void;
  /** Default: every line is a record. */
  readonly recordSeparatorPolicy?: RecordSeparatorPolicy;
}

interface FlatRecord {
  readonly line: number;
  readonly input: string;
  /** False: the file ended before it was whole. */
  readonly whole: boolean;
}

/**
 * Reads a text file line by line, as Spring Batch's FlatFileItemReader: an empty line is a record like any other. For plain CSV
 * `csvReader` is stricter and faster.
 *
 *     flatFileReader("trades.txt", lineMapper(fixedLengthTokenizer({ columns: { isin: [1, 12], quantity: [13, 15] } }),
 *       (fields) => ({ isin: fields.readString("isin"), quantity: fields.readInt("quantity") })))
 *
 * @param map  makes an item of a record; a function of line and line number
 * @throws {ParseError} from `read`: what `map` threw, or a record that the end of the file cuts off; the next `read` goes on behind it
 * @throws {ItemStreamError} from `open`: no such file, unless `strict` is false
 */
export function flatFileReader<T>(
  file: string,
  map: LineMapper<T>,
  options: FlatFileReaderOptions = {},
): ItemReader<T> {
  return itemCountingReader<FlatRecord, T>({
    ...options,
    name: options.name ?? "flatFileReader",
    mayDrop: true,
    source: flatRecords(file, options),
    toItem({ line, input, whole }) {
      const place = { resource: file, line, input };
      if (!whole) throw new ParseError("the file ends before the record does", place);
      return mapRow<string, T>(map, input, line, () => place);
    },
  });
}

function flatRecords(file: string, options: FlatFileReaderOptions): RecordSource<FlatRecord> {
  const text = textBlocks(file, options);
  const lines = new LineSplitter();
  const joiner = new RecordJoiner(options.comments ?? ["#"], options.recordSeparatorPolicy);
  let first: FlatRecord[] = [];
  let ended = false;

  async function readBlock(): Promise<FlatRecord[] | null> {
    while (!ended) {
      const block = await text.next();
      ended = block === null;
      const records = joiner.join(lines.push(block), ended);
      if (records.length > 0) return records;
    }
    return null;
  }

  return {
    async open() {
      await text.open();
      for (let left = options.linesToSkip ?? 0; left > 0; ) {
        first = (await readBlock()) ?? [];
        if (first.length === 0) return;
        for (const { input } of first.splice(0, left)) {
          options.onSkippedLine?.(input);
          left--;
        }
      }
    },
    nextBlock() {
      if (first.length === 0) return readBlock();
      const block = first;
      first = [];
      return block;
    },
    close: () => text.close(),
  };
}

/** Makes records of lines; a record may go on in the next block. */
class RecordJoiner {
  readonly #comments: readonly string[];
  readonly #policy: RecordSeparatorPolicy | undefined;
  #line = 0;
  #open: { line: number; text: string } | null = null;

  constructor(comments: readonly string[], policy: RecordSeparatorPolicy | undefined) {
    this.#comments = comments;
    this.#policy = policy;
  }

  join(lines: readonly string[], atEnd: boolean): FlatRecord[] {
    const records: FlatRecord[] = [];
    for (const text of lines) {
      this.#line++;
      if (!this.#open && this.#comments.some((prefix) => text.startsWith(prefix))) continue;
      const record = this.#add(text);
      if (record) records.push(record);
    }
    if (atEnd && this.#open && this.#open.text.trim() !== "") {
      records.push({ line: this.#open.line, input: this.#open.text, whole: false });
    }
    return records;
  }

  #add(text: string): FlatRecord | null {
    const policy = this.#policy;
    if (!policy) return { line: this.#line, input: text, whole: true };
    const open = this.#open;
    const line = open?.line ?? this.#line;
    const record = open ? (policy.beforeNextLine?.(open.text) ?? open.text) + text : text;
    if (!policy.isEndOfRecord(record)) {
      this.#open = { line, text: record };
      return null;
    }
    this.#open = null;
    return { line, input: policy.afterLastLine?.(record) ?? record, whole: true };
  }
}
