import type { Database as Connection, Statement as Prepared } from "better-sqlite3";
import type { Row, SqlValue, Statement, StatementResult } from "../database.ts";

const PREPARED_MAX = 200;

/** Prepared statements of one connection, the least recently used one dropped first. */
export class StatementCache {
  readonly connection: Connection;
  readonly #prepared = new Map<string, Prepared<unknown[]>>();

  constructor(connection: Connection) {
    this.connection = connection;
  }

  run(sql: string, parameters: readonly SqlValue[]): StatementResult {
    const statement = this.prepare(sql);
    const values = parameters.map(toSqlite);
    if (!statement.reader) return { affectedRows: statement.run(...values).changes, rows: [] };
    return { affectedRows: 0, rows: (statement.all(...values) as Row[]).map(fromSqlite) };
  }

  runAll(list: readonly Statement[]): StatementResult[] {
    return list.map(({ sql, parameters = [] }) => this.run(sql, parameters));
  }

  prepare(sql: string): Prepared<unknown[]> {
    const known = this.#prepared.get(sql);
    if (known) {
      // The order matters only once something may have to go.
      if (this.#prepared.size >= PREPARED_MAX / 2) {
        this.#prepared.delete(sql);
        this.#prepared.set(sql, known);
      }
      return known;
    }
    const statement = this.connection.prepare(sql);
    if (statement.reader) statement.safeIntegers();
    this.#prepared.set(sql, statement);
    if (this.#prepared.size > PREPARED_MAX) {
      const [oldest] = this.#prepared.keys();
      if (oldest !== undefined) this.#prepared.delete(oldest);
    }
    return statement;
  }
}

export function toSqlite(value: SqlValue): null | string | number | bigint | Uint8Array {
  if (value instanceof Date) return value.toISOString().replace("Z", "+00:00");
  if (typeof value === "boolean") return value ? 1 : 0;
  return value;
}

export function fromSqlite(row: Row): Row {
  for (const column in row) {
    const value = row[column];
    if (typeof value === "bigint" && value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER) {
      row[column] = Number(value);
    }
  }
  return row;
}
