import type { LineAggregator } from "../flat-file/line-aggregator.ts";
import type { Awaitable } from "../item-stream.ts";
import type { ItemWriter } from "../item-writer.ts";
import { lineSeparatorOf, type TextFileWriterOptions, textFileWriter } from "./text-file.ts";

export interface FlatFileWriterOptions extends TextFileWriterOptions {
  /** First line or lines, without the last line end; only where the file is empty. */
  readonly header?: () => Awaitable<string>;
  /** Last text of the file, without a line end; asked for at every commit with the number of items in the file. */
  readonly footer?: (written: number) => Awaitable<string>;
}

/**
 * Writes an item per line, as Spring Batch's FlatFileItemWriter; it follows the commits of the step to the byte.
 *
 *     flatFileWriter("trades.txt", formatterAggregator("%-12s%05d", (trade: Trade) => [trade.isin, trade.quantity]))
 *
 * @throws {ItemStreamError} from `open`: the file cannot be made, exists and may not be replaced, or is not what the last commit left
 */
export function flatFileWriter<T>(
  file: string,
  toLine: LineAggregator<T>,
  options: FlatFileWriterOptions = {},
): ItemWriter<T> {
  const { header, footer } = options;
  const separator = lineSeparatorOf(options);
  return textFileWriter<T>(
    file,
    {
      header: header && (async () => (await header()) + separator),
      footer,
      format: (items) => items.map((item) => toLine(item) + separator).join(""),
    },
    { ...options, name: options.name ?? "flatFileWriter" },
  );
}
