import { describe, expect, it } from "vitest";
import { compositeWriter, type Database, type ItemWriter, type SqlValue, sqlWriter } from "../src/index.ts";
import { type EngineTransaction, LateInsertError } from "../src/repository/database.ts";
import { assertCounts, countsOf, openTestBatch } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";
import { copyNumbersJob, createNumberTable, numbers, numbersOf, numberWriter } from "./support/numbers.ts";

const written = { beforeWrite: () => {} };

describe.each(testDatabases)("rows that are inserted with the commit, on $dialect", ({ dialect, openDatabase }) => {
  const longText = dialect === "mysql" ? "longtext character set utf8mb4" : "text";
  /** The execution, its context and the rows of a job that meets a duplicate in its second chunk of four. */
  async function runInto(duplicate: number, listeners: readonly (typeof written)[]) {
    const database = await openDatabase();
    await using batch = await openTestBatch({ database });
    await database.execute("create table copied (n integer primary key)");
    await database.execute("insert into copied (n) values (?)", [duplicate]);
    const execution = await batch.startAndWait(
      copyNumbersJob({ items: numbers(1, 12), chunkSize: 4, processor: (n) => (n % 4 === 1 ? null : n), listeners }),
    );
    const [step] = execution.stepExecutions;
    if (!step) throw new Error("The job had no step.");
    return {
      status: execution.status,
      counts: countsOf(step),
      context: step.context.entries(),
      message: step.exitStatus.description.split("\n")[0],
      numbers: await numbersOf(database),
    };
  }

  it("are refused as they are when somebody listens to the write", async () => {
    const [late, heard] = [await runInto(7, []), await runInto(7, [written])];
    expect(late).toEqual(heard);
    expect(late).toMatchObject({
      status: "FAILED",
      counts: { readCount: 8, filterCount: 2, writeCount: 3, commitCount: 1, rollbackCount: 1 },
      numbers: [2, 3, 4, 7],
    });
    expect(late.message).toMatch(/duplicate|unique/i);
  });

  it("are all there when nothing follows them but the commit", async () => {
    await using database = await openDatabase();
    await createNumberTable(database);
    await database.transaction(async (transaction) => insert(transaction, [[1], [2]]));
    expect(await numbersOf(database)).toEqual([1, 2]);
  });

  it.each([
    { what: "a query", next: (transaction: EngineTransaction) => transaction.query("select n from copied") },
    {
      what: "a statement",
      next: (transaction: EngineTransaction) => transaction.execute("delete from copied where n = 9"),
    },
    {
      what: "a bulk insert",
      next: (transaction: EngineTransaction) => transaction.bulkInsert("copied", ["n"], many()),
    },
    { what: "the commit", next: (transaction: EngineTransaction) => transaction.commitWith([]) },
  ])("are there before $what, which is told when they are refused", async ({ next }) => {
    await using database = await openDatabase();
    await database.execute("create table copied (n integer primary key)");
    await database.transaction(async (transaction) => {
      await insert(transaction, [[1]]);
      await next(transaction);
    });
    expect(await numbersOf(database)).toContain(1);
    const again = database.transaction(async (transaction) => {
      await insert(transaction, [[2], [1]]);
      await next(transaction);
    });
    expect(await refusalOf(again)).toMatch(/duplicate|unique/i);
    expect(await numbersOf(database)).not.toContain(2);
  });

  it("are one with the step's row: a step that is no longer ours writes none of them", async () => {
    await using database = await openDatabase();
    await createNumberTable(database);
    await using batch = await openTestBatch({ database });
    const heard: unknown[] = [];
    const lost = await batch.startAndWait(
      copyNumbersJob({
        processor: async (n) => {
          if (n === 3) await database.execute("update BATCH_STEP_EXECUTION set VERSION = VERSION + 1");
          return n;
        },
        listeners: [{ afterChunkError: (_, error) => void heard.push(error) }],
      }),
    );
    expect(heard).toEqual([]);
    assertCounts(lost.stepExecutions[0], { readCount: 2, writeCount: 2, commitCount: 1 });
    expect(await numbersOf(database)).toEqual([1, 2]);
  });

  it("may be long", async () => {
    await using database = await openDatabase();
    await database.execute(`create table copied (n integer not null, text ${longText})`);
    const rows = numbers(1, 100).map((n): SqlValue[] => [n, "장".repeat(100_000)]);
    await database.transaction(async (transaction) => insert(transaction, rows, ["n", "text"]));
    expect(await numbersOf(database)).toHaveLength(100);
  });
});

describe.runIf(testDatabases.some(({ dialect }) => dialect === "mysql"))("a writer's rows", () => {
  const own = () => numberWriter();
  const wrapped = (): ItemWriter<number> => {
    const inner = numberWriter();
    return { ...inner, write: (items, scope) => inner.write(items, scope) };
  };
  it.each<{ when: string; late: boolean; writer: () => ItemWriter<number>; step?: object; size?: number }>([
    { when: "of sqlWriter itself", late: true, writer: own },
    { when: "of 119 items", late: true, writer: own, size: 119 },
    { when: "of 120 items, which are loaded faster", late: false, writer: own, size: 120 },
    { when: "of a writer around it", late: false, writer: wrapped },
    { when: "of a composite", late: false, writer: () => compositeWriter(numberWriter(), numberWriter()) },
    { when: "that somebody listens for", late: false, writer: own, step: { listeners: [written] } },
    { when: "beside a file", late: false, writer: own, step: { streams: () => [{ beforeCommit: () => {} }] } },
    { when: "of a fault-tolerant step", late: false, writer: own, step: { skip: { limit: 1, on: [Error] } } },
    {
      when: "that ask the database first",
      late: false,
      writer: () => sqlWriter({ sql: "insert into copied (n) values (?)", map: (n: number) => [n] }),
    },
  ])("$when travel with the commit: $late", async ({ late, writer, step, size = 2 }) => {
    const real = await testDatabases[1]?.openDatabase();
    if (!real) throw new Error("There is no MySQL.");
    await createNumberTable(real);
    const calls = new Set<string>();
    await using batch = await openTestBatch({ database: watched(real, (call) => calls.add(call)) });
    const execution = await batch.startAndWait(
      copyNumbersJob({ items: numbers(1, size), chunkSize: size, writer, ...step }),
    );
    expect(execution.status).toBe("COMPLETED");
    expect(new Set(await numbersOf(real)).size).toBe(size);
    expect(calls.has("insertLater")).toBe(late);
  });
});

function many(): SqlValue[][] {
  return numbers(1000, 1199).map((n) => [n]);
}

/** Later where that is possible. */
async function insert(transaction: EngineTransaction, rows: readonly SqlValue[][], columns = ["n"]): Promise<void> {
  if (transaction.lateRowsMax >= rows.length) transaction.insertLater("copied", columns, rows);
  else await transaction.bulkInsert("copied", columns, rows);
}

function refusalOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => "nothing was refused",
    (error) => String(error instanceof LateInsertError ? error.refusal : error),
  );
}

/** The same database; `tell` hears what is called of its transactions. */
function watched(real: Database, tell: (call: string) => void): Database {
  return bound(real, {
    transaction: (work: (transaction: EngineTransaction) => Promise<unknown>) =>
      real.transaction((transaction) => work(bound(transaction, {}, tell))),
  });
}

function bound<T extends object>(real: T, own: Record<string, unknown>, tell: (call: string) => void = () => {}): T {
  return new Proxy(real, {
    get(target, key) {
      if (typeof key === "string" && key in own) return own[key];
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        tell(String(key));
        return value.apply(target, args);
      };
    },
  });
}
