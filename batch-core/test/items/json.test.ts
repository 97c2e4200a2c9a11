import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { type ItemReader, jsonReader, jsonWriter, type WriteScope } from "../../src/item/index.ts";
import { ExecutionContext } from "../../src/model/execution-context.ts";
import { describeFileWriterContract } from "./support/file-writer-contract.ts";
import { fileWith, newPath } from "./support/files.ts";
import { describeReaderContract, readAll } from "./support/reader-contract.ts";

const item = z.object({ id: z.number() });
const users = fileWith('[ {"id":1},\n {"id":2, "x": [1, {"y": "],}"}]},{"id":3}\n, {"id":4}\n]\n');

describeReaderContract("jsonReader", {
  defaultName: "jsonReader",
  make: (options) => jsonReader(users, item, options),
  makeBroken: () => jsonReader(newPath(), item),
  items: [{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }],
});

describeFileWriterContract<unknown>("jsonWriter", {
  defaultName: "jsonWriter",
  make: (file, options) => jsonWriter(file, options),
  chunks: [[{ id: 1 }, { id: 2 }], [], [{ id: 3, text: "a]\nb" }], [[]]],
  expected: '[\n {"id":1},\n {"id":2},\n {"id":3,"text":"a]\\nb"},\n []\n]\n',
});

describeFileWriterContract<unknown>("jsonWriter with an empty first chunk, in UTF-16", {
  defaultName: "jsonWriter",
  make: (file, options) => jsonWriter(file, { ...options, encoding: "utf-16le" }),
  chunks: [[], [], [{ id: 1 }], [{ id: "é" }]],
});

describe("jsonWriter", () => {
  it("goes on with an array that stands in the file", async () => {
    const file = newPath();
    await write(file, []);
    expect(readFileSync(file, "utf8")).toBe("[\n\n]\n");
    await write(file, [1]);
    await write(file, []);
    await write(file, [2, 3]);
    expect(readFileSync(file, "utf8")).toBe("[\n 1,\n 2,\n 3\n]\n");
  });

  it("leaves nothing of a long footer that stood there", async () => {
    const file = fileWith(`[1\n]${" ".repeat(100)}`);
    await write(file, [2]);
    expect(readFileSync(file, "utf8")).toBe("[1,\n 2\n]\n");
  });

  it("is a whole array after every commit", async () => {
    const file = newPath();
    const writer = jsonWriter<number>(file);
    await writer.open?.(new ExecutionContext());
    for (const n of [1, 2, 3]) {
      await writer.write([n], {} as WriteScope);
      await writer.beforeCommit?.();
      expect(JSON.parse(readFileSync(file, "utf8"))).toHaveLength(n);
    }
    await writer.close?.();
  });

  it("cannot go on inside of a packed file", async () => {
    const file = newPath(".json.gz");
    await write(file, [1], false);
    await expect(write(file, [2])).rejects.toThrow("is packed");
  });

  async function write(file: string, items: readonly unknown[], append = true): Promise<void> {
    const writer = jsonWriter(file, { append, lineSeparator: "\n" });
    const context = new ExecutionContext();
    try {
      await writer.open?.(context);
      await writer.write(items, {} as WriteScope);
      await writer.update?.(context);
      await writer.beforeCommit?.();
    } finally {
      await writer.close?.();
    }
  }
});

describe("jsonReader", () => {
  it.each<[string, unknown[]]>([
    ["[]", []],
    ["[\n\n]\n", []],
    ["\uFEFF [1]", [1]],
    ['[1,"a,]\\"",true,null ,[],{},-1.5e3]', [1, 'a,]"', true, null, [], {}, -1500]],
    ['["\\\\",["\\\\"]]', ["\\", ["\\"]]],
  ])("reads %s", async (content, items) => {
    expect(await read(jsonReader(fileWith(content), (value) => ({ value })))).toEqual(
      items.map((value) => ({ value })),
    );
  });

  it("reads what JSON.stringify writes, wherever the blocks end", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue()), fc.constantFrom(undefined, 1), async (values, indent) => {
        const padding = { padding: "x".repeat(65_530) };
        const file = fileWith(JSON.stringify([padding, ...values], null, indent));
        const items = await read(jsonReader(file, (value) => ({ value })));
        expect(items).toEqual(JSON.parse(JSON.stringify([padding, ...values])).map((value: unknown) => ({ value })));
      }),
      { numRuns: 50 },
    );
  });

  it("throws for an element that is no JSON or no item, and goes on", async () => {
    const reader = jsonReader(fileWith('[{"id":1},\n{"id":x},\n{"id":"2"},\n\n{"id":3}]'), item);
    await reader.open?.(new ExecutionContext());
    expect(await reader.read()).toEqual({ id: 1 });
    const failure = async () => reader.read();
    await expect(failure()).rejects.toMatchObject({ code: "PARSE", line: 2, input: '{"id":x}' });
    await expect(failure()).rejects.toMatchObject({ code: "PARSE", line: 3, input: '{"id":"2"}' });
    expect(await reader.read()).toEqual({ id: 3 });
    expect(await reader.read()).toBeNull();
    await reader.close?.();
  });

  it.each([
    ["", "it is empty"],
    ['{"id":1}', "it does not begin with ["],
    ['[{"id":1}', "the array is never closed"],
    ['[{"id":1', "the array is never closed"],
    ["[1,]", "an element is missing"],
    ["[,1]", "an element is missing"],
    ["[1}", "there is neither , nor ]"],
    ["[1] 2", "something stands behind the array"],
  ])("refuses %j", async (content, problem) => {
    await expect(read(jsonReader(fileWith(content), (value) => value))).rejects.toThrow(problem);
  });

  it("gives what stands before the break first", async () => {
    const reader = jsonReader(fileWith("[1,2}"), (value) => value);
    await reader.open?.(new ExecutionContext());
    expect([await reader.read(), await reader.read()]).toEqual([1, 2]);
    await expect((async () => reader.read())()).rejects.toThrow("neither , nor ]");
    await reader.close?.();
  });

  it("takes a missing file for an empty one when not strict", async () => {
    expect(await read(jsonReader(newPath(), item, { strict: false }))).toEqual([]);
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
