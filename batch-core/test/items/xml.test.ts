import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  type ItemReader,
  type WriteScope,
  type XmlElement,
  xmlData,
  xmlElement,
  xmlReader,
  xmlString,
  xmlText,
  xmlWriter,
} from "../../src/item/index.ts";
import { ExecutionContext } from "../../src/model/execution-context.ts";
import { describeFileWriterContract } from "./support/file-writer-contract.ts";
import { fileWith, newPath } from "./support/files.ts";
import { describeReaderContract, readAll } from "./support/reader-contract.ts";

interface Trade {
  readonly isin: string;
  readonly quantity: number;
}

const trade = z.object({ isin: z.string(), quantity: z.coerce.number() });
const trades = fileWith(`<?xml version="1.0"?>
<!-- <trade/> --><p:records xmlns:p="urn:p">
  <trade><isin>A&amp;B</isin><quantity>1</quantity></trade>
  <p:trade isin="C" quantity="2"/><other><trade><isin><![CDATA[<D>]]></isin>
  <quantity>3</quantity></trade></other>
</p:records>
`);

describeReaderContract("xmlReader", {
  defaultName: "xmlReader",
  make: (options) => xmlReader(trades, "trade", trade, options),
  makeBroken: () => xmlReader(newPath(), "trade", trade),
  items: [
    { isin: "A&B", quantity: 1 },
    { isin: "C", quantity: 2 },
    { isin: "<D>", quantity: 3 },
  ],
});

const toElement = ({ isin, quantity }: Trade) => xmlElement("trade", { isin, quantity });
const chunks: Trade[][] = [
  [
    { isin: "A&B", quantity: 1 },
    { isin: "Ü<", quantity: 2 },
  ],
  [],
  [{ isin: "C", quantity: 3 }],
  [{ isin: "D", quantity: 4 }],
];

describe("xmlWriter", () => {
  it("writes what Spring Batch writes", async () => {
    const file = newPath(".xml");
    await write(file, chunks.flat().slice(0, 2), {});
    expect(readFileSync(file, "utf8")).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><root><trade><isin>A&amp;B</isin><quantity>1</quantity></trade>' +
        "<trade><isin>Ü&lt;</isin><quantity>2</quantity></trade></root>",
    );
  });

  it("saves its position under Spring Batch's keys", async () => {
    const context = await write(newPath(".xml"), chunks.flat(), {});
    expect(context.get("xmlWriter.record.count")).toBe(4n);
    expect(context.get("xmlWriter.position")).toBeTypeOf("bigint");
  });

  it("goes on in a document that stands in the file, when it is of its kind", async () => {
    const file = newPath(".xml");
    await write(file, [], { append: true });
    await write(file, chunks[0] ?? [], { append: true });
    await write(file, chunks[2] ?? [], { append: true });
    expect(await read(xmlReader(file, "trade", trade))).toEqual([...(chunks[0] ?? []), ...(chunks[2] ?? [])]);
    await expect(write(file, [], { append: true, rootTag: "other" })).rejects.toThrow("it does not end with </other>");
  });

  it("refuses names and characters that XML does not allow", () => {
    expect(() => xmlString(xmlElement("a b"))).toThrow('XML allows no name "a b".');
    expect(() => xmlString(xmlElement("a", "", { "<": 1 }))).toThrow("XML allows no name");
    expect(() => xmlString(xmlElement("a", "x\u0001"))).toThrow("XML has no form for the character U+0001");
    expect(xmlString(xmlElement("a", "\u0085"))).toBe("<a>\u0085</a>");
  });

  async function write(file: string, items: readonly Trade[], options: object): Promise<ExecutionContext> {
    const writer = xmlWriter(file, toElement, options);
    const context = new ExecutionContext();
    try {
      await writer.open?.(context);
      await writer.write(items, {} as WriteScope);
      await writer.update?.(context);
      await writer.beforeCommit?.();
      return context;
    } finally {
      await writer.close?.();
    }
  }
});

describeFileWriterContract<Trade>("xmlWriter", {
  defaultName: "xmlWriter",
  keys: ["position", "record.count"],
  make: (file, options) =>
    xmlWriter(file, toElement, {
      ...options,
      rootTag: "p:trades",
      rootAttributes: { "xmlns:p": "urn:p", version: 1 },
      header: () => [xmlElement("head")],
      footer: (written) => [xmlElement("count", written)],
    }),
  chunks,
  expected: `<?xml version="1.0" encoding="UTF-8"?>
<p:trades xmlns:p="urn:p" version="1">
<head/>
<trade><isin>A&amp;B</isin><quantity>1</quantity></trade>
<trade><isin>Ü&lt;</isin><quantity>2</quantity></trade>
<trade><isin>C</isin><quantity>3</quantity></trade>
<trade><isin>D</isin><quantity>4</quantity></trade>
<count>4</count>
</p:trades>`,
});

describe("xmlReader", () => {
  it("reads several kinds of elements, and takes one inside another as part of it", async () => {
    const file = fileWith("<x><buy>1<sell>2</sell></buy><sell>3</sell><hold>4</hold></x>");
    const items = await read(
      xmlReader(file, ["buy", "sell"], (element, line) => `${line} ${element.name} ${xmlText(element)}`),
    );
    expect(items).toEqual(["1 buy 12", "1 sell 3"]);
  });

  it("tells the element that is refused, and goes on", async () => {
    const reader = xmlReader(fileWith("<x>\n<t><isin>A</isin></t>\n<t isin='B' quantity='1'/></x>"), "t", trade);
    await reader.open?.(new ExecutionContext());
    await expect((async () => reader.read())()).rejects.toMatchObject({
      code: "PARSE",
      line: 2,
      input: "<t><isin>A</isin></t>",
    });
    expect(await reader.read()).toEqual({ isin: "B", quantity: 1 });
    await reader.close?.();
  });

  it.each([
    ["<x><t>1</t></y>", ["1"]],
    ["<x><t>1</t><t>2", ["1"]],
    ["<x><t>1</t>&unknown;</x>", ["1"]],
    ['<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x><t>1</t><t>&e;</t></x>', ["1"]],
    ["", []],
    ["no XML", []],
  ])("gives what stands before the break in %j, then fails", async (content, before) => {
    const reader = xmlReader(fileWith(content), "t", (element) => xmlText(element));
    await reader.open?.(new ExecutionContext());
    for (const text of before) expect(await reader.read()).toBe(text);
    await expect((async () => reader.read())()).rejects.toThrow("no well-formed XML");
    expect(await reader.read()).toBeNull();
    await reader.close?.();
  });

  it("reads back what xmlWriter writes, wherever the blocks end", async () => {
    const text = fc.string({ unit: fc.constantFrom("a", "<", "&", '"', "'", "\n", "\r", "\t", " ", "]]>", "é", "🐦") });
    const name = fc.constantFrom("a", "b-c", "Ü", "p:q");
    const element: fc.Arbitrary<XmlElement> = fc.letrec<{ element: XmlElement }>((tie) => ({
      element: fc
        .record({
          name,
          attributes: fc.dictionary(name, text),
          children: fc.array(fc.oneof({ maxDepth: 3 }, text, tie("element"))),
        })
        .map(({ name, attributes, children }) => ({ name, attributes: { ...attributes }, children: joined(children) })),
    })).element;
    await fc.assert(
      fc.asyncProperty(fc.array(element), async (elements) => {
        const content = elements
          .map((child) => xmlString({ name: "item", attributes: {}, children: [child] }))
          .join("");
        const file = fileWith(`<x><pad>${"x".repeat(65_500)}</pad>${content}</x>`);
        const items = await read(xmlReader(file, "item", (item) => item.children[0]));
        expect(items).toEqual(elements);
      }),
      { numRuns: 50 },
    );
  });

  /** As a parser gives them: no empty text, no two texts in a row. */
  function joined(children: readonly (string | XmlElement)[]): (string | XmlElement)[] {
    const result: (string | XmlElement)[] = [];
    for (const child of children) {
      const last = result.at(-1);
      if (child === "") continue;
      if (typeof child === "string" && typeof last === "string") result[result.length - 1] = last + child;
      else result.push(child);
    }
    return result;
  }
});

describe("xmlData", () => {
  it("is text, or an object with lists where a name comes again", () => {
    const element = xmlElement(
      "a",
      { b: 1, c: [xmlElement("d", true), xmlElement("d", null), "text"], e: undefined },
      { f: new Date(0) },
    );
    expect(xmlData(element)).toEqual({ f: "1970-01-01T00:00:00.000Z", b: "1", c: { d: ["true", ""] } });
    expect(xmlData(xmlElement("a", "x", { b: 1 }))).toEqual({ b: "1", "#text": "x" });
    expect(xmlData(xmlElement("a"))).toBe("");
  });
});

async function read<T>(reader: ItemReader<T>): Promise<T[]> {
  try {
    await reader.open?.(new ExecutionContext());
    return await readAll(reader);
  } finally {
    await reader.close?.();
  }
}
