import type { ItemWriter } from "../item-writer.ts";
import { toJson } from "../json/to-json.ts";
import { lineSeparatorOf, type TextFileWriterOptions, textFileWriter } from "./text-file.ts";

export interface JsonLinesWriterOptions<T> extends TextFileWriterOptions {
  /** What of an item is written. Default: the item. */
  readonly map?: (item: T) => unknown;
}

/**
 * Writes a file with one JSON value per line; it follows the commits of the step to the byte.
 *
 *     jsonLinesWriter("users.jsonl")
 *
 * @throws {ItemStreamError} from `open`: the file cannot be made, exists and may not be replaced, or is not what the last commit left
 */
export function jsonLinesWriter<T>(file: string, options: JsonLinesWriterOptions<T> = {}): ItemWriter<T> {
  const separator = lineSeparatorOf(options);
  const map = options.map ?? ((item: T) => item);
  return textFileWriter<T>(
    file,
    { format: (items) => items.map((item) => toJson(map(item)) + separator).join("") },
    { ...options, name: options.name ?? "jsonLinesWriter" },
  );
}
