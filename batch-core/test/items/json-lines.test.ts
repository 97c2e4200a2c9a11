import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { jsonLinesReader, jsonLinesWriter, type WriteScope } from "../../src/item/index.ts";
import { ExecutionContext } from "../../src/model/execution-context.ts";
import { describeFileWriterContract } from "./support/file-writer-contract.ts";
import { fileWith, newPath } from "./support/files.ts";
import { describeReaderContract, readAll } from "./support/reader-contract.ts";

const item = z.object({ id: z.number() });

describeReaderContract("jsonLinesReader", {
  defaultName: "jsonLinesReader",
  make: (options) => jsonLinesReader(fileOfItems, item, options),
  makeBroken: () => jsonLinesReader(newPath(), item),
  items: [{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4 }],
});

const fileOfItems = fileWith('{"id":1}\r\n\n{"id":2}\n{"id":3}\n  \n{"id":4}');

describeFileWriterContract("jsonLinesWriter", {
  defaultName: "jsonLinesWriter",
  make: (file, options) => jsonLinesWriter(file, options),
  chunks: [[{ id: 1 }, { id: 2 }], [{ id: 3, text: "a\nb" }], [{ id: 4 }]],
  expected: '{"id":1}\n{"id":2}\n{"id":3,"text":"a\\nb"}\n{"id":4}\n',
});

describe("jsonLinesReader", () => {
  it("throws for what is no JSON or no item, and goes on", async () => {
    const file = fileWith('{"id":1}\n{"id":\n{"id":"2"}\n{"id":3}\n');
    const reader = jsonLinesReader(file, item);
    await reader.open?.(new ExecutionContext());
    expect(await reader.read()).toEqual({ id: 1 });
    expect(() => reader.read()).toThrow(/line 2: not JSON/);
    expect(() => reader.read()).toThrow(/line 3: id: .*number/);
    expect(await reader.read()).toEqual({ id: 3 });
    await reader.close?.();
  });

  it("reads lines longer than a block", async () => {
    const long = "x".repeat(300_000);
    const file = fileWith(`"${long}"\n"short"\n"${long}"\n`);
    const reader = jsonLinesReader(file, z.string());
    await reader.open?.(new ExecutionContext());
    expect(await readAll(reader)).toEqual([long, "short", long]);
    await reader.close?.();
  });
});

describe("jsonLinesWriter", () => {
  it("keeps all digits of a bigint, and refuses what JSON cannot say", async () => {
    const file = newPath();
    const writer = jsonLinesWriter<unknown>(file, { lineSeparator: "\n" });
    await writer.open?.(new ExecutionContext());
    await writer.write([{ id: 2n ** 63n }], {} as WriteScope);
    await writer.beforeCommit?.();
    expect(() => writer.write([undefined], {} as WriteScope)).toThrow("has no form in JSON");
    await writer.close?.();
    expect(readFileSync(file, "utf8")).toBe('{"id":9223372036854775808}\n');
  });
});
