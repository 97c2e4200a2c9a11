import "server-only";
import type {
  ColumnType,
  SqlDriverAdapter,
  SqlDriverAdapterFactory,
  SqlQuery,
  SqlResultSet,
} from "@prisma/driver-adapter-utils";
import { wallClockToInstant } from "../engine";

/** What both drivers need to know to show the tables of any installation as the one that prisma/schema.prisma describes. */
export interface ReadOptions {
  /** In place of `BATCH_`. */
  readonly tablePrefix: string;
  /** The tables with that prefix are in lower case, and the server tells the cases apart. */
  readonly lowerCaseTables?: boolean;
  /** In place of `BATCHDECK_`. */
  readonly sidePrefix: string;
  /** Zone of the wall clock in the `BATCH_` tables. */
  readonly timeZone: string;
  /** Called after every statement. */
  readonly onStatement?: (statement: ReadStatement) => void;
}

export interface ReadStatement {
  readonly sql: string;
  readonly ms: number;
}

export interface ReadDriver {
  readonly provider: "mysql" | "sqlite";
  read(query: SqlQuery): Promise<SqlResultSet>;
  close(): Promise<void>;
}

/**
 * A Prisma driver adapter that only reads: the console never writes through Prisma. Own, because the official ones read times as UTC whatever
 * the zone, fail a whole page on one impossible date, and on SQLite block the server's thread.
 */
export function readAdapter(driver: ReadDriver, options: ReadOptions): SqlDriverAdapterFactory {
  const identity = { provider: driver.provider, adapterName: "batchdeck-read" } as const;
  const rename = tableRenamer(options);
  const adapter: SqlDriverAdapter = {
    ...identity,
    async queryRaw(query) {
      const started = performance.now();
      const sql = rename(query.sql);
      try {
        return await driver.read({ ...query, sql });
      } finally {
        options.onStatement?.({ sql, ms: performance.now() - started });
      }
    },
    executeRaw: refuse,
    executeScript: refuse,
    startTransaction: refuse,
    getConnectionInfo: () => ({ supportsRelationJoins: false }),
    dispose: () => driver.close(),
  };
  return { ...identity, connect: async () => adapter };
}

async function refuse(): Promise<never> {
  throw new Error("The console reads through Prisma and changes things only through the JobOperator.");
}

/** Our SQL and Prisma's name the tables with the default prefixes; values are bound, so a statement has no text that could be hit by mistake. */
function tableRenamer({ tablePrefix, sidePrefix, lowerCaseTables }: ReadOptions): (sql: string) => string {
  if (tablePrefix === "BATCH_" && sidePrefix === "BATCHDECK_") return (sql) => sql;
  const nameOf = (table: string) => tablePrefix + (lowerCaseTables ? table.toLowerCase() : table);
  return (sql) =>
    sql
      .replace(/\bBATCHDECK_(?=(?:NODE|LEASE|AUDIT|BULK|BULK_ITEM)\b)/g, sidePrefix)
      .replace(/\bBATCH_((?:JOB|STEP)_\w+)/g, (_, table: string) => nameOf(table));
}

/** Columns and rows as Prisma takes them. Values of `times` columns must be what the driver gave, untouched. */
export function resultSet(
  columns: readonly { readonly name: string; readonly type: ColumnType; readonly timeZone?: string }[],
  rows: unknown[][],
): SqlResultSet {
  const times = columns.flatMap(({ timeZone }, index) => (timeZone ? [{ index, timeZone }] : []));
  for (const row of rows) {
    for (const { index, timeZone } of times) row[index] = instantText(row[index], timeZone);
    // Prisma takes a 64-bit integer as decimal digits and makes a bigint of it itself.
    for (const [index, value] of row.entries()) if (typeof value === "bigint") row[index] = value.toString();
  }
  return { columnNames: columns.map(({ name }) => name), columnTypes: columns.map(({ type }) => type), rows };
}

/** ISO 8601 in UTC, or null where the stored value is no time: one such value must not hide the row. */
function instantText(value: unknown, timeZone: string): string | null {
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "bigint") return null;
  try {
    return wallClockToInstant(value, timeZone).toISOString();
  } catch {
    return null;
  }
}
