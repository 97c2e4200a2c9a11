import type { Database, Queryable } from "./database.ts";
import type { TableLayout } from "./table-layout.ts";

export type SequenceName = keyof TableLayout["sequences"];

/**
 * The next id of a sequence. On MySQL and MariaDB it is taken outside of any transaction, so a rollback leaves a gap, as in Spring Batch;
 * on SQLite it belongs to the caller's transaction, the only one that can write.
 *
 * @param transaction  the caller's transaction, if there is one
 */
export async function nextId(
  database: Database,
  layout: TableLayout,
  name: SequenceName,
  transaction: Queryable = database,
): Promise<bigint> {
  const table = layout.sequences[name];
  switch (layout.sequenceKind) {
    case "mysql-table": {
      const [, taken] = await database.batch([
        { sql: `update ${table} set ID = last_insert_id(ID + 1)` },
        { sql: "select last_insert_id() as id" },
      ]);
      return idOf(taken?.rows[0]?.id);
    }
    case "mariadb-sequence": {
      const [row] = await database.query(`select next value for ${table} as id`);
      return idOf(row?.id);
    }
    case "sqlite-table": {
      const [, taken] = await transaction.batch([
        { sql: `insert into ${table} (ID) values (null)` },
        { sql: `select max(rowid) as id from ${table}` },
        { sql: `delete from ${table} where ID < (select max(ID) from ${table})` },
      ]);
      return idOf(taken?.rows[0]?.id);
    }
    default:
      return layout.sequenceKind satisfies never;
  }
}

function idOf(value: unknown): bigint {
  return BigInt(value as number | string | bigint);
}
