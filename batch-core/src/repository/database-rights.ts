import type { Database } from "./database.ts";
import { isRefusal } from "./dialects/sqlite-connection.ts";
import type { TableLayout } from "./table-layout.ts";

/** What the database user may do with the tables. On SQLite all or nothing: the file may be written, or not. */
export interface DatabaseRights {
  /** Stop, abandon and recover: change rows of executions and steps. */
  readonly operate: boolean;
  /** Launch and restart: add rows to all tables, and take ids. */
  readonly launch: boolean;
  /** Keep leases and an audit in our own tables. False where there are none. */
  readonly sideTables: boolean;
}

export const ALL_RIGHTS: DatabaseRights = { operate: true, launch: true, sideTables: true };
const NO_RIGHTS: DatabaseRights = { operate: false, launch: false, sideTables: false };

/** Errors of a server that knows the statement and refuses it to this user, or to everybody while it may only be read. */
const DENIED = new Set([
  "ER_TABLEACCESS_DENIED_ERROR",
  "ER_COLUMNACCESS_DENIED_ERROR",
  "ER_DBACCESS_DENIED_ERROR",
  "ER_SPECIFIC_ACCESS_DENIED_ERROR",
  "ER_OPTION_PREVENTS_STATEMENT",
  "ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION",
  "ER_READ_ONLY_MODE",
]);

export function isDenied(error: unknown): boolean {
  return isRefusal(error) || (error instanceof Error && "code" in error && DENIED.has(String(error.code)));
}

/**
 * Finds out by asking: statements that change no row are refused for want of a right all the same, whether it comes from a role, from a
 * grant on columns, or is taken from everybody by a server that may only be read. Grants themselves would have to be interpreted.
 */
export async function findRights(database: Database, layout: TableLayout): Promise<DatabaseRights> {
  const { prefix, sidePrefix } = layout;
  const may = async (...statements: readonly string[]): Promise<boolean> => {
    for (const sql of statements) {
      try {
        await database.execute(sql);
      } catch (error) {
        if (isDenied(error)) return false;
        throw error;
      }
    }
    return true;
  };
  const keep = (table: string, columns: readonly string[]) =>
    `update ${table} set ${columns.map((column) => `${column} = ${column}`).join(", ")} where 1 = 0`;
  const add = (table: string) => `insert into ${table} select * from ${table} where 1 = 0`;
  const ends = ["STATUS", "EXIT_CODE", "END_TIME", "LAST_UPDATED", "VERSION"];

  if (database.dialect === "sqlite") {
    const write = await may(keep(`${prefix}JOB_EXECUTION`, ["VERSION"]));
    return write ? { ...ALL_RIGHTS, sideTables: layout.sideTables } : NO_RIGHTS;
  }
  const operate = await may(
    keep(`${prefix}JOB_EXECUTION`, [...ends, "EXIT_MESSAGE"]),
    keep(`${prefix}STEP_EXECUTION`, ends),
  );
  const launch =
    operate &&
    (await may(
      ...["JOB_INSTANCE", "JOB_EXECUTION", "JOB_EXECUTION_PARAMS", "STEP_EXECUTION"].map((table) =>
        add(prefix + table),
      ),
      ...["JOB_EXECUTION_CONTEXT", "STEP_EXECUTION_CONTEXT"].flatMap((table) => [
        add(prefix + table),
        keep(prefix + table, ["SHORT_CONTEXT", "SERIALIZED_CONTEXT"]),
      ]),
      ...(layout.sequenceKind === "mysql-table"
        ? Object.values(layout.sequences).map((sequence) => keep(sequence, ["ID"]))
        : []),
    ));
  const sideTables =
    layout.sideTables &&
    (await may(
      add(`${sidePrefix}AUDIT`),
      add(`${sidePrefix}LEASE`),
      keep(`${sidePrefix}LEASE`, ["STATE", "TOKEN", "EXPIRES_AT"]),
    ));
  return { operate, launch, sideTables };
}
