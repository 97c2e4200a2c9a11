import { describe, expect, it } from "vitest";
import type { Database, Row, SqlValue } from "../src/index.ts";
import { testDatabases } from "./support/databases.ts";

/** Enough to be loaded. */
const ROWS = 150;

/** Rows enough to go the fast way, made of `value(i)` behind an id. */
function rowsOf(value: (index: number) => readonly SqlValue[], count = ROWS): SqlValue[][] {
  return Array.from({ length: count }, (_, index) => [index + 1, ...value(index)]);
}

const bulkInsert = (
  database: Database,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly SqlValue[])[],
) => database.transaction((transaction) => transaction.bulkInsert(table, columns, rows));

/** The same rows, each by an INSERT of its own. */
const insertOneByOne = (
  database: Database,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly SqlValue[])[],
) =>
  database.transaction(async (transaction) => {
    for (const row of rows) {
      await transaction.execute(
        `insert into ${table} (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")})`,
        row,
      );
    }
  });

const rowsIn = (database: Database, table: string): Promise<Row[]> =>
  database.query(`select * from ${table} order by id`);

/** What INSERT and the bulk insert say to the same rows: the same error, or nothing. */
async function outcomeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => "no error",
    (error: unknown) => (error as { errno?: number }).errno,
  );
}

const texts = [
  "plain",
  "",
  " spaces ",
  "tab\there",
  "line\nbreak",
  "return\rhere",
  "both\r\n",
  "nul\0byte",
  "control \x1a \b \x7f",
  "back\\slash",
  "\\N",
  "\\",
  "\\n",
  "ends with backslash\\",
  "NULL",
  "null",
  "quotes \"double\" and 'single'",
  "comma, semicolon; -- comment ? :name",
  "한글 mit Umläuten",
  "😀 outside the basic plane",
  "lone surrogate \ud800 here",
];

describe.each(testDatabases)("a bulk insert on $dialect", ({ dialect, openDatabase }) => {
  const isMysql = dialect === "mysql";
  const longText = isMysql ? "longtext character set utf8mb4 collate utf8mb4_bin" : "text";
  const bytes = isMysql ? "longblob" : "blob";

  it("keeps every character of a text", async () => {
    await using database = await openDatabase();
    await database.execute(`create table t (id bigint primary key, a ${longText}, b ${longText})`);
    const rows = rowsOf((i) => [texts[i % texts.length] ?? "", texts[(i * 7) % texts.length] ?? ""]);
    expect(await bulkInsert(database, "t", ["id", "a", "b"], rows)).toBe(ROWS);
    const wellFormed = rows.map(([id, a, b]) => ({
      id,
      a: String(a).toWellFormed(),
      b: String(b).toWellFormed(),
    }));
    expect(await rowsIn(database, "t")).toEqual(wellFormed);
  });

  it("keeps rows of a single empty column", async () => {
    await using database = await openDatabase();
    await database.execute(`create table t (a ${longText})`);
    const rows = Array.from({ length: ROWS }, (_, i) => [i % 3 === 0 ? "" : texts[i % texts.length]]) as string[][];
    expect(await bulkInsert(database, "t", ["a"], rows)).toBe(ROWS);
    const [found] = await database.query(`select count(*) as n, count(nullif(a, '')) as filled from t`);
    expect(found).toEqual({ n: ROWS, filled: rows.filter(([a]) => a !== "").length });
  });

  it("keeps every byte, and NULL", async () => {
    await using database = await openDatabase();
    await database.execute(`create table t (id bigint primary key, a ${bytes})`);
    const all = Uint8Array.from({ length: 256 }, (_, i) => i);
    const rows = rowsOf((i) => [i % 3 === 0 ? null : i % 3 === 1 ? all.subarray(i) : new Uint8Array()]);
    await bulkInsert(database, "t", ["id", "a"], rows);
    const found = await rowsIn(database, "t");
    expect(found.map(({ a }) => (a === null ? null : [...(a as Uint8Array)]))).toEqual(
      rows.map(([, a]) => (a === null ? null : [...(a as Uint8Array)])),
    );
  });

  it("keeps numbers, bigints and booleans", async () => {
    await using database = await openDatabase();
    await database.execute(`create table t (id bigint primary key, n bigint, d double, b int)`);
    const numbers = [0, -0, 0.1, -1.5, 1e-7, 1.25e21, 123456789.123, Number.MAX_SAFE_INTEGER, 5e-324, -2.5e-10];
    const longs = [0n, -1n, 2n ** 63n - 1n, -(2n ** 63n), 42n];
    const rows = rowsOf((i) => [longs[i % longs.length] ?? 0n, numbers[i % numbers.length] ?? 0, i % 2 === 0]);
    await bulkInsert(database, "t", ["id", "n", "d", "b"], rows);
    const found = await rowsIn(database, "t");
    expect(found.map(({ n, d, b }) => [BigInt(n as number), d, b])).toEqual(
      rows.map(([, n, d, b]) => [n, (d as number) + 0, b ? 1 : 0]),
    );
  });

  it("keeps dates to the millisecond", async () => {
    await using database = await openDatabase();
    await database.execute(`create table t (id bigint primary key, a ${isMysql ? "datetime(3)" : "text"} not null)`);
    const instant = new Date("2026-02-28T23:59:59.987Z");
    await bulkInsert(
      database,
      "t",
      ["id", "a"],
      rowsOf(() => [instant]),
    );
    const expected = isMysql ? "2026-02-28 23:59:59.987" : "2026-02-28T23:59:59.987+00:00";
    expect(new Set((await rowsIn(database, "t")).map(({ a }) => a))).toEqual(new Set([expected]));
  });

  it("refuses a duplicate key, keeps what the transaction wrote before, and none of its own rows", async () => {
    await using database = await openDatabase();
    await database.execute("create table t (id bigint primary key, a int)");
    await insertOneByOne(database, "t", ["id", "a"], [[100, 1]]);
    const code = isMysql ? "ER_DUP_ENTRY" : "SQLITE_CONSTRAINT_PRIMARYKEY";
    await database.transaction(async (transaction) => {
      await transaction.execute("insert into t (id, a) values (1000, 1)");
      if (!isMysql) return;
      await expect(
        transaction.bulkInsert(
          "t",
          ["id", "a"],
          rowsOf((i) => [i]),
        ),
      ).rejects.toMatchObject({ code });
    });
    await expect(
      bulkInsert(
        database,
        "t",
        ["id", "a"],
        rowsOf((i) => [i]),
      ),
    ).rejects.toMatchObject({ code });
    expect(await rowsIn(database, "t")).toEqual([
      { id: 100, a: 1 },
      { id: 1000, a: 1 },
    ]);
  });

  it("inserts very many and very long rows", async () => {
    await using database = await openDatabase();
    await database.execute(`create table t (id bigint primary key, a ${longText})`);
    const long = "x\ty".repeat(700_000);
    await bulkInsert(
      database,
      "t",
      ["id", "a"],
      rowsOf((i) => [i < 4 ? long : "short"], 20_000),
    );
    await bulkInsert(database, "t", ["id", "a"], [[30_000, long]]);
    const [found] = await database.query("select count(*) as n, sum(length(a)) as total from t");
    expect([Number(found?.n), Number(found?.total)]).toEqual([20_001, 5 * long.length + 19_996 * 5]);
  });
});

const mysql = testDatabases.find(({ dialect }) => dialect === "mysql");

describe.runIf(mysql)("a bulk insert by LOAD DATA", () => {
  // Only run where there is one.
  const open = () => (mysql as NonNullable<typeof mysql>).openDatabase();

  async function loadsOf(database: Database, work: () => Promise<unknown>): Promise<number> {
    const count = async () => {
      const [row] = await database.query("show global status like 'Com_load'");
      return Number(row?.Value);
    };
    const before = await count();
    await work();
    return (await count()) - before;
  }

  it("is what many rows travel by", async () => {
    await using database = await open();
    await database.execute("create table t (id bigint primary key, `order` varchar(10))");
    const rows = rowsOf((i) => [`n${i}`]);
    expect(await loadsOf(database, () => bulkInsert(database, "t", ["id", "`order`"], rows))).toBeGreaterThan(0);
    expect(await rowsIn(database, "t")).toHaveLength(ROWS);
  });

  it("is left alone where the server does not take it", async () => {
    await using admin = await open();
    await admin.execute("set global local_infile = 0");
    try {
      await using database = await open();
      await database.execute("create table t (id bigint primary key, a varchar(10))");
      expect(
        await bulkInsert(
          database,
          "t",
          ["id", "a"],
          rowsOf(() => ["x"]),
        ),
      ).toBe(ROWS);
      expect(await rowsIn(database, "t")).toHaveLength(ROWS);
    } finally {
      await admin.execute("set global local_infile = 1");
    }
  });

  it("is given up when it is switched off while we run", async () => {
    await using database = await open();
    await database.execute("create table t (id bigint primary key, a varchar(10))");
    await bulkInsert(
      database,
      "t",
      ["id", "a"],
      rowsOf(() => ["x"]),
    );
    await database.execute("set global local_infile = 0");
    try {
      const more = rowsOf(() => ["y"]).map(([id, a]) => [Number(id) + ROWS, a ?? null]);
      await bulkInsert(database, "t", ["id", "a"], more);
      expect(await rowsIn(database, "t")).toHaveLength(2 * ROWS);
    } finally {
      await database.execute("set global local_infile = 1");
    }
  });

  /** Columns for which LOAD DATA and INSERT could differ; the last rows hold the values in question. */
  const columns: readonly [definition: string, ...values: SqlValue[]][] = [
    ["varchar(3)", "abc", "abcd"],
    ["varchar(3)", "ab", "ab      "],
    ["char(3)", "a  ", ""],
    ["varchar(30)", 1.5, 1e21, 1e-7, 1.5e-9, 2 ** 64, true, 7n],
    ["varchar(10)", Number.NaN],
    ["varchar(10)", Number.POSITIVE_INFINITY],
    ["varchar(20) character set latin1", "ä", "한"],
    ["varchar(20) character set utf8mb3", "한", "😀"],
    ["int", 1, 1.5, 2.5, "3", "4.5"],
    ["int", "12 apples"],
    ["int", ""],
    ["int", 2 ** 31],
    ["int not null", null],
    ["int not null auto_increment unique", null, 77, null],
    ["int unsigned", -1],
    ["int generated always as (id + 1) stored", 5],
    ["int check (v < 10)", 5, 11],
    ["int references parent (id)", 1, 2],
    ["tinyint", 127, 128],
    ["decimal(5, 2)", 1.25, "1.255", 999.99, 1000],
    ["double", 0.1, "0.1", 1e300, "1e400"],
    ["float", 0.1, 16777217],
    ["date", "2026-02-28", "2026-02-30"],
    ["date", 20260228, "20260228"],
    ["date", "0000-00-00"],
    ["date", ""],
    ["time(3)", "12:34:56.789", 123456, "25:00:00"],
    ["datetime", "2026-01-31 10:20:30", "2026-01-31T10:20:30.6", new Date(0)],
    ["timestamp not null", "2026-01-31 10:20:30", null],
    ["timestamp null", null, "2026-01-31 10:20:30"],
    ["bit(8)", 1, 49],
    ["bit(1)", true, false],
    ["year", 0, 26, "0", 2026],
    ["enum('1', '2', 'x')", 1, "2", "x", 3],
    ["enum('a', 'b')", "c"],
    ["set('a', 'b')", "a,b", 3],
    ["json", '{"a": "\\t\\n"}', "5"],
    ["json", "no json"],
    ["varbinary(3)", new Uint8Array([0, 9, 10]), "a\tb"],
    ["varbinary(3)", new Uint8Array([1, 2, 3, 4])],
    ["binary(4)", new Uint8Array([92, 78])],
    ["blob", "text 😀", 5],
    ["varchar(5)", new Uint8Array([104, 105])],
    ["varchar(5) character set utf8mb4", new Uint8Array([255, 254])],
  ];

  it.each(columns)("does to a column %s what INSERT does", async (definition, ...values) => {
    await using database = await open();
    await database.execute("create table parent (id int primary key)");
    await database.execute("insert into parent values (1)");
    await database.execute(`create table loaded (id bigint primary key, v ${definition})`);
    await database.execute(`create table inserted (id bigint primary key, v ${definition})`);
    const harmless = values[0] ?? null;
    // INSERT is the multi-row statement of chunks too small to be loaded.
    for (const value of values) {
      await database.execute("delete from loaded");
      await database.execute("delete from inserted");
      const rows = rowsOf((i) => [i === ROWS - 1 ? value : definition.includes("unique") ? null : harmless]);
      const parts = [rows.slice(0, 40), rows.slice(40, 80), rows.slice(80)];
      const byInsert = await outcomeOf(
        database.transaction(async (transaction) => {
          for (const part of parts) await transaction.bulkInsert("inserted", ["id", "v"], part);
        }),
      );
      expect([value, await outcomeOf(bulkInsert(database, "loaded", ["id", "v"], rows))]).toEqual([value, byInsert]);
      const select = (table: string) => database.query(`select id, hex(v) as h, v + 0 as n from ${table} order by id`);
      if (!definition.includes("unique")) expect(await select("loaded")).toEqual(await select("inserted"));
      else expect((await rowsIn(database, "loaded")).map(({ v }) => v)).not.toContain(null);
    }
  });

  it("asks INSERT where a row cannot be taken back, and where a trigger refuses", async () => {
    await using database = await open();
    await database.execute("create table aria (id bigint primary key, a int not null) engine = Aria");
    await database.execute("create table refusing (id bigint primary key, a int)");
    await database.execute(
      "create trigger refuse before insert on refusing for each row if new.a = 60 then signal sqlstate '45000'; end if",
    );
    const rows = rowsOf((i) => [i]);
    expect(
      await loadsOf(database, async () => {
        expect(await bulkInsert(database, "aria", ["id", "a"], rows)).toBe(ROWS);
      }),
    ).toBe(0);
    await expect(bulkInsert(database, "refusing", ["id", "a"], rows)).rejects.toMatchObject({
      code: "ER_SIGNAL_EXCEPTION",
    });
    expect(await rowsIn(database, "refusing")).toEqual([]);
  });

  it("leaves a table alone that it does not fit", async () => {
    await using database = await open();
    await database.execute("create table t (id bigint primary key, a decimal(5, 1))");
    let last = 0;
    const insert = () =>
      bulkInsert(
        database,
        "t",
        ["id", "a"],
        rowsOf(() => ["1.25"]).map(([, a]) => [++last, a ?? null]),
      );
    for (let i = 0; i < 4; i++) await insert();
    expect(await loadsOf(database, insert)).toBe(0);
    expect(await rowsIn(database, "t")).toHaveLength(5 * ROWS);
  });
});
