import type { Database } from "../../src/index.ts";

export async function tablesOf(database: Database): Promise<string[]> {
  return Object.keys(await definitionsOf(database));
}

/** Tables by name, in order, with their definitions as the database tells them. */
export async function definitionsOf(database: Database): Promise<Record<string, unknown>> {
  const rows =
    database.dialect === "sqlite"
      ? await database.query<{ name: string }>(
          "select name from sqlite_master where type = 'table' and name not like 'sqlite%'",
        )
      : await database.query<{ name: string }>(
          "select table_name as name from information_schema.tables where table_schema = database()",
        );
  const definitions: Record<string, unknown> = {};
  for (const name of rows.map((row) => row.name).sort()) {
    definitions[name] =
      database.dialect === "sqlite"
        ? await database.query("select type, name, sql from sqlite_master where tbl_name = ? order by type, name", [
            name,
          ])
        : Object.values((await database.query(`show create table ${name}`))[0] ?? {}).at(-1);
  }
  return definitions;
}
