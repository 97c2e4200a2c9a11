import type { ItemReader } from "../item-reader.ts";
import type { JsonElement } from "../json/json-array.ts";
import { type ItemCountingOptions, itemCountingReader } from "./item-counting.ts";
import { jsonItem } from "./json.ts";
import type { RecordSource } from "./record-source.ts";
import type { RowMapping } from "./row-mapping.ts";
import { type TextFileOptions, textBlocks } from "./text-blocks.ts";

export interface JsonLinesReaderOptions extends ItemCountingOptions, TextFileOptions {}

/**
 * Reads a file with one JSON value per line. Blank lines are passed over; a file that ends in `.gz` is unpacked.
 *
 *     jsonLinesReader("users.jsonl", z.object({ id: z.number(), name: z.string() }))
 *
 * @param row  a zod schema for the value, or a function from value and line number to item
 * @throws {ParseError} from `read`: a line that is not JSON or is refused by `row`; the next `read` goes on with the next line
 * @throws {ItemStreamError} from `open`: no such file, unless `strict` is false
 */
export function jsonLinesReader<T>(
  file: string,
  row: RowMapping<unknown, T>,
  options: JsonLinesReaderOptions = {},
): ItemReader<T> {
  return itemCountingReader<JsonElement, T>({
    ...options,
    name: options.name ?? "jsonLinesReader",
    mayDrop: true,
    source: jsonLinesFile(file, options),
    toItem: jsonItem(file, row),
  });
}

function jsonLinesFile(file: string, options: TextFileOptions): RecordSource<JsonElement> {
  const text = textBlocks(file, options);
  let rest = "";
  let line = 0;
  let ended = false;

  return {
    async open() {
      await text.open();
    },
    async nextBlock() {
      while (!ended) {
        const block = await text.next();
        ended = block === null;
        const lines = (rest + (block ?? "")).split("\n");
        rest = ended ? "" : (lines.pop() ?? "");
        const records: JsonElement[] = [];
        for (const input of lines) {
          line++;
          if (input !== "" && input.trim() !== "") records.push({ line, input });
        }
        if (records.length > 0) return records;
      }
      return null;
    },
    close: () => text.close(),
  };
}
