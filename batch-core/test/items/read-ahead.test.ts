import { setImmediate as nextTurn } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { itemCountingReader } from "../../src/item/readers/item-counting.ts";
import { ExecutionContext } from "../../src/model/execution-context.ts";

describe("reading ahead", () => {
  const unhandled: unknown[] = [];
  const note = (error: unknown) => unhandled.push(error);

  beforeEach(() => void process.on("unhandledRejection", note));
  afterEach(() => void process.off("unhandledRejection", note));

  const failing = () => {
    let blocks = 0;
    return itemCountingReader<number, number>({
      name: "failing",
      source: {
        async nextBlock() {
          blocks++;
          if (blocks === 1) return [1, 2];
          throw new Error("the second block is broken");
        },
      },
      toItem: (item) => item,
    });
  };

  it("tells of a failure when the block is asked for, not before, and ends there", async () => {
    const reader = failing();
    await reader.open?.(new ExecutionContext());
    expect(await reader.read()).toBe(1);
    await nextTurn();
    expect(await reader.read()).toBe(2);
    await expect((async () => reader.read())()).rejects.toThrow("the second block is broken");
    expect(await reader.read()).toBeNull();
    await reader.close?.();
    expect(unhandled).toEqual([]);
  });

  it("forgets a failure that nobody asked for", async () => {
    const reader = failing();
    await reader.open?.(new ExecutionContext());
    await reader.read();
    await nextTurn();
    await reader.close?.();
    expect(unhandled).toEqual([]);
  });
});
