import type { Database as Connection } from "better-sqlite3";
import type { Database, EngineTransaction, Row, SqlValue, Statement, StatementResult } from "../database.ts";
import { connectToRead, connectToWrite } from "./sqlite-connection.ts";
import { fromSqlite, StatementCache, toSqlite } from "./sqlite-statements.ts";
import { runTransaction } from "./sqlite-transaction.ts";
import { Turns, untilFree } from "./sqlite-waiting.ts";

/** The driver is not to wait: see below. */
const AT_ONCE = { timeout: 0 };

/**
 * SQLite through better-sqlite3: WAL, one connection that writes and one that reads. The driver is synchronous, so waiting for the write
 * lock is done outside of it: a busy database is asked again after a pause, and the event loop goes on meanwhile.
 *
 * @param file  a path, or `:memory:` (one connection then serves both, as it does where the file may not be written)
 */
export async function openSqlite(file: string): Promise<Database> {
  const inMemory = file === ":memory:";
  // The first start turns a new file to WAL, and may meet another first start there.
  const writer = await untilFree(() => connectToWrite(file, AT_ONCE));
  const reader = inMemory || writer.readonly ? writer : await untilFree(() => connectToRead(file, AT_ONCE));
  return new SqliteDatabase(file, writer, reader);
}

class SqliteDatabase implements Database {
  readonly dialect = "sqlite";
  readonly #file: string;
  readonly #writer: StatementCache;
  readonly #reader: StatementCache;
  readonly #writes = new Turns();

  constructor(file: string, writer: Connection, reader: Connection) {
    this.#file = file;
    this.#writer = new StatementCache(writer);
    this.#reader = reader === writer ? this.#writer : new StatementCache(reader);
  }

  async query<R extends Row = Row>(sql: string, parameters: readonly SqlValue[] = []): Promise<R[]> {
    if (this.#reader !== this.#writer && isReading(sql)) {
      return untilFree(() => this.#reader.run(sql, parameters).rows as R[]);
    }
    return this.#alone((statements) => untilFree(() => statements.run(sql, parameters).rows as R[]));
  }

  async execute(sql: string, parameters: readonly SqlValue[] = []): Promise<{ affectedRows: number }> {
    return this.#alone((statements) => untilFree(() => statements.run(sql, parameters)));
  }

  async batch(statements: readonly Statement[]): Promise<StatementResult[]> {
    return this.transaction((transaction) => transaction.batch(statements));
  }

  transaction<T>(work: (transaction: EngineTransaction) => Promise<T>): Promise<T> {
    return runTransaction(this.#writer, this.#writes, work);
  }

  async *stream<R extends Row = Row>(
    sql: string,
    parameters: readonly SqlValue[],
    fetchSize: number,
  ): AsyncIterable<R[]> {
    if (this.#reader === this.#writer) {
      const rows = await this.query<R>(sql, parameters);
      for (let from = 0; from < rows.length; from += fetchSize) yield rows.slice(from, from + fetchSize);
      return;
    }
    const connection = await untilFree(() => connectToRead(this.#file, AT_ONCE));
    try {
      let batch: R[] = [];
      for (const row of connection
        .prepare(sql)
        .safeIntegers()
        .iterate(...parameters.map(toSqlite))) {
        batch.push(fromSqlite(row as Row) as R);
        if (batch.length === fetchSize) {
          yield batch;
          batch = [];
        }
      }
      if (batch.length > 0) yield batch;
    } finally {
      connection.close();
    }
  }

  async close(): Promise<void> {
    const release = await this.#writes.take();
    this.#reader.connection.close();
    this.#writer.connection.close();
    release();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #alone<T>(work: (statements: StatementCache) => T | Promise<T>): Promise<T> {
    const release = await this.#writes.take();
    try {
      return await work(this.#writer);
    } finally {
      release();
    }
  }
}

function isReading(sql: string): boolean {
  return /^\s*(select|with|pragma|explain)\b/i.test(sql);
}
