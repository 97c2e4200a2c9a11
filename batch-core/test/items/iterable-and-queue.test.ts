import { describe, expect, it } from "vitest";
import {
  ItemQueue,
  iterableReader,
  queueReader,
  queueWriter,
  supplierReader,
  type WriteScope,
} from "../../src/item/index.ts";
import { ExecutionContext } from "../../src/model/execution-context.ts";
import { describeReaderContract, readAll } from "./support/reader-contract.ts";

const scope = {} as WriteScope;

describeReaderContract("iterableReader over an iterable", {
  defaultName: "iterableReader",
  make: (options) => iterableReader(new Set([1, 2, 3, 4]), options),
  items: [1, 2, 3, 4],
});

describeReaderContract("iterableReader over an async iterable", {
  defaultName: "iterableReader",
  make: (options) => iterableReader(countTo(4), options),
  items: [1, 2, 3, 4],
});

async function* countTo(last: number, onEnd: () => void = () => {}) {
  try {
    for (let n = 1; n <= last; n++) yield n;
  } finally {
    onEnd();
  }
}

describe("iterableReader", () => {
  it("takes an item only when it is asked for, and lets the iterable tidy up", async () => {
    const taken: number[] = [];
    let ended = false;
    function* numbers() {
      try {
        for (let n = 1; ; n++) {
          taken.push(n);
          yield n;
        }
      } finally {
        ended = true;
      }
    }
    const reader = iterableReader(numbers());
    await reader.open?.(new ExecutionContext());
    expect([reader.read(), reader.read()]).toEqual([1, 2]);
    await reader.close?.();
    expect(taken).toEqual([1, 2]);
    expect(ended).toBe(true);
  });

  it("ends where the iterable fails", async () => {
    const reader = iterableReader(
      (async function* () {
        yield 1;
        throw new Error("gone");
      })(),
    );
    await reader.open?.(new ExecutionContext());
    expect(await reader.read()).toBe(1);
    await expect((async () => reader.read())()).rejects.toThrow("gone");
    expect(await reader.read()).toBeNull();
    await reader.close?.();
  });
});

describe("supplierReader", () => {
  it("asks until it gets nothing, at most so often, and keeps no position", async () => {
    const context = new ExecutionContext();
    for (const end of [null, undefined]) {
      const list = [1, 2, 3];
      const reader = supplierReader(() => list.shift() ?? end);
      await reader.open?.(context);
      expect(await readAll(reader)).toEqual([1, 2, 3]);
      await reader.update?.(context);
    }
    const limited = supplierReader(async () => 7, { maxItemCount: 2 });
    await limited.open?.(context);
    expect(await readAll(limited)).toEqual([7, 7]);
    await limited.update?.(context);
    expect(context.size).toBe(0);
  });
});

describe("a queue between two steps", () => {
  it("passes items on in order, waits while it is full or empty, and ends when it is closed", async () => {
    const queue = new ItemQueue<number>(2);
    const produce = async () => {
      const writer = queueWriter(queue);
      for (let n = 0; n < 10; n += 5) {
        await writer.write([n, n + 1, n + 2, n + 3, n + 4], scope);
        await writer.beforeCommit?.();
        expect(queue.size).toBeLessThanOrEqual(2);
      }
      queue.close();
    };
    const reader = queueReader(queue, { timeoutMs: Number.POSITIVE_INFINITY });
    await reader.open?.(new ExecutionContext());
    const [items] = await Promise.all([readAll(reader), produce()]);
    expect(items).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    await reader.close?.();
    await expect(queue.put(1)).rejects.toThrow("The queue is closed");
  });

  it("ends after a time without items", async () => {
    const queue = new ItemQueue<number>();
    await queue.put(1);
    const reader = queueReader(queue, { timeoutMs: 5 });
    await reader.open?.(new ExecutionContext());
    expect(await readAll(reader)).toEqual([1]);
    await reader.close?.();
  });

  it("holds nothing of a chunk that is lost", async () => {
    const queue = new ItemQueue<number>();
    const writer = queueWriter(queue);
    await writer.write([1, 2], scope);
    expect(queue.size).toBe(0);
    await writer.afterRollback?.();
    await writer.beforeCommit?.();
    expect(queue.size).toBe(0);
  });

  it("needs room", () => {
    expect(() => new ItemQueue(0)).toThrow("room for at least one item");
  });
});
