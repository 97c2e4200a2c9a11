import type { ItemWriter } from "../item-writer.ts";
import { toJson } from "../json/to-json.ts";
import { lineSeparatorOf, type TextFileWriterOptions, textFileWriter } from "./text-file.ts";

export interface JsonWriterOptions<T> extends TextFileWriterOptions {
  /** What of an item is written. Default: the item. */
  readonly map?: (item: T) => unknown;
}

/**
 * Writes one JSON array, an element per line; after every commit the file is a whole array. With `append` an array that stands in the
 * file goes on.
 *
 *     jsonWriter("users.json")
 *
 * @throws {ItemStreamError} from `open`: the file cannot be made, exists and may not be replaced, or is not what the last commit left
 * @see Spring Batch JsonFileItemWriter, whose files look the same
 */
export function jsonWriter<T>(file: string, options: JsonWriterOptions<T> = {}): ItemWriter<T> {
  const separator = lineSeparatorOf(options);
  const map = options.map ?? ((item: T) => item);
  return textFileWriter<T>(
    file,
    {
      header: () => `[${separator}`,
      footer: () => `${separator}]${separator}`,
      format(items, before) {
        const elements = items.map((item) => ` ${toJson(map(item))}`).join(`,${separator}`);
        return before > 0 ? `,${separator}${elements}` : elements;
      },
      continueAfter(end, whole) {
        const footer = whole ? (/\s*\]\s*$/.exec(end)?.[0] ?? "") : "";
        const hasItems = !end
          .slice(0, end.length - footer.length)
          .trimEnd()
          .endsWith("[");
        // Of an empty array the line end behind its [ stays.
        return { footer: hasItems ? footer : footer.slice(separator.length), hasItems };
      },
    },
    { ...options, name: options.name ?? "jsonWriter" },
  );
}
