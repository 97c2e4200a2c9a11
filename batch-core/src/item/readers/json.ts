import { ParseError } from "../../errors.ts";
import type { ItemReader } from "../item-reader.ts";
import { JsonArrayElements, type JsonElement } from "../json/json-array.ts";
import { type ItemCountingOptions, itemCountingReader } from "./item-counting.ts";
import type { RecordSource } from "./record-source.ts";
import { mapRow, type RowMapping } from "./row-mapping.ts";
import { type TextFileOptions, textBlocks } from "./text-blocks.ts";

export interface JsonReaderOptions extends ItemCountingOptions, TextFileOptions {}

/**
 * Reads a file that is one JSON array, element by element: memory holds a few at a time, however long the array is.
 *
 *     jsonReader("users.json", z.object({ id: z.number(), name: z.string() }))
 *
 * @param row  a zod schema for an element, or a function from element and line number to item
 * @throws {ParseError} from `read`: an element that is not JSON or is refused by `row`; the next `read` goes on with the next element
 * @throws {ItemStreamError} from `open`: no such file, unless `strict` is false; from `read`: it is no array, or ends before the array does
 */
export function jsonReader<T>(
  file: string,
  row: RowMapping<unknown, T>,
  options: JsonReaderOptions = {},
): ItemReader<T> {
  return itemCountingReader<JsonElement, T>({
    ...options,
    name: options.name ?? "jsonReader",
    mayDrop: true,
    source: jsonElements(file, options),
    toItem: jsonItem(file, row),
  });
}

/** Parses what stands in the input and makes the item of it. */
export function jsonItem<T>(file: string, row: RowMapping<unknown, T>): (element: JsonElement) => T {
  return ({ line, input }) => {
    const place = () => ({ resource: file, line, input });
    let value: unknown;
    try {
      value = JSON.parse(input);
    } catch (error) {
      throw new ParseError(`not JSON (${error instanceof Error ? error.message : error})`, place(), { cause: error });
    }
    return mapRow(row, value, line, place);
  };
}

function jsonElements(file: string, options: TextFileOptions): RecordSource<JsonElement> {
  const text = textBlocks(file, options);
  const array = new JsonArrayElements(file);
  let missing = false;
  let ended = false;
  return {
    async open() {
      missing = !(await text.open());
    },
    async nextBlock() {
      while (!ended && !missing) {
        const block = await text.next();
        ended = block === null;
        const elements = array.push(block);
        if (elements.length > 0) return elements;
      }
      return null;
    },
    close: () => text.close(),
  };
}
