import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { sqlCursorReader, sqlPagingReader } from "../../src/item/index.ts";
import { ExecutionContext } from "../../src/model/execution-context.ts";
import type { Database } from "../../src/repository/database.ts";
import { testDatabases } from "../support/databases.ts";
import { describeReaderContract, readAll, readSome } from "./support/reader-contract.ts";

const birds = Array.from({ length: 7 }, (_, i) => ({ id: i + 1, family: `f${i % 3}`, name: `bird ${i + 1}` }));

describe.each(testDatabases)("on $dialect", ({ openDatabase }) => {
  let database: Database;

  beforeAll(async () => {
    database = await openDatabase();
    await database.execute(
      "create table bird (id bigint primary key, family varchar(10) not null, name varchar(50) not null, seen varchar(10))",
    );
    await database.transaction((transaction) =>
      transaction.bulkInsert(
        "bird",
        ["id", "family", "name"],
        birds.map(({ id, family, name }) => [id, family, name]),
      ),
    );
  });

  const columns = { select: "id, family, name", from: "bird" };

  describeReaderContract("sqlCursorReader", {
    defaultName: "sqlCursorReader",
    make: (options) =>
      sqlCursorReader({ database, sql: "select id, family, name from bird order by id", fetchSize: 3, ...options }),
    items: birds,
  });

  describeReaderContract("sqlPagingReader by one key", {
    defaultName: "sqlPagingReader",
    make: (options) => sqlPagingReader({ database, ...columns, sortKeys: { id: "asc" }, pageSize: 3, ...options }),
    items: birds,
  });

  describeReaderContract("sqlPagingReader by two keys, one descending", {
    defaultName: "sqlPagingReader",
    make: (options) =>
      sqlPagingReader({ database, ...columns, sortKeys: { family: "desc", id: "asc" }, pageSize: 2, ...options }),
    items: birds.toSorted((a, b) => b.family.localeCompare(a.family) || a.id - b.id),
  });

  describe("sqlCursorReader", () => {
    it("binds named parameters wherever they stand, and leaves text alone", async () => {
      const reader = sqlCursorReader({
        database,
        sql: "select id, ':no' as no from bird where (id = :id or id = :id + 1) and name like :name /* :no */ order by id -- :no",
        parameters: { id: 3, name: "bird%" },
      });
      await reader.open?.(new ExecutionContext());
      expect(await readAll(reader)).toEqual([
        { id: 3, no: ":no" },
        { id: 4, no: ":no" },
      ]);
      await reader.close?.();
    });

    it("misses a parameter without a value", async () => {
      const reader = sqlCursorReader({ database, sql: "select id from bird where id = :id", parameters: {} });
      await expect(Promise.resolve(reader.open?.(new ExecutionContext()))).rejects.toThrow(
        "No value for the parameter :id",
      );
      await reader.close?.();
    });

    it("maps rows by a schema and tells of the row it refuses", async () => {
      const row = z.object({ id: z.number().max(2), name: z.string() });
      const reader = sqlCursorReader({
        database,
        sql: "select id, name from bird where id in (2, 3, 1) order by id",
        map: row,
      });
      await reader.open?.(new ExecutionContext());
      expect([await reader.read(), await reader.read()]).toEqual(
        birds.slice(0, 2).map(({ id, name }) => ({ id, name })),
      );
      await expect((async () => reader.read())()).rejects.toThrow(/sqlCursorReader, line 3: id: .*bird 3/);
      expect(await reader.read()).toBeNull();
      await reader.close?.();
    });

    it("fails where the statement is wrong, and ends there", async () => {
      const reader = sqlCursorReader({ database, sql: "select name from nowhere" });
      await reader.open?.(new ExecutionContext());
      await expect((async () => reader.read())()).rejects.toThrow(/nowhere/);
      expect(await reader.read()).toBeNull();
      await reader.close?.();
    });

    it("keeps its place while other transactions commit", async () => {
      const reader = sqlCursorReader({ database, sql: "select id from bird order by id", fetchSize: 2 });
      await reader.open?.(new ExecutionContext());
      const seen: unknown[] = [];
      for (let row = await reader.read(); row !== null; row = await reader.read()) {
        seen.push(row.id);
        await database.transaction((transaction) =>
          transaction.execute("update bird set seen = 'now' where id = ?", [Number(row?.id)]),
        );
      }
      await reader.close?.();
      expect(seen).toEqual([1, 2, 3, 4, 5, 6, 7]);
    });
  });

  describe("sqlPagingReader", () => {
    const byId = { sortKeys: { id: "asc" }, pageSize: 3, name: "birds" } as const;

    it.each([
      [0, undefined],
      [1, undefined],
      [3, { id: 3 }],
      [4, { id: 3 }],
      [6, { id: 6 }],
    ])("after %i items saves the beginning of the page as Spring Batch does", async (count, startAfter) => {
      const reader = sqlPagingReader({ database, ...columns, ...byId });
      const { context } = await readSome(reader, new ExecutionContext(), count);
      expect(context.get("birds.start.after")).toEqual(startAfter);
      expect(context.get("birds.read.count")).toBe(count);
    });

    it("goes on from a position that Spring Batch saved", async () => {
      const saved = new ExecutionContext({ "birds.read.count": 5, "birds.start.after": { id: 3n } });
      const reader = sqlPagingReader({ database, ...columns, ...byId });
      expect((await readSome(reader, saved, 99)).items).toEqual(birds.slice(5));
    });

    it("believes Spring Batch's position when it is newer than its own", async () => {
      const first = await readSome(sqlPagingReader({ database, ...columns, ...byId }), new ExecutionContext(), 2);
      first.context.put("birds.read.count", 4);
      first.context.put("birds.start.after", { id: 3n });
      const reader = sqlPagingReader({ database, ...columns, ...byId });
      expect((await readSome(reader, first.context, 99)).items).toEqual(birds.slice(4));
    });

    it("loses nothing on a restart when the job changes what its condition looks at", async () => {
      await database.execute("create table task (id bigint primary key, state varchar(10) not null)");
      await database.transaction((transaction) =>
        transaction.bulkInsert(
          "task",
          ["id", "state"],
          birds.map(({ id }) => [id, "NEW"]),
        ),
      );
      const open = {
        database,
        select: "id",
        from: "task",
        where: "state = :state",
        parameters: { state: "NEW" },
        ...byId,
      };
      const first = await readSome(sqlPagingReader(open), new ExecutionContext(), 2);
      await database.execute("update task set state = 'DONE' where id <= 2");
      const second = await readSome(sqlPagingReader(open), first.context, 99);
      expect([...first.items, ...second.items]).toEqual(birds.map(({ id }) => ({ id })));
    });

    it("finds sort keys of a table by its alias", async () => {
      const reader = sqlPagingReader({
        database,
        select: "b.id, b.name",
        from: "bird b",
        where: "b.family = ? or b.family = ?",
        parameters: ["f0", "f1"],
        sortKeys: { "b.id": "desc" },
        pageSize: 2,
        map: (row) => row.id,
      });
      await reader.open?.(new ExecutionContext());
      expect(await readAll(reader)).toEqual([7, 5, 4, 2, 1]);
      await reader.close?.();
    });

    it("refuses to page by what is not selected or is null", async () => {
      for (const select of ["name", "id, null as id"]) {
        const reader = sqlPagingReader({ database, select, from: "bird", sortKeys: { id: "asc" } });
        await reader.open?.(new ExecutionContext());
        await expect((async () => reader.read())()).rejects.toThrow(/sort key "id"/);
        await reader.close?.();
      }
      expect(() => sqlPagingReader({ database, ...columns, sortKeys: {} })).toThrow("at least one sort key");
      expect(() => sqlPagingReader({ database, ...columns, sortKeys: { id: "asc" }, pageSize: 0 })).toThrow(
        "page size",
      );
    });
  });
});
