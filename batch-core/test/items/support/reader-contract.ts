import { describe, expect, it } from "vitest";
import type { ItemCountingOptions, ItemReader } from "../../../src/item/index.ts";
import { ExecutionContext } from "../../../src/model/execution-context.ts";

export interface ReaderContract<T> {
  /** Prefix of the reader's keys when no name is given. */
  readonly defaultName: string;
  /** A new reader over the same input each time. */
  make(options: ItemCountingOptions): Awaited<ItemReader<T>> | Promise<ItemReader<T>>;
  /** A reader whose `open` fails; absent where nothing can fail. */
  makeBroken?(): ItemReader<T>;
  /** What the input holds: at least 3 items. */
  readonly items: readonly T[];
}

/** What every reader promises that goes on where it was, whatever it keeps its position by. */
export function describeRestartContract<T>(
  reader: string,
  contract: { readonly make: () => ItemReader<T>; readonly items: readonly T[] },
): void {
  const { make, items } = contract;

  describe(`${reader} keeps the contract of a restart`, () => {
    it("gives every item once, in order, and then null as often as it is asked", async () => {
      const opened = make();
      await opened.open?.(new ExecutionContext());
      expect(await readAll(opened)).toEqual(items);
      expect(await opened.read()).toBeNull();
      await opened.close?.();
    });

    it.each(Array.from({ length: items.length + 1 }, (_, position) => position))(
      "goes on after item %i when restarted",
      async (position) => {
        const { context } = await readSome(make(), new ExecutionContext(), position);
        const restarted = await readSome(make(), context, items.length);
        expect(restarted.items).toEqual(items.slice(position));
      },
    );

    it("has nothing left when restarted after its end", async () => {
      const { context } = await readSome(make(), new ExecutionContext(), items.length + 1);
      expect((await readSome(make(), context, 1)).items).toEqual([]);
    });

    it("survives several restarts", async () => {
      let context = new ExecutionContext();
      const found: T[] = [];
      for (let attempt = 0; attempt < items.length; attempt++) {
        const part = await readSome(make(), context, 1);
        found.push(...part.items);
        context = part.context;
      }
      expect(found).toEqual(items);
    });

    it("closes half-way, twice, and unopened", async () => {
      const opened = make();
      await opened.open?.(new ExecutionContext());
      await opened.read();
      await opened.close?.();
      await opened.close?.();
      await make().close?.();
    });
  });
}

/** What every reader promises that keeps its position by counting (spec §8.6, §8.7). */
export function describeReaderContract<T>(reader: string, contract: ReaderContract<T>): void {
  const { make, items, defaultName } = contract;
  const all = items.length;

  describe(`${reader} keeps the contract of a reader`, () => {
    it("gives every item once, in order, and then null as often as it is asked", async () => {
      const opened = await make({});
      await opened.open?.(new ExecutionContext());
      expect(await readAll(opened)).toEqual(items);
      expect(await opened.read()).toBeNull();
      await opened.close?.();
    });

    it("counts before it reads, also at the end: n items leave n + 1", async () => {
      const { context } = await readSome(await make({ name: "numbers" }), new ExecutionContext(), all + 1);
      expect(context.get("numbers.read.count")).toBe(all + 1);
      expect(context.has("numbers.read.count.max")).toBe(false);
    });

    it("saves under its own name when it is given none", async () => {
      const { context } = await readSome(await make({}), new ExecutionContext(), 1);
      expect(context.get(`${defaultName}.read.count`)).toBe(1);
    });

    it.each(Array.from({ length: all + 1 }, (_, position) => position))(
      "goes on after item %i when restarted",
      async (position) => {
        const { context } = await readSome(await make({}), new ExecutionContext(), position);
        expect(context.getNumber(`${defaultName}.read.count`)).toBe(position);
        const restarted = await readSome(await make({}), context, all);
        expect(restarted.items).toEqual(items.slice(position));
      },
    );

    it("has nothing left when restarted after its end", async () => {
      const { context } = await readSome(await make({}), new ExecutionContext(), all + 1);
      expect((await readSome(await make({}), context, 1)).items).toEqual([]);
    });

    it("has nothing left when its end was met in a later chunk", async () => {
      const first = await readSome(await make({}), new ExecutionContext(), 2);
      const second = await readSome(await make({}), first.context, all);
      expect([...first.items, ...second.items]).toEqual(items);
      expect(second.context.get(`${defaultName}.read.count`)).toBe(all + 1);
      expect((await readSome(await make({}), second.context, 1)).items).toEqual([]);
    });

    it("survives several restarts", async () => {
      let context = new ExecutionContext();
      const found: T[] = [];
      for (let attempt = 0; attempt < all; attempt++) {
        const part = await readSome(await make({}), context, 1);
        found.push(...part.items);
        context = part.context;
      }
      expect(found).toEqual(items);
    });

    it("keeps nothing without saveState", async () => {
      const { context } = await readSome(await make({ saveState: false }), new ExecutionContext(), 2);
      expect(context.size).toBe(0);
    });

    it("stops at maxItemCount, over all executions, without touching the source", async () => {
      const first = await readSome(await make({ maxItemCount: 2 }), new ExecutionContext(), 1);
      expect(first.context.get(`${defaultName}.read.count.max`)).toBe(2);
      const second = await readSome(await make({ maxItemCount: 2 }), first.context, all);
      expect([...first.items, ...second.items]).toEqual(items.slice(0, 2));
      expect(second.context.get(`${defaultName}.read.count`)).toBe(2);
    });

    it("begins at currentItemCount when nothing is saved", async () => {
      expect((await readSome(await make({ currentItemCount: 2 }), new ExecutionContext(), all)).items).toEqual(
        items.slice(2),
      );
    });

    it("closes half-way, twice, and unopened", async () => {
      const opened = await make({});
      await opened.open?.(new ExecutionContext());
      await opened.read();
      await opened.close?.();
      await opened.close?.();
      await (await make({})).close?.();
    });

    const { makeBroken } = contract;
    if (makeBroken) {
      it("closes after an open that failed", async () => {
        const broken = makeBroken();
        await expect(Promise.resolve(broken.open?.(new ExecutionContext()))).rejects.toMatchObject({
          code: "ITEM_STREAM",
        });
        await broken.close?.();
      });
    }
  });
}

/** Everything that is left. */
export async function readAll<T>(reader: ItemReader<T>): Promise<T[]> {
  const items: T[] = [];
  for (let item = await reader.read(); item !== null; item = await reader.read()) items.push(item);
  return items;
}

/** As a step does: opens, reads up to `count` times, saves, closes. */
export async function readSome<T>(
  reader: ItemReader<T>,
  saved: ExecutionContext,
  count: number,
): Promise<{ items: T[]; context: ExecutionContext }> {
  const context = saved.copy();
  const items: T[] = [];
  await reader.open?.(context);
  await reader.update?.(context);
  for (let i = 0; i < count; i++) {
    const item = await reader.read();
    if (item === null) break;
    items.push(item);
  }
  await reader.update?.(context);
  await reader.close?.();
  return { items, context };
}
