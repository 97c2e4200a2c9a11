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
export { ItemQueue } from "./item-queue.ts";
export type { ItemReader, ReadScope } from "./item-reader.ts";
export type { Awaitable, ItemStream } from "./item-stream.ts";
export type { ItemWriter, WriteScope } from "./item-writer.ts";
export { type ClassifierProcessorOptions, classifierProcessor } from "./processors/classifier.ts";
export { compose } from "./processors/compose.ts";
export { compositeProcessor, type Processor } from "./processors/composite.ts";
export { filteringProcessor } from "./processors/filtering.ts";
export { type ValidatingProcessorOptions, validatingProcessor } from "./processors/validating.ts";
export { compositeReader } from "./readers/composite.ts";
export { type CsvReaderOptions, type CsvRow, csvReader } from "./readers/csv.ts";
export { type FlatFileReaderOptions, flatFileReader } from "./readers/flat-file.ts";
export type { ItemCountingOptions } from "./readers/item-counting.ts";
export { iterableReader } from "./readers/iterable.ts";
export { type JsonReaderOptions, jsonReader } from "./readers/json.ts";
export { type JsonLinesReaderOptions, jsonLinesReader } from "./readers/json-lines.ts";
export { listReader } from "./readers/list.ts";
export { type MultiResourceReaderOptions, multiResourceReader } from "./readers/multi-resource.ts";
export { type PeekableReader, peekableReader } from "./readers/peekable.ts";
export { type PrismaPagingReaderOptions, prismaPagingReader } from "./readers/prisma-paging.ts";
export { type QueueReaderOptions, queueReader } from "./readers/queue.ts";
export type { RowMapping, RowSchema } from "./readers/row-mapping.ts";
export { type SqlCursorReaderOptions, sqlCursorReader } from "./readers/sql-cursor.ts";
export { type SqlPagingReaderOptions, sqlPagingReader } from "./readers/sql-paging.ts";
export { supplierReader } from "./readers/supplier.ts";
export type { TextFileOptions } from "./readers/text-blocks.ts";
export { type XmlReaderOptions, xmlReader } from "./readers/xml.ts";
export type { StatementValues } from "./sql/named-parameters.ts";
export { type ClassifierWriterOptions, classifierWriter } from "./writers/classifier.ts";
export { compositeWriter } from "./writers/composite.ts";
export { consumerWriter } from "./writers/consumer.ts";
export { type CsvColumns, type CsvValue, type CsvWriterOptions, csvWriter } from "./writers/csv.ts";
export { type FlatFileWriterOptions, flatFileWriter } from "./writers/flat-file.ts";
export { type JsonWriterOptions, jsonWriter } from "./writers/json.ts";
export { type JsonLinesWriterOptions, jsonLinesWriter } from "./writers/json-lines.ts";
export { listWriter } from "./writers/list.ts";
export { type MultiResourceWriterOptions, multiResourceWriter } from "./writers/multi-resource.ts";
export { type PrismaCreateManyOptions, type PrismaOperationOptions, prismaWriter } from "./writers/prisma.ts";
export { queueWriter } from "./writers/queue.ts";
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
