import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  csvReader,
  csvWriter,
  type ItemWriter,
  listReader,
  type MultiResourceReaderOptions,
  multiResourceReader,
  multiResourceWriter,
  type WriteScope,
} from "../../src/item/index.ts";
import { ExecutionContext } from "../../src/model/execution-context.ts";
import { describeCrashContract } from "./support/file-writer-contract.ts";
import { newPath } from "./support/files.ts";
import { describeRestartContract, readAll, readSome } from "./support/reader-contract.ts";

const folder = folderWith({
  "b.csv": "id\n3\n",
  "a.csv": "id\n1\n2\n",
  "c.csv": "id\n",
  "d.csv": "id\n4\n5\n",
  "other.txt": "id\n9\n",
});
const read = (options: Partial<MultiResourceReaderOptions<number>> = {}) =>
  multiResourceReader({
    files: join(folder, "*.csv"),
    make: (file) => csvReader(file, (row) => Number(row.id)),
    ...options,
  });

describeRestartContract("multiResourceReader", { make: () => read(), items: [1, 2, 3, 4, 5] });

describe("multiResourceReader", () => {
  it("saves the index of the file beside the position in it, as Spring Batch does", async () => {
    const states = await Promise.all(
      [0, 1, 3, 9].map(async (count) => {
        const { context } = await readSome(read({ name: "all" }), new ExecutionContext(), count);
        return Object.fromEntries(context.entries());
      }),
    );
    expect(states).toEqual([
      { "all.resourceIndex": -1 },
      { "all.resourceIndex": 0, "all.resource": "a.csv", "csvReader.read.count": 1 },
      { "all.resourceIndex": 1, "all.resource": "b.csv", "csvReader.read.count": 1 },
      // Past the last file.
      { "all.resourceIndex": 4 },
    ]);
  });

  it("keeps nothing without saveState", async () => {
    const { context } = await readSome(read({ saveState: false }), new ExecutionContext(), 3);
    expect(context.size).toBe(0);
  });

  it("takes a list of files, in another order if told", async () => {
    const files = ["d.csv", "a.csv"].map((file) => join(folder, file));
    expect((await readSome(read({ files }), new ExecutionContext(), 9)).items).toEqual([1, 2, 4, 5]);
    const compare = (a: string, b: string) => (a > b ? -1 : 1);
    expect((await readSome(read({ files, compare }), new ExecutionContext(), 9)).items).toEqual([4, 5, 1, 2]);
  });

  it("refuses to go on when the files are not the same", async () => {
    const own = folderWith({ "1.csv": "id\n1\n2\n", "2.csv": "id\n3\n" });
    const files = join(own, "*.csv");
    const { context } = await readSome(read({ files }), new ExecutionContext(), 1);
    writeFileSync(join(own, "0.csv"), "id\n0\n");
    const changed = read({ files });
    await expect(changed.open?.(context.copy())).rejects.toThrow(
      "File 1 was 1.csv when the position was saved, now it is 0.csv.",
    );
    await changed.close?.();
    renameSync(join(own, "0.csv"), join(own, "0.done"));
    expect((await readSome(read({ files }), context, 9)).items).toEqual([2, 3]);
  });

  it("warns when there are no files, or fails", async () => {
    const files = join(folder, "*.none");
    const warnings: string[] = [];
    const warn = (_: unknown, message: string) => warnings.push(message);
    expect(
      (await readSome(read({ files, log: { debug: warn, info: warn, warn, error: warn } }), new ExecutionContext(), 1))
        .items,
    ).toEqual([]);
    expect(warnings).toEqual([`There are no files ${files}: there is nothing to read.`]);
    const strict = read({ files, strict: true });
    await expect(strict.open?.(new ExecutionContext())).rejects.toThrow(`There are no files ${files}.`);
    await strict.close?.();
  });

  it("gives most items without a promise", async () => {
    const reader = read({ files: ["x"], make: () => listReader(Array.from({ length: 100 }, (_, i) => i)) });
    await reader.open?.(new ExecutionContext());
    expect(await reader.read()).toBe(0);
    expect(reader.read()).toBe(1);
    expect(await readAll(reader)).toHaveLength(98);
    await reader.close?.();
  });
});

interface Order {
  readonly id: number;
}

const orders = (...ids: number[]): Order[] => ids.map((id) => ({ id }));
const chunks = [orders(1), orders(2, 3, 4), [], orders(5, 6, 7, 8, 9), orders(10)];
const makeFile = (file: string) =>
  csvWriter(file, ["id"], { lineSeparator: "\n", footer: (written) => `# ${written}` });

describeCrashContract<Order>("multiResourceWriter", {
  make: (file) => multiResourceWriter<Order>({ file, itemCountLimitPerResource: 2, make: makeFile }),
  chunks,
  contentOf: filesOf,
});

describeCrashContract<Order>("multiResourceWriter whose chunks end with its files", {
  make: (file) => multiResourceWriter<Order>({ file, itemCountLimitPerResource: 3, make: makeFile }),
  chunks: [orders(1, 2, 3), orders(4, 5, 6), orders(7)],
  contentOf: filesOf,
});

describeCrashContract<Order>("multiResourceWriter with one file and a suffix that does not count", {
  make: (file) => multiResourceWriter<Order>({ file, suffix: () => ".csv", make: makeFile }),
  chunks,
  contentOf: filesOf,
});

describe("multiResourceWriter", () => {
  it("fills every file to the item, and makes none that it does not need", async () => {
    const file = newPath();
    const context = await write(
      multiResourceWriter<Order>({ file, name: "orders", itemCountLimitPerResource: 2, make: makeFile }),
      [orders(1, 2, 3), orders(4)],
    );
    expect(filesOf(file)).toEqual([
      [".1", "id\n1\n2\n# 2\n"],
      [".2", "id\n3\n4\n# 2\n"],
    ]);
    expect(context.get("orders.resource.index")).toBe(3);
    expect(context.get("orders.resource.item.count")).toBe(0);
  });

  it("keeps nothing without saveState", async () => {
    const file = newPath();
    const options = {
      file,
      saveState: false,
      itemCountLimitPerResource: 1,
      suffix: (index: number) => `-${index}.csv`,
      make: makeFile,
    };
    const context = await write(multiResourceWriter<Order>(options), [orders(1), orders(2)]);
    expect([...context.entries()].filter(([key]) => key.startsWith("multi"))).toEqual([]);
    expect(filesOf(file).map(([suffix]) => suffix)).toEqual(["-1.csv", "-2.csv"]);
  });

  it("closes every full file with the commit that filled it", async () => {
    const ends: string[] = [];
    const writer = multiResourceWriter<Order>({
      file: newPath(),
      itemCountLimitPerResource: 2,
      make: (path) => ({
        write: () => {},
        beforeCommit: () => void ends.push(`commit ${extname(path)}`),
        close: () => void ends.push(`close ${extname(path)}`),
      }),
    });
    const context = new ExecutionContext();
    await writer.open?.(context);
    const commit = async (items: readonly Order[]) => {
      await writer.write(items, {} as WriteScope);
      await writer.update?.(context);
      expect(ends).toEqual([]);
      await writer.beforeCommit?.();
      return ends.splice(0);
    };
    expect(await commit(orders(1, 2, 3, 4, 5))).toEqual([
      "commit .1",
      "close .1",
      "commit .2",
      "close .2",
      "commit .3",
    ]);
    expect(await commit(orders(6))).toEqual(["commit .3", "close .3"]);
    expect(await commit(orders(7))).toEqual(["commit .4"]);
    await writer.close?.();
    expect(ends).toEqual(["close .4"]);
  });

  it("refuses files without room", () => {
    expect(() => multiResourceWriter({ file: "x", itemCountLimitPerResource: 0, make: makeFile })).toThrow(
      "at least one item",
    );
  });
});

async function write<T>(writer: ItemWriter<T>, chunks: readonly (readonly T[])[]): Promise<ExecutionContext> {
  const context = new ExecutionContext();
  await writer.open?.(context);
  for (const chunk of chunks) {
    await writer.write(chunk, {} as WriteScope);
    await writer.update?.(context);
    await writer.beforeCommit?.();
  }
  await writer.close?.();
  return context;
}

function folderWith(files: Readonly<Record<string, string>>): string {
  const path = newPath("");
  mkdirSync(path);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(path, name), content);
  return path;
}

/** Suffix and content of every file with this beginning. */
function filesOf(file: string): [string, string][] {
  return readdirSync(dirname(file))
    .filter((name) => name.startsWith(basename(file)))
    .toSorted()
    .map((name) => [name.slice(basename(file).length), readFileSync(join(dirname(file), name), "utf8")]);
}
