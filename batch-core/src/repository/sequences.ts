import type { Database, Queryable, Statement } from "./database.ts";
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
  const [id] = await nextIds(database, layout, name, 1, transaction);
  return idOf(id);
}

/** The next `count` ids, at least 1, ascending. */
export async function nextIds(
  database: Database,
  layout: TableLayout,
  name: SequenceName,
  count: number,
  transaction: Queryable = database,
): Promise<bigint[]> {
  const table = layout.sequences[name];
  switch (layout.sequenceKind) {
    case "mysql-table": {
      const [, taken] = await database.batch([
        { sql: `update ${table} set ID = last_insert_id(ID + ${count})` },
        { sql: "select last_insert_id() as id" },
      ]);
      return upTo(idOf(taken?.rows[0]?.id), count);
    }
    case "mariadb-sequence": {
      const taken = await database.batch(times(count, { sql: `select next value for ${table} as id` }));
      return taken.map(({ rows }) => idOf(rows[0]?.id));
    }
    case "sqlite-table": {
      const results = await transaction.batch([
        ...times(count, { sql: `insert into ${table} (ID) values (null)` }),
        { sql: `select max(rowid) as id from ${table}` },
        { sql: `delete from ${table} where ID < (select max(ID) from ${table})` },
      ]);
      return upTo(idOf(results.at(-2)?.rows[0]?.id), count);
    }
    default:
      return layout.sequenceKind satisfies never;
  }
}

/** One id of each sequence, in one round trip and, on MySQL, one transaction of their own. */
export async function nextIdOfEach(
  database: Database,
  layout: TableLayout,
  names: readonly SequenceName[],
): Promise<bigint[]> {
  if (names.length === 0) return [];
  if (layout.sequenceKind === "mysql-table") {
    const takings = names.flatMap((name) => [
      { sql: `update ${layout.sequences[name]} set ID = last_insert_id(ID + 1)` },
      { sql: "select last_insert_id() as id" },
    ]);
    const results = await database.transaction((transaction) => transaction.commitWith(takings));
    return names.map((_, index) => idOf(results[2 * index + 1]?.rows[0]?.id));
  }
  if (layout.sequenceKind === "mariadb-sequence") {
    const results = await database.batch(
      names.map((name) => ({ sql: `select next value for ${layout.sequences[name]} as id` })),
    );
    return results.map(({ rows }) => idOf(rows[0]?.id));
  }
  const ids: bigint[] = [];
  for (const name of names) ids.push(await nextId(database, layout, name));
  return ids;
}

/** `count` numbers of which `last` is the last. */
function upTo(last: bigint, count: number): bigint[] {
  return Array.from({ length: count }, (_, index) => last - BigInt(count - 1 - index));
}

function times(count: number, statement: Statement): Statement[] {
  return Array.from({ length: count }, () => statement);
}

function idOf(value: unknown): bigint {
  return BigInt(value as number | string | bigint);
}
