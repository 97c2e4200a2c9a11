import { describe, expect, it } from "vitest";
import type { Transaction } from "../src/index.ts";
import { testDatabases } from "./support/databases.ts";
import { createNumberTable, numbers, numbersOf } from "./support/numbers.ts";

const insert = (transaction: Transaction, n: number) => transaction.execute("insert into copied (n) values (?)", [n]);

describe.each(testDatabases)("a transaction on $dialect", ({ openDatabase }) => {
  async function open() {
    const database = await openDatabase();
    await createNumberTable(database);
    return database;
  }

  it("commits when its work resolves, and gives its result", async () => {
    const database = await open();
    const result = await database.transaction(async (transaction) => {
      await insert(transaction, 1);
      await transaction.batch([
        { sql: "insert into copied (n) values (?)", parameters: [2] },
        { sql: "insert into copied (n) values (3)" },
      ]);
      await transaction.bulkInsert("copied", ["n"], [[4], [5]]);
      return "done";
    });
    expect(result).toBe("done");
    expect(await numbersOf(database)).toEqual([1, 2, 3, 4, 5]);
  });

  it("rolls back when its work throws, and passes that on", async () => {
    const database = await open();
    const work = database.transaction(async (transaction) => {
      await insert(transaction, 1);
      throw new Error("no");
    });
    await expect(work).rejects.toThrow("no");
    expect(await numbersOf(database)).toEqual([]);
  });

  it("sees its own rows before others do", async () => {
    const database = await open();
    await database.transaction(async (transaction) => {
      await insert(transaction, 1);
      expect(await transaction.query("select n from copied")).toEqual([{ n: 1 }]);
      expect(await numbersOf(database)).toEqual([]);
    });
    expect(await numbersOf(database)).toEqual([1]);
  });

  it("may begin with several statements at once", async () => {
    const database = await open();
    await database.transaction(async (transaction) => {
      await Promise.all(numbers(1, 5).map((n) => insert(transaction, n)));
    });
    expect(await numbersOf(database)).toEqual(numbers(1, 5));
    await expect(
      database.transaction(async (transaction) => {
        await Promise.all(numbers(6, 9).map((n) => insert(transaction, n)));
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    expect(await numbersOf(database)).toEqual(numbers(1, 5));
  });

  it("refuses statements that come when it is over, since they would belong to nobody", async () => {
    const database = await open();
    let kept: Transaction | undefined;
    await database.transaction(async (transaction) => {
      kept = transaction;
      await insert(transaction, 1);
    });
    const late = kept as unknown as Transaction;
    await expect(insert(late, 2)).rejects.toMatchObject({ code: "DATABASE" });
    await expect(late.query("select 1")).rejects.toMatchObject({ code: "DATABASE" });
    await expect(late.bulkInsert("copied", ["n"], [[3]])).rejects.toMatchObject({ code: "DATABASE" });
    expect(await numbersOf(database)).toEqual([1]);
  });

  it("takes no lock until its first statement", async () => {
    const database = await open();
    await database.transaction(async () => {
      // Would wait for ever if the transaction around it held the database.
      await database.transaction((inner) => insert(inner, 1));
    });
    expect(await numbersOf(database)).toEqual([1]);
  });

  it("runs one after the other where many want to write", async () => {
    const database = await open();
    await database.execute("insert into copied (n) values (0)");
    await Promise.all(
      numbers(1, 20).map(() =>
        database.transaction(async (transaction) => {
          await transaction.execute("update copied set n = n + 1");
          await transaction.query("select n from copied");
        }),
      ),
    );
    expect(await numbersOf(database)).toEqual([20]);
  });

  it("commits together with its last statements, or not at all", async () => {
    const database = await open();
    await database.transaction(async (transaction) => {
      await insert(transaction, 1);
      await transaction.commitWith([{ sql: "insert into copied (n) values (2)" }]);
      await expect(insert(transaction, 3)).rejects.toMatchObject({ code: "DATABASE" });
    });
    expect(await numbersOf(database)).toEqual([1, 2]);
    const failing = database.transaction(async (transaction) => {
      await insert(transaction, 4);
      await transaction.commitWith([
        { sql: "insert into copied (n) values (5)" },
        { sql: "insert into nowhere (n) values (6)" },
      ]);
    });
    await expect(failing).rejects.toThrow(/nowhere/);
    expect(await numbersOf(database)).toEqual([1, 2]);
  });
});

describe.each(testDatabases)("integers on $dialect", ({ openDatabase }) => {
  it("of 64 bits come back whole", async () => {
    const database = await openDatabase();
    await database.execute("create table big (id bigint not null)");
    const ids = [0n, 1n, BigInt(Number.MAX_SAFE_INTEGER), 2n ** 53n + 1n, 2n ** 63n - 1n, -(2n ** 63n)];
    for (const id of ids) await database.execute("insert into big (id) values (?)", [id]);
    const rows = await database.query<{ id: number | bigint | string }>("select id from big order by id");
    expect(rows.map(({ id }) => BigInt(id))).toEqual(ids.toSorted((a, b) => (a < b ? -1 : 1)));
  });
});
