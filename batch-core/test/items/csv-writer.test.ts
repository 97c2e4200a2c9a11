import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type CsvColumns, type CsvWriterOptions, csvReader, csvWriter, type WriteScope } from "../../src/item/index.ts";
import { ExecutionContext } from "../../src/model/execution-context.ts";
import { describeFileWriterContract } from "./support/file-writer-contract.ts";
import { newPath } from "./support/files.ts";
import { readAll } from "./support/reader-contract.ts";

type Columns = readonly string[] | CsvColumns<Record<string, unknown>>;

interface Bird {
  readonly id: number;
  readonly name: string;
}

const chunks: Bird[][] = [
  [
    { id: 1, name: "owl" },
    { id: 2, name: "gull, black-headed" },
  ],
  [{ id: 3, name: 'the "crow"' }],
  [],
  [
    { id: 4, name: "Möwe" },
    { id: 5, name: "" },
  ],
];

describeFileWriterContract<Bird>("csvWriter", {
  defaultName: "csvWriter",
  make: (file, options) => csvWriter(file, ["id", "name"], options),
  chunks,
  expected: 'id,name\n1,owl\n2,"gull, black-headed"\n3,"the ""crow"""\n4,Möwe\n5,\n',
});

describeFileWriterContract<Bird>("csvWriter with a footer", {
  defaultName: "csvWriter",
  make: (file, options) =>
    csvWriter(file, ["id"], {
      ...options,
      header: false,
      footer: (written) => `${"#".repeat(100 - 10 * written)} ${written}`,
    }),
  chunks,
  expected: `1\n2\n3\n4\n5\n${"#".repeat(50)} 5\n`,
});

describeFileWriterContract<Bird>("csvWriter in UTF-16", {
  defaultName: "csvWriter",
  make: (file, options) => csvWriter(file, ["name"], { ...options, encoding: "utf-16le" }),
  chunks,
});

describeFileWriterContract<Bird>("csvWriter with gzip", {
  defaultName: "csvWriter",
  suffix: ".csv.gz",
  make: (file, options) => csvWriter(file, ["id", "name"], { ...options, footer: (written) => `# ${written}` }),
  chunks,
});

describe("csvWriter", () => {
  it.each<[string, Columns, CsvWriterOptions, Record<string, unknown>, string]>([
    ["functions for columns", { ID: (item) => Number(item.id) * 2 }, {}, { id: 21 }, "ID\n42\n"],
    ["null and undefined as empty fields", ["a", "b"], {}, { a: null }, "a,b\n,\n"],
    [
      "numbers, bigints, booleans and dates",
      ["n", "g", "b", "d"],
      { header: false },
      { n: -1.5, g: 2n ** 60n, b: true, d: new Date(0) },
      "-1.5,1152921504606846976,true,1970-01-01T00:00:00.000Z\n",
    ],
    ["quotes around line ends", ["a"], { header: false }, { a: "x\ry" }, '"x\ry"\n'],
    ["one empty field in quotes, for an empty line would be no record", ["a"], { header: false }, { a: "" }, '""\n'],
    [
      "another delimiter and quote",
      ["a", "b"],
      { header: false, delimiter: ";", quote: "'" },
      { a: "it's", b: "x;y" },
      "'it''s';'x;y'\n",
    ],
    ["every field quoted", ["a", "b"], { header: false, quoteAll: true }, { a: 1, b: "" }, '"1",""\n'],
    ["names of columns quoted", { "a,b": () => 1 }, {}, {}, '"a,b"\n1\n'],
  ])("writes %s", async (_, columns, options, item, expected) => {
    const file = await written(columns, [item], options);
    expect(readFileSync(file, "utf8")).toBe(expected);
  });

  it("writes what csvReader reads back", async () => {
    const text = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r", " ", "é", "가", "🐦", "#") });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ a: text, b: text }), { minLength: 1 }), async (items) => {
        const file = await written(["a", "b"], items);
        const reader = csvReader(file, (row) => ({ ...row }));
        await reader.open?.(new ExecutionContext());
        expect(await readAll(reader)).toEqual(items);
        await reader.close?.();
      }),
      { numRuns: 100 },
    );
  });

  it("packs one gzip member per commit, which readers take as one file", async () => {
    const file = newPath(".csv.gz");
    await written(["a"], [{ a: 1 }, { a: 2 }], {}, file);
    expect(gunzipSync(readFileSync(file)).toString()).toBe("a\n1\n2\n");
    const reader = csvReader(file, (row) => row.a);
    await reader.open?.(new ExecutionContext());
    expect(await readAll(reader)).toEqual(["1", "2"]);
    await reader.close?.();
  });

  it("has no header behind what a file holds already", async () => {
    const file = await written(["a"], [{ a: 1 }]);
    await written(["a"], [{ a: 2 }], { append: true }, file);
    expect(readFileSync(file, "utf8")).toBe("a\n1\n2\n");
  });
});

async function written(
  columns: Columns,
  items: readonly Record<string, unknown>[],
  options: CsvWriterOptions = {},
  file = newPath(),
): Promise<string> {
  // Either form; the overloads want to know which.
  const writer = csvWriter(file, columns as CsvColumns<Record<string, unknown>>, { lineSeparator: "\n", ...options });
  const context = new ExecutionContext();
  await writer.open?.(context);
  for (const item of items) {
    await writer.write([item], {} as WriteScope);
    await writer.update?.(context);
    await writer.beforeCommit?.();
  }
  await writer.close?.();
  return file;
}
