import { beforeEach, describe, expect, it } from "vitest";
import { EmptyResultDataAccessError } from "../../src/errors.ts";
import { type ItemWriter, sqlWriter } from "../../src/item/index.ts";
import type { Database } from "../../src/repository/database.ts";
import { testDatabases } from "../support/databases.ts";

interface Bird {
  readonly id: number;
  readonly name: string | null;
}

describe.each(testDatabases)("sqlWriter on $dialect", ({ openDatabase }) => {
  let database: Database;

  beforeEach(async () => {
    database = await openDatabase();
    await database.execute("create table bird (id bigint primary key, name varchar(50))");
  });

  const birds = Array.from(
    { length: 1234 },
    (_, i): Bird => ({ id: i + 1, name: i % 2 ? null : `bird's "${i}", \\ é 🐦` }),
  );
  const insertion = { table: "bird", columns: ["id", "name"] } as const;

  it.each<[string, ItemWriter<Bird>]>([
    ["a table, by property", sqlWriter(insertion)],
    ["a table, by map", sqlWriter<Bird>({ ...insertion, map: (bird) => [bird.id, bird.name] })],
    ["a statement with named parameters", sqlWriter<Bird>({ sql: "insert into bird (id, name) values (:id, :name)" })],
    [
      "a statement by map",
      sqlWriter<Bird>({ sql: "insert into bird values (?, ?)", map: (bird) => [bird.id, bird.name] }),
    ],
  ])("writes into %s", async (_, writer) => {
    await write(writer, birds);
    expect(await rows()).toEqual(birds);
  });

  it.each<[string, ItemWriter<Bird>]>([
    ["a table", sqlWriter(insertion)],
    ["a statement", sqlWriter<Bird>({ sql: "insert into bird values (:id, :name)" })],
  ])("writes no item of a chunk that fails into %s", async (_, writer) => {
    await write(writer, [{ id: 5, name: "first" }]);
    await expect(
      write(writer, [
        { id: 4, name: "new" },
        { id: 5, name: "again" },
      ]),
    ).rejects.toThrow(/[Dd]uplicate|UNIQUE/);
    expect(await rows()).toEqual([{ id: 5, name: "first" }]);
  });

  it("has nothing to do for an empty chunk", async () => {
    await write(sqlWriter(insertion), []);
    await write(sqlWriter<Bird>({ sql: "not even SQL :id" }), []);
    expect(await rows()).toEqual([]);
  });

  it("updates every item, or tells which one was not there", async () => {
    await write(sqlWriter(insertion), birds);
    const rename = { sql: "update bird set name = :name where id = :id" };
    // To the value it has already: found, though nothing changes.
    await write(sqlWriter<Bird>(rename), birds);
    const missing = [...birds.slice(0, 700), { id: 99_999, name: "dodo" }];
    const attempt = write(sqlWriter<Bird>(rename), missing);
    await expect(attempt).rejects.toBeInstanceOf(EmptyResultDataAccessError);
    await expect(attempt).rejects.toMatchObject({ itemIndex: 700, message: expect.stringContaining("dodo") });
    await write(sqlWriter<Bird>({ ...rename, assertUpdates: false }), missing);
    expect(await rows()).toEqual(birds);
  });

  it("misses what an item does not have", async () => {
    const incomplete = [{ id: 1 } as Bird];
    await expect(write(sqlWriter(insertion), incomplete)).rejects.toThrow('no property "name"');
    await expect(write(sqlWriter<Bird>({ sql: "insert into bird values (:id, :name)" }), incomplete)).rejects.toThrow(
      "No value for the parameter :name",
    );
  });

  async function write(writer: ItemWriter<Bird>, items: readonly Bird[]): Promise<void> {
    await database.transaction(async (transaction) => writer.write(items, { transaction }));
  }

  function rows(): Promise<unknown[]> {
    return database.query("select id, name from bird order by id");
  }
});
