import type { ItemReader } from "../item-reader.ts";
import { type XmlElement, xmlData, xmlString } from "../xml/xml-element.ts";
import { type XmlFragment, XmlFragments } from "../xml/xml-fragments.ts";
import { type ItemCountingOptions, itemCountingReader } from "./item-counting.ts";
import type { RecordSource } from "./record-source.ts";
import { mapRow, type RowMapping } from "./row-mapping.ts";
import { type TextFileOptions, textBlocks } from "./text-blocks.ts";

export interface XmlReaderOptions extends ItemCountingOptions, TextFileOptions {}

/**
 * Reads the elements of an XML file that have one of the names, each an item; memory holds a few at a time. The file must be UTF-8 or
 * `encoding` must say what it is: what its first line claims is not looked at.
 *
 *     xmlReader("trades.xml", "trade", z.object({ isin: z.string(), quantity: z.coerce.number() }))
 *     xmlReader("trades.xml", ["buy", "sell"], (element) => ({ kind: element.name, isin: element.attributes.isin }))
 *
 * @param fragments  names of the elements, with or without prefix; an element inside such an element is part of it
 * @param row  a zod schema for the element as plain data (see `xmlData`), or a function from element and line number to item
 * @throws {ParseError} from `read`: an element that `row` refuses; the next `read` goes on with the next one
 * @throws {ItemStreamError} from `open`: no such file, unless `strict` is false; from `read`: the document is not well formed
 */
export function xmlReader<T>(
  file: string,
  fragments: string | readonly string[],
  row: RowMapping<XmlElement, T>,
  options: XmlReaderOptions = {},
): ItemReader<T> {
  const names = typeof fragments === "string" ? [fragments] : fragments;
  return itemCountingReader<XmlFragment, T>({
    ...options,
    name: options.name ?? "xmlReader",
    mayDrop: true,
    source: xmlFragments(file, names, options),
    toItem({ line, element }) {
      const place = () => ({ resource: file, line, input: xmlString(element) });
      if (typeof row === "function") return mapRow(row, element, line, place);
      return mapRow<unknown, T>(row, xmlData(element), line, place);
    },
  });
}

function xmlFragments(file: string, names: readonly string[], options: TextFileOptions): RecordSource<XmlFragment> {
  const text = textBlocks(file, options);
  const document = new XmlFragments(file, names);
  let ended = false;
  return {
    async open() {
      ended = !(await text.open());
    },
    async nextBlock() {
      while (!ended) {
        const block = await text.next();
        ended = block === null;
        const found = document.push(block);
        if (found.length > 0) return found;
      }
      return null;
    },
    close: () => text.close(),
  };
}
