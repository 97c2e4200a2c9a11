export {
  type DelimitedTokenizerOptions,
  delimitedTokenizer,
} from "./flat-file/delimited-tokenizer.ts";
export { type Field, type FieldSet, fieldSet } from "./flat-file/field-set.ts";
export {
  type FixedLengthTokenizerOptions,
  fixedLengthTokenizer,
  type Range,
} from "./flat-file/fixed-length-tokenizer.ts";
export { type FormatValue, javaFormat } from "./flat-file/java-format.ts";
export {
  type DelimitedAggregatorOptions,
  delimitedAggregator,
  type FieldExtractor,
  type FormatterAggregatorOptions,
  formatterAggregator,
  type LineAggregator,
  passThroughAggregator,
} from "./flat-file/line-aggregator.ts";
export {
  jsonLineMapper,
  type LineMapper,
  lineMapper,
  passThroughLineMapper,
  patternMatchingLineMapper,
  patternMatchingTokenizer,
} from "./flat-file/line-mapper.ts";
export type { LineTokenizer, TokenizerOptions } from "./flat-file/line-tokenizer.ts";
export { jsonRecords, quotedRecords, type RecordSeparatorPolicy, suffixRecords } from "./flat-file/record-separator.ts";
export { regexTokenizer } from "./flat-file/regex-tokenizer.ts";
export type { ItemProcessor, ProcessFunction } from "./item-processor.ts";
export type { ItemReader } from "./item-reader.ts";
export type { Awaitable, ItemStream } from "./item-stream.ts";
export type { ItemWriter, WriteScope } from "./item-writer.ts";
export { compose } from "./processors/compose.ts";
export { type CsvReaderOptions, type CsvRow, csvReader } from "./readers/csv.ts";
export { type FlatFileReaderOptions, flatFileReader } from "./readers/flat-file.ts";
export type { ItemCountingOptions } from "./readers/item-counting.ts";
export { type JsonReaderOptions, jsonReader } from "./readers/json.ts";
export { type JsonLinesReaderOptions, jsonLinesReader } from "./readers/json-lines.ts";
export { listReader } from "./readers/list.ts";
export type { RowMapping, RowSchema } from "./readers/row-mapping.ts";
export { type SqlCursorReaderOptions, sqlCursorReader } from "./readers/sql-cursor.ts";
export { type SqlPagingReaderOptions, sqlPagingReader } from "./readers/sql-paging.ts";
export type { TextFileOptions } from "./readers/text-blocks.ts";
export { type XmlReaderOptions, xmlReader } from "./readers/xml.ts";
export type { StatementValues } from "./sql/named-parameters.ts";
export { type CsvColumns, type CsvValue, type CsvWriterOptions, csvWriter } from "./writers/csv.ts";
export { type FlatFileWriterOptions, flatFileWriter } from "./writers/flat-file.ts";
export { type JsonWriterOptions, jsonWriter } from "./writers/json.ts";
export { type JsonLinesWriterOptions, jsonLinesWriter } from "./writers/json-lines.ts";
export {
  type SqlInsertOptions,
  type SqlPropertiesOptions,
  type SqlStatementOptions,
  sqlWriter,
} from "./writers/sql.ts";
export type { TextFileWriterOptions } from "./writers/text-file.ts";
export { type XmlWriterOptions, xmlWriter } from "./writers/xml.ts";
export {
  type XmlContent,
  type XmlElement,
  type XmlValue,
  xmlData,
  xmlElement,
  xmlString,
  xmlText,
} from "./xml/xml-element.ts";
