/** Says which lines are one record. */
export interface RecordSeparatorPolicy {
  /** Whether the record is whole with what was read so far. */
  isEndOfRecord(record: string): boolean;
  /** Makes what was read ready for the next line to be put behind it. */
  beforeNextLine?(record: string): string;
  /** Makes the whole record ready for the line mapper. */
  afterLastLine?(record: string): string;
}

/**
 * Lines belong together while quotes are open (with the line end kept as LF), or when a line ends with the continuation (which is dropped).
 *
 * @param quote  default `"`
 * @param continuation  default `\`
 * @see Spring Batch DefaultRecordSeparatorPolicy
 */
export function quotedRecords(quote = '"', continuation = "\\"): RecordSeparatorPolicy {
  const isOpen = (record: string) => record.split(quote).length % 2 === 0;
  const isContinued = (record: string) => record.trimEnd().endsWith(continuation);
  return {
    isEndOfRecord: (record) => !isOpen(record) && !isContinued(record),
    beforeNextLine(record) {
      if (isOpen(record)) return `${record}\n`;
      return isContinued(record) ? record.slice(0, record.lastIndexOf(continuation)) : record;
    },
  };
}

/**
 * A record goes to the line that ends with a suffix, which is dropped.
 *
 * @param suffix  default `;`
 * @see Spring Batch SuffixRecordSeparatorPolicy
 */
export function suffixRecords(
  suffix = ";",
  options: { readonly ignoreTrailingBlanks?: boolean } = {},
): RecordSeparatorPolicy {
  const { ignoreTrailingBlanks = true } = options;
  const text = (record: string) => (ignoreTrailingBlanks ? record.trimEnd() : record);
  return {
    isEndOfRecord: (record) => text(record).endsWith(suffix),
    afterLastLine: (record) => (text(record).endsWith(suffix) ? text(record).slice(0, -suffix.length) : record),
  };
}

/**
 * A record is a JSON object over any number of lines: its braces are balanced and it ends with one.
 *
 * @see Spring Batch JsonRecordSeparatorPolicy
 */
export function jsonRecords(): RecordSeparatorPolicy {
  const count = (text: string, part: string) => text.split(part).length;
  return {
    isEndOfRecord: (record) => record.trim().endsWith("}") && count(record, "{") === count(record, "}"),
  };
}
