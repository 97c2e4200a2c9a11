import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { testDatabases } from "../batch-core/test/support/databases.ts";
import { openRuntime } from "../lib/server/engine";
import { toSqliteSchema } from "./generate.mjs";

/** The engine owns the tables and Prisma only describes them, so the two have to be compared. */
interface Column {
  readonly name: string;
  /** As the database writes it. */
  readonly type: string;
  readonly nullable: boolean;
}

const schema = readFileSync(new URL("./schema.prisma", import.meta.url), "utf8");

/** Columns of other generations than the one that a new database gets. */
const OTHER_GENERATIONS = new Set(["BATCH_STEP_EXECUTION.CREATE_TIME"]);
/** 4.x could not create a step row before its start; later generations can. */
const NULLABLE_ELSEWHERE = new Set(["BATCH_STEP_EXECUTION.START_TIME"]);
/** Source of ids in 6.x, and our own books. */
const NOT_COMPARED = /_JOB_INSTANCE_SEQ$|_MIGRATION$/;

function modelledTables(): Map<string, Column[]> {
  const tables = new Map<string, Column[]>();
  for (const [, body = ""] of schema.matchAll(/^model \w+ \{\n(.*?)^\}/gms)) {
    const table = /@@map\("(\w+)"\)/.exec(body)?.[1] ?? "";
    const columns = body.split("\n").flatMap((line): Column[] => {
      const [, type = "", optional] = /^\s+\w+\s+(BigInt|Int|String|DateTime|Float)(\?)?\s/.exec(line) ?? [];
      const name = /[^@]@map\("(\w+)"\)/.exec(line)?.[1];
      if (!name) return [];
      const native = /@db\.(\w+(?:\(\d+\))?)/.exec(line)?.[1]?.toLowerCase();
      return [{ name, type: native ?? type.toLowerCase(), nullable: optional !== undefined }];
    });
    tables.set(table, columns);
  }
  return tables;
}

describe.each(testDatabases)("the schema of the console on $dialect", ({ dialect, url }) => {
  it("describes the tables as the engine makes them", async () => {
    await using runtime = await openRuntime({ databaseUrl: await url(), jobs: [], initializeSchema: "always" });
    const { database } = runtime;
    const actual = new Map<string, Column[]>();
    const rows =
      dialect === "sqlite"
        ? await database.query<{ tableName: string; name: string; type: string; nullable: number }>(
            `select m.name as tableName, c.name as name, lower(c.type) as type, c."notnull" = 0 and c.pk = 0 as nullable
               from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' and m.name like 'BATCH%'`,
          )
        : await database.query<{ tableName: string; name: string; type: string; nullable: number }>(
            `select table_name as tableName, column_name as name, column_type as type, is_nullable = 'YES' as nullable
               from information_schema.columns where table_schema = database() and table_name like 'BATCH%'`,
          );
    for (const row of rows) {
      if (NOT_COMPARED.test(row.tableName)) continue;
      const column = {
        name: row.name,
        type: row.type.replace(/^((?:big)?int)\(\d+\)$/, "$1"),
        nullable: Boolean(row.nullable),
      };
      actual.set(row.tableName, [...(actual.get(row.tableName) ?? []), column]);
    }

    const modelled = [...modelledTables()].filter(([table]) => !NOT_COMPARED.test(table));
    expect(modelled.map(([table]) => table).sort()).toEqual([...actual.keys()].sort());
    for (const [table, columns] of modelled) {
      const found = new Map(actual.get(table)?.map((column) => [column.name, column]));
      for (const column of columns) {
        const place = `${table}.${column.name}`;
        if (OTHER_GENERATIONS.has(place) || (dialect === "sqlite" && column.name === "UNIQUE_KEY")) continue;
        const { type, nullable } = found.get(column.name) ?? {};
        expect({ place, found: found.has(column.name) }).toEqual({ place, found: true });
        if (!NULLABLE_ELSEWHERE.has(place)) expect({ place, nullable }).toEqual({ place, nullable: column.nullable });
        if (dialect === "mysql") expect({ place, type }).toEqual({ place, type: column.type });
        found.delete(column.name);
      }
      expect({ table, notModelled: [...found.keys()] }).toEqual({ table, notModelled: [] });
    }
  });
});

it("has a SQLite form without anything that only MySQL knows", () => {
  const sqlite = toSqliteSchema(schema);
  expect(sqlite).toContain('provider = "sqlite"');
  expect(sqlite).not.toMatch(/@db\.|UNIQUE_KEY|map: "JOB_INST_EXEC_FK"\)\n\n {2}@@map/);
  expect(sqlite.match(/^model /gm)).toHaveLength(schema.match(/^model /gm)?.length ?? 0);
});
