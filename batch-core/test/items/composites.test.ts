import { existsSync, readFileSync } from "node:fs";
import { describe, expect, expectTypeOf, it } from "vitest";
import { z } from "zod";
import {
  classifierProcessor,
  classifierWriter,
  compositeProcessor,
  compositeReader,
  compositeWriter,
  consumerWriter,
  csvReader,
  csvWriter,
  filteringProcessor,
  type ItemProcessor,
  type ItemWriter,
  jsonLinesWriter,
  listReader,
  listWriter,
  peekableReader,
  validatingProcessor,
  type WriteScope,
} from "../../src/item/index.ts";
import { ExecutionContext } from "../../src/model/execution-context.ts";
import { describeCrashContract } from "./support/file-writer-contract.ts";
import { fileWith } from "./support/files.ts";
import { describeRestartContract, readAll } from "./support/reader-contract.ts";

const scope = {} as WriteScope;
const numbers = fileWith("n\n3\n4\n5\n");

describeRestartContract("compositeReader", {
  make: () =>
    compositeReader<number>(
      listReader([1, 2], { name: "first" }),
      listReader([], { name: "none" }),
      csvReader(numbers, (row) => Number(row.n)),
      listReader([6], { name: "last" }),
    ),
  items: [1, 2, 3, 4, 5, 6],
});

describeRestartContract("peekableReader", {
  make: () => peekableReader(listReader([1, 2, 3, 4])),
  items: [1, 2, 3, 4],
});

describe("peekableReader", () => {
  it("tells what comes next, as often as it is asked", async () => {
    const reader = peekableReader(csvReader(numbers, (row) => Number(row.n)));
    await reader.open?.(new ExecutionContext());
    const seen = [
      await reader.peek(),
      await reader.peek(),
      await reader.read(),
      await reader.read(),
      await reader.peek(),
    ];
    expect(seen).toEqual([3, 3, 3, 4, 5]);
    expect([await reader.read(), await reader.peek(), await reader.read(), await reader.read()]).toEqual([
      5,
      null,
      null,
      null,
    ]);
    await reader.close?.();
  });

  it("does not count what was only peeked at", async () => {
    const context = new ExecutionContext();
    const reader = peekableReader(listReader([1, 2, 3]));
    await reader.open?.(context);
    await reader.read();
    await reader.peek();
    await reader.update?.(context);
    expect(context.get("listReader.read.count")).toBe(1);
    await reader.read();
    await reader.update?.(context);
    expect(context.get("listReader.read.count")).toBe(2);
    await reader.close?.();
  });
});

interface Order {
  readonly id: number;
  readonly large: boolean;
}

const order = (id: number): Order => ({ id, large: id > 2 });
const chunks = [[order(1), order(3)], [], [order(4)], [order(2), order(5)]];
const contentOf = (file: string) => ["a", "b"].map((end) => existsSync(file + end) && readFileSync(file + end, "utf8"));

describeCrashContract<Order>("compositeWriter", {
  make: (file) => compositeWriter<Order>(csvWriter(`${file}a`, ["id"]), jsonLinesWriter(`${file}b`)),
  chunks,
  contentOf,
});

describeCrashContract<Order>("classifierWriter", {
  make: (file) =>
    classifierWriter({
      classify: ({ large }: Order) => (large ? "large" : "small"),
      writers: {
        large: csvWriter(`${file}a`, ["id"], { name: "large" }),
        small: csvWriter(`${file}b`, ["id"], { name: "small" }),
      },
    }),
  chunks,
  contentOf,
});

describe("compositeWriter", () => {
  it("writes to all, and closes all even when some cannot", async () => {
    const [first, second] = [[], []] as number[][];
    const broken = (message: string): ItemWriter<number> => ({
      write() {},
      close() {
        throw new Error(message);
      },
    });
    const writer = compositeWriter(broken("one"), listWriter(first ?? []), broken("two"), listWriter(second ?? []));
    await writer.write([1, 2], scope);
    await writer.beforeCommit?.();
    expect([first, second]).toEqual([
      [1, 2],
      [1, 2],
    ]);
    await expect(writer.close?.()).rejects.toMatchObject({ errors: [{ message: "one" }, { message: "two" }] });
    await expect(compositeWriter(broken("one")).close?.()).rejects.toThrow("one");
  });
});

describe("classifierWriter", () => {
  it("gives each writer its items of the chunk together, in order", async () => {
    const calls: [string, readonly number[]][] = [];
    const note = (name: string): ItemWriter<number> => ({
      write(items) {
        calls.push([name, items]);
      },
    });
    const writer = classifierWriter({
      classify: (n: number) => (n % 2 ? "odd" : "even"),
      writers: { odd: note("odd"), even: note("even") },
    });
    await writer.write([1, 2, 3, 4, 5], scope);
    await writer.write([], scope);
    expect(calls).toEqual([
      ["odd", [1, 3, 5]],
      ["even", [2, 4]],
    ]);
  });
});

describe("listWriter", () => {
  it("holds what was committed only", async () => {
    const list: number[] = [];
    const writer = listWriter(list);
    await writer.write([1], scope);
    await writer.afterRollback?.();
    await writer.write([2, 3], scope);
    expect(list).toEqual([]);
    await writer.beforeCommit?.();
    expect(list).toEqual([2, 3]);
  });
});

describe("consumerWriter", () => {
  it("calls for one item after the other, with the scope", async () => {
    const seen: unknown[] = [];
    await consumerWriter(async (item: number, given) => {
      seen.push([item, given === scope]);
    }).write([1, 2], scope);
    expect(seen).toEqual([
      [1, true],
      [2, true],
    ]);
  });
});

describe("processors", () => {
  /** Numbers its items, over restarts too. */
  const numbering = (): ItemProcessor<string, string> => {
    let count = 0;
    return {
      open(context) {
        count = context.getNumber("numbering") ?? 0;
      },
      process: (item) => `${item}${++count}`,
      update: (context) => context.put("numbering", count),
    };
  };

  it("compositeProcessor hands on, filters, and takes positions along", async () => {
    const context = new ExecutionContext({ numbering: 41 });
    const processor = compositeProcessor(
      (item: string) => (item === "" ? null : item.trim()),
      numbering(),
      async (item) => ({ item }),
    );
    expectTypeOf(processor).toEqualTypeOf<ItemProcessor<string, { item: string }>>();
    await processor.open?.(context);
    expect([await processor.process(" a"), await processor.process(""), await processor.process("b")]).toEqual([
      { item: "a42" },
      null,
      { item: "b43" },
    ]);
    await processor.update?.(context);
    expect(context.get("numbering")).toBe(43);
  });

  it("classifierProcessor takes the one of the item's class", async () => {
    const processor = classifierProcessor({
      classify: (item: string) => (item.startsWith("#") ? "comment" : "text"),
      processors: { comment: () => null, text: numbering() },
    });
    const context = new ExecutionContext();
    await processor.open?.(context);
    expect([await processor.process("#"), await processor.process("a"), await processor.process("b")]).toEqual([
      null,
      "a1",
      "b2",
    ]);
    await processor.update?.(context);
    expect(context.get("numbering")).toBe(2);
  });

  it("validatingProcessor lets valid items pass, and throws for or filters the others", () => {
    const schema = z.object({ amount: z.coerce.number().positive() });
    expect(validatingProcessor(schema)({ amount: "1", more: 2 })).toEqual({ amount: 1 });
    expect(() => validatingProcessor(schema)({ amount: -1 })).toThrow(/^An item is not valid: amount: /);
    expect(validatingProcessor(schema, { filter: true })({ amount: -1 })).toBeNull();
  });

  it("filteringProcessor filters what is unwanted", () => {
    expect([1, 2, 3].map(filteringProcessor((n) => n === 2))).toEqual([1, null, 3]);
  });
});

describe("a composite of readers", () => {
  it("gives items without a promise where its readers do", async () => {
    const reader = compositeReader(listReader([1, 2], { name: "a" }), listReader([3], { name: "b" }));
    await reader.open?.(new ExecutionContext());
    expect([reader.read(), reader.read(), reader.read(), reader.read()]).toEqual([1, 2, 3, null]);
    expect(await readAll(reader)).toEqual([]);
    await reader.close?.();
  });
});
