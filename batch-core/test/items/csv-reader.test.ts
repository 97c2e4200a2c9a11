import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ParseError } from "../../src/errors.ts";
import { type CsvReaderOptions, csvReader, type ItemReader } from "../../src/item/index.ts";
import { ExecutionContext } from "../../src/model/execution-context.ts";
import { fileWith, newPath } from "./support/files.ts";
import { describeReaderContract, readAll, readSome } from "./support/reader-contract.ts";

const bird = z.object({ id: z.coerce.number().int(), name: z.string().min(1) });
const birds = fileWith('id,name\n1,owl\n2,"gull, black-headed"\n3,"the ""crow"""\n4,duck\n5,"two\nlines"\n');

describeReaderContract("csvReader", {
  defaultName: "csvReader",
  make: (options) => csvReader(birds, bird, options),
  makeBroken: () => csvReader(newPath(), bird),
  items: [
    { id: 1, name: "owl" },
    { id: 2, name: "gull, black-headed" },
    { id: 3, name: 'the "crow"' },
    { id: 4, name: "duck" },
    { id: 5, name: "two\nlines" },
  ],
});

describe("csvReader", () => {
  it.each<[string, string, CsvReaderOptions, unknown]>([
    [
      "plain records",
      "a,b\n1,2\n3,4\n",
      {},
      [
        { a: "1", b: "2" },
        { a: "3", b: "4" },
      ],
    ],
    ["a last line without an end", "a,b\n1,2", {}, [{ a: "1", b: "2" }]],
    [
      "CRLF",
      'a,b\r\n1,2\r\n"3",4\r\n',
      {},
      [
        { a: "1", b: "2" },
        { a: "3", b: "4" },
      ],
    ],
    ["CRLF inside quotes as it is", 'a,b\r\n"x\r\ny",2\r\n', {}, [{ a: "x\r\ny", b: "2" }]],
    ["empty fields", "a,b,c\n,,\n", {}, [{ a: "", b: "", c: "" }]],
    ["empty lines passed over", "a\n\n1\n\r\n2\n", {}, [{ a: "1" }, { a: "2" }]],
    ["an empty field in quotes", 'a\n""\n', {}, [{ a: "" }]],
    ["blanks kept", "a,b\n 1 , 2\n", {}, [{ a: " 1 ", b: " 2" }]],
    ["names from the options", "1,2\n", { columns: ["x", "y"] }, [{ x: "1", y: "2" }]],
    ["a quoted header", '"a,1",b\n1,2\n', {}, [{ "a,1": "1", b: "2" }]],
    ["another delimiter", "a;b\n1,5;2\n", { delimiter: ";" }, [{ a: "1,5", b: "2" }]],
    [
      "a delimiter of two characters",
      'a||b\n1|||2\n"x||y"||z\n',
      { delimiter: "||" },
      [
        { a: "1", b: "|2" },
        { a: "x||y", b: "z" },
      ],
    ],
    ["another quote", "a,b\n'1,2',3\n", { quote: "'" }, [{ a: "1,2", b: "3" }]],
    ["no quotes at all", 'a,b\n"1,2\n', { quote: null }, [{ a: '"1', b: "2" }]],
    [
      "comments",
      "# birds\na,b\n1,2\n#3,4\n5,6\n",
      { comments: ["#"] },
      [
        { a: "1", b: "2" },
        { a: "5", b: "6" },
      ],
    ],
    ["lines to skip before the header", 'Report "x\n\na,b\n1,2\n', { linesToSkip: 2 }, [{ a: "1", b: "2" }]],
    ["a byte order mark", "\uFEFFa,b\n1,2\n", {}, [{ a: "1", b: "2" }]],
    ["an empty file", "", {}, []],
    ["a header alone", "a,b\n", {}, []],
  ])("reads %s", async (_, content, options, expected) => {
    expect(await readRows(fileWith(content), options)).toEqual(expected);
  });

  it.each([
    ["utf16le", Buffer.from("\uFEFFa\nä€\n", "utf16le"), "ä€"],
    ["latin1", Buffer.from("a\nä\n", "latin1"), "ä"],
    ["euc-kr", Buffer.from([0x61, 0x0a, 0xb0, 0xa1, 0x0a]), "가"],
  ])("reads %s", async (encoding, bytes, value) => {
    expect(await readRows(fileWith(bytes), { encoding })).toEqual([{ a: value }]);
  });

  it("refuses an encoding that nobody knows", () => {
    expect(() => csvReader("x.csv", (row) => row, { encoding: "utf-99" })).toThrow(
      'Encoding "utf-99" of x.csv is not known.',
    );
  });

  it("unpacks gzip by the name of the file or by option", async () => {
    const packed = gzipSync("a\n1\n");
    expect(await readRows(fileWith(packed, ".csv.gz"))).toEqual([{ a: "1" }]);
    expect(await readRows(fileWith(packed), { gzip: true })).toEqual([{ a: "1" }]);
  });

  it("tells of gzip that is broken", async () => {
    const packed = gzipSync(`a\n${"1\n".repeat(1000)}`).subarray(0, 30);
    await expect(readRows(fileWith(packed, ".gz"))).rejects.toMatchObject({ code: "ITEM_STREAM" });
  });

  it.each([
    ["a record the schema refuses", "id,name\n1,owl\nx,crow\n3,duck\n", 3, "x,crow", /line 3: id: .*number/],
    ["too few fields", "id,name\n1,owl\n2\n3,duck\n", 3, "2", /expected 2 fields \(id, name\), found 1/],
    ["too many fields", "id,name\n1,owl\n2,a,b\n3,duck\n", 3, "2,a,b", /expected 2 fields \(id, name\), found 3/],
    ["a quote in the middle", 'id,name\n1,owl\n2,5" nail\n3,duck\n', 3, '2,5" nail', /[Qq]uote/],
    ["text behind a closing quote", 'id,name\n1,owl\n2,"a"b\n3,duck\n', 3, '2,"a"b', /[Qq]uote/],
    ["a quote that never closes", 'id,name\n1,owl\n2,"crow\n3,duck\n', 3, '2,"crow', /never closed|[Qq]uote/],
    [
      "a quote that closes in a later record",
      'id,name\n1,owl\n2,"crow\n3,duck\n"4",x\n',
      3,
      '2,"crow',
      /[Qq]uote/,
      [{ id: 4, name: "x" }],
    ],
  ])("throws for %s and goes on with the next", async (_, content, line, input, problem, more: unknown[] = []) => {
    const file = fileWith(content);
    const { items, errors } = await readSkipping(csvReader(file, bird));
    expect(items).toEqual([{ id: 1, name: "owl" }, { id: 3, name: "duck" }, ...more]);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toBeInstanceOf(ParseError);
    expect(errors[0]).toMatchObject({ resource: file, line, input });
    expect(errors[0]?.message).toMatch(problem);
  });

  it("counts a bad record, so that a restart does not meet it again", async () => {
    const file = fileWith("id,name\n1,owl\nx,crow\n3,duck\n");
    const reader = csvReader(file, bird, { name: "birds" });
    const context = new ExecutionContext();
    await reader.open?.(context);
    await reader.read();
    await expect((async () => reader.read())()).rejects.toThrow(ParseError);
    await reader.update?.(context);
    await reader.close?.();
    expect(context.get("birds.read.count")).toBe(2);
    expect((await readSome(csvReader(file, bird, { name: "birds" }), context, 9)).items).toEqual([
      { id: 3, name: "duck" },
    ]);
  });

  it("passes the line to a function, and what it throws becomes a ParseError with its cause", async () => {
    const cause = new Error("no owls");
    const file = fileWith('a\n"x\ny"\nowl\n');
    const reader = csvReader(file, (row, line) => {
      if (row.a === "owl") throw cause;
      return line;
    });
    const { items, errors } = await readSkipping(reader);
    expect(items).toEqual([2]);
    expect(errors).toMatchObject([{ line: 4, input: "owl", cause }]);
  });

  it("misses a column once, when it opens", async () => {
    const optional = bird.extend({ color: z.string().optional() });
    await expect(readRows(fileWith("id,color\n1,red\n"), {}, optional)).rejects.toThrow(
      /has no column "name"\. Its columns are: id, color\./,
    );
    expect(await readRows(fileWith("id,name\n1,owl\n"), {}, optional)).toEqual([{ id: 1, name: "owl" }]);
  });

  it("refuses two columns of one name", async () => {
    await expect(readRows(fileWith("a,a\n1,2\n"))).rejects.toThrow('two columns "a"');
  });

  it("takes a missing file for an empty one when not strict, and warns", async () => {
    const warnings: string[] = [];
    const warn = (_: unknown, message: string) => warnings.push(message);
    const log = { debug: warn, info: warn, warn, error: warn };
    expect(await readRows(newPath(".csv"), { strict: false, log })).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining("cannot be read")]);
    await expect(readRows(newPath(".csv"))).rejects.toThrow("there is no such file");
  });

  it("refuses a folder", async () => {
    await expect(readRows("/")).rejects.toThrow("it is a folder");
  });

  it("keeps line numbers and records whole across the blocks it reads", async () => {
    // Records of growing length, some over lines, so that block ends fall everywhere.
    const text = (i: number) => (i % 7 === 0 ? `"${"é".repeat(i % 97)}\n""${i}"""` : "é".repeat(i % 97));
    const value = (i: number) => (i % 7 === 0 ? `${"é".repeat(i % 97)}\n"${i}"` : "é".repeat(i % 97));
    const file = fileWith(`id,text\n${Array.from({ length: 5000 }, (_, i) => `${i},${text(i)}\n`).join("")}`);
    const reader = csvReader(file, (row, line) => ({ ...row, line }));
    await reader.open?.(new ExecutionContext());
    const items = await readAll(reader);
    await reader.close?.();
    let line = 2;
    for (const [i, item] of items.entries()) {
      expect(item).toEqual({ id: String(i), text: value(i), line });
      line += i % 7 === 0 ? 2 : 1;
    }
    expect(items).toHaveLength(5000);
  });

  it("gives nearly all items without a promise", async () => {
    const reader = csvReader(fileWith(`a\n${"1\n".repeat(200_000)}`), (row) => row.a);
    await reader.open?.(new ExecutionContext());
    let promises = 0;
    for (;;) {
      const item = reader.read();
      if (item instanceof Promise) promises++;
      if ((await item) === null) break;
    }
    await reader.close?.();
    expect(promises).toBeLessThan(20);
  });

  it("an open quote cannot swallow the file: beyond a megabyte its line alone is bad", async () => {
    const file = fileWith(`a\n"open\n${`${"x".repeat(99)}\n`.repeat(30_000)}`);
    const { items, errors } = await readSkipping(csvReader(file, (row) => row.a));
    expect(items).toHaveLength(30_000);
    expect(errors).toMatchObject([{ line: 2, input: '"open' }]);
  });
});

async function readRows(
  file: string,
  options: CsvReaderOptions = {},
  row: z.ZodType = z.record(z.string(), z.string()),
) {
  const reader = csvReader(file, row, options);
  try {
    await reader.open?.(new ExecutionContext());
    return await readAll(reader);
  } finally {
    await reader.close?.();
  }
}

/** Reads to the end as a step with a skip policy does. */
async function readSkipping<T>(reader: ItemReader<T>): Promise<{ items: T[]; errors: Error[] }> {
  const items: T[] = [];
  const errors: Error[] = [];
  await reader.open?.(new ExecutionContext());
  for (;;) {
    try {
      const item = await reader.read();
      if (item === null) break;
      items.push(item);
    } catch (error) {
      errors.push(error as Error);
    }
  }
  await reader.close?.();
  return { items, errors };
}
