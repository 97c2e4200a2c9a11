import { describe, expect, it } from "vitest";
import {
  delimitedAggregator,
  type FormatValue,
  flatFileWriter,
  formatterAggregator,
  javaFormat,
  passThroughAggregator,
} from "../../src/item/index.ts";
import { describeFileWriterContract } from "./support/file-writer-contract.ts";

interface Trade {
  readonly isin: string;
  readonly quantity: number | null;
}

const chunks: Trade[][] = [
  [
    { isin: "UK1", quantity: 1 },
    { isin: "UK2", quantity: null },
  ],
  [],
  [{ isin: "Ü3", quantity: 3 }],
  [{ isin: "UK4", quantity: 4 }],
];

describeFileWriterContract<Trade>("flatFileWriter", {
  defaultName: "flatFileWriter",
  make: (file, options) =>
    flatFileWriter(file, delimitedAggregator<Trade>(["isin", "quantity"], { delimiter: ";" }), {
      ...options,
      header: () => "ISIN;Quantity",
      footer: async (written) => `${written} trades`,
    }),
  chunks,
  expected: "ISIN;Quantity\nUK1;1\nUK2;\nÜ3;3\nUK4;4\n4 trades",
});

describeFileWriterContract<Trade>("flatFileWriter with lines of fixed length in EUC-KR", {
  defaultName: "flatFileWriter",
  make: (file, options) =>
    flatFileWriter(
      file,
      formatterAggregator("%-5s%05d", ({ quantity }: Trade) => ["가", quantity ?? 0]),
      {
        ...options,
        encoding: "euc-kr",
      },
    ),
  chunks,
});

describe("delimitedAggregator", () => {
  it("puts quotes around every field and escapes nothing, as Spring Batch", () => {
    const aggregate = delimitedAggregator((item: FormatValue[]) => item, { quote: '"' });
    expect(aggregate(["a,b", 'say "hi"', null, 1])).toBe('"a,b","say "hi"","","1"');
    expect(delimitedAggregator((item: FormatValue[]) => item)(["a", undefined, true])).toBe("a,,true");
  });
});

describe("passThroughAggregator", () => {
  it("writes an item as text", () => expect(passThroughAggregator(42)).toBe("42"));
});

describe("formatterAggregator", () => {
  it("refuses lines of another length", () => {
    const aggregate = formatterAggregator("%s", (text: string) => [text], { minimumLength: 2, maximumLength: 3 });
    expect(aggregate("ab")).toBe("ab");
    expect(() => aggregate("a")).toThrow("A line has 1 characters, allowed are 2 to 3: a");
    expect(() => aggregate("abcd")).toThrow("A line has 4 characters");
  });
});

describe("javaFormat", () => {
  it.each<[string, FormatValue[], string]>([
    ["%s|%S", ["a", "b"], "a|B"],
    ["%5s|%-5s|", ["a", "b"], "    a|b    |"],
    ["%.2s", ["abc"], "ab"],
    ["%d %d", [42, -42n], "42 -42"],
    ["%05d|%5d|%-5d|", [42, 42, 42], "00042|   42|42   |"],
    ["%05d", [-42], "-0042"],
    ["%+d % d", [1, 1], "+1  1"],
    ["%,d", [1234567], "1,234,567"],
    ["%f", [1.5], "1.500000"],
    ["%9.2f|", [-1234.567], " -1234.57|"],
    ["%,.2f", [1234567.891], "1,234,567.89"],
    ["%x", [255], "ff"],
    ["%b %b", [true, null], "true false"],
    ["100%%%n", [], "100%\n"],
    ["%2$s %1$s", ["a", "b"], "b a"],
  ])("%s", (format, values, text) => expect(javaFormat(format)(values)).toBe(text));

  it("refuses what it does not know and what does not fit", () => {
    expect(() => javaFormat("%tY")).toThrow("The format %t is not known.");
    expect(() => javaFormat("%d")([1.5])).toThrow("%d and %x print whole numbers, not 1.5.");
    expect(() => javaFormat("%f")(["x"])).toThrow('%f prints numbers, not "x".');
  });
});
