export type { ItemProcessor, ProcessFunction } from "./item-processor.ts";
export type { ItemReader } from "./item-reader.ts";
export type { Awaitable, ItemStream } from "./item-stream.ts";
export type { ItemWriter, WriteScope } from "./item-writer.ts";
export { compose } from "./processors/compose.ts";
export { type CsvReaderOptions, type CsvRow, csvReader } from "./readers/csv.ts";
export type { ItemCountingOptions } from "./readers/item-counting.ts";
export { type JsonLinesReaderOptions, jsonLinesReader } from "./readers/json-lines.ts";
export { listReader } from "./readers/list.ts";
export type { RowMapping, RowSchema } from "./readers/row-mapping.ts";
export { type SqlCursorReaderOptions, sqlCursorReader } from "./readers/sql-cursor.ts";
export { type SqlPagingReaderOptions, sqlPagingReader } from "./readers/sql-paging.ts";
export type { TextFileOptions } from "./readers/text-blocks.ts";
export type { StatementValues } from "./sql/named-parameters.ts";
export { type CsvColumns, type CsvValue, type CsvWriterOptions, csvWriter } from "./writers/csv.ts";
export { type JsonLinesWriterOptions, jsonLinesWriter } from "./writers/json-lines.ts";
export {
  type SqlInsertOptions,
  type SqlPropertiesOptions,
  type SqlStatementOptions,
  sqlWriter,
} from "./writers/sql.ts";
export type { TextFileWriterOptions } from "./writers/text-file.ts";
