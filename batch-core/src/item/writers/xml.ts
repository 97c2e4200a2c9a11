import { ItemStreamError } from "../../errors.ts";
import type { ItemWriter } from "../item-writer.ts";
import { type XmlElement, type XmlValue, xmlElement, xmlString } from "../xml/xml-element.ts";
import { type TextFileWriterOptions, textFileWriter } from "./text-file.ts";

export interface XmlWriterOptions extends TextFileWriterOptions {
  /** Name of the element around all items. Default `root`. */
  readonly rootTag?: string;
  readonly rootAttributes?: Readonly<Record<string, XmlValue>>;
  /** Elements before the items; only where the file is empty. */
  readonly header?: () => readonly XmlElement[];
  /** Elements behind the items, asked for at every commit with the number of items in the file. */
  readonly footer?: (written: number) => readonly XmlElement[];
  /** Put behind every item and behind the start of the document. Default: nothing, as in Spring Batch. */
  readonly lineSeparator?: string;
}

/**
 * Writes an XML document with an element per item; after every commit the file is a whole document.
 *
 *     xmlWriter("trades.xml", (trade: Trade) => xmlElement("trade", { isin: trade.isin, quantity: trade.quantity }), { rootTag: "trades" })
 *
 * Position and count are kept as `<name>.position` and `<name>.record.count`.
 *
 * @throws {ItemStreamError} from `open`: the file cannot be made, exists and may not be replaced, or is not what the last commit left
 * @see Spring Batch StaxEventItemWriter
 */
export function xmlWriter<T>(
  file: string,
  toElement: (item: T) => XmlElement,
  options: XmlWriterOptions = {},
): ItemWriter<T> {
  const { rootTag = "root", rootAttributes, header, footer, lineSeparator = "", encoding = "utf-8" } = options;
  const end = `</${rootTag}>`;
  const start = xmlString(xmlElement(rootTag, undefined, rootAttributes)).replace(/\/>$/, ">");
  const declaration = `<?xml version="1.0" encoding="${encoding.toUpperCase()}"?>`;
  const lines = (elements: readonly XmlElement[]) =>
    elements.map((element) => xmlString(element) + lineSeparator).join("");

  return textFileWriter<T>(
    file,
    {
      keys: { position: "position", written: "record.count" },
      header: () => declaration + lineSeparator + start + lineSeparator + lines(header?.() ?? []),
      footer: (written) => lines(footer?.(written) ?? []) + end,
      format: (items) => lines(items.map(toElement)),
      continueAfter(text, whole) {
        if (!whole) return { footer: "", hasItems: true };
        const at = text.lastIndexOf(end);
        if (at < 0) throw new ItemStreamError(`${file} cannot be appended to: it does not end with ${end}.`);
        return { footer: text.slice(at), hasItems: true };
      },
    },
    { ...options, name: options.name ?? "xmlWriter" },
  );
}
