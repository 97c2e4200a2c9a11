import DatabaseConstructor, { type Database as Connection, type Statement as Prepared } from "better-sqlite3";
import { DatabaseError } from "../../errors.ts";
import type { Database, Row, SqlValue, Statement, StatementResult, Transaction } from "../database.ts";

/** How long a statement waits for another thread's or process's write transaction. */
const LOCK_WAIT_MS = 15_000;
const PREPARED_MAX = 200;

/**
 * SQLite through better-sqlite3: WAL, one connection that writes and one that reads. The driver is synchronous, so waiting for the write
 * lock is done outside of it: a busy database is asked again after a pause, and the event loop goes on meanwhile.
 *
 * @param file  a path, or `:memory:` (one connection then serves both)
 */
export async function openSqlite(file: string): Promise<Database> {
  const inMemory = file === ":memory:";
  // The first start turns a new file to WAL, and may meet another first start there.
  const writer = await untilFree(() => connectToWrite(file));
  const reader = inMemory ? writer : await untilFree(() => connectToRead(file));
  return new SqliteDatabase(file, writer, reader);
}

function connectToWrite(file: string): Connection {
  return connect(file, {}, (connection) => void connection.pragma("journal_mode = WAL"));
}

function connectToRead(file: string): Connection {
  return connect(file, { readonly: true }, () => {});
}

function connect(file: string, options: { readonly?: boolean }, prepare: (connection: Connection) => void): Connection {
  const connection = new DatabaseConstructor(file, { ...options, timeout: 0 });
  try {
    prepare(connection);
    connection.pragma("foreign_keys = ON");
    connection.pragma("synchronous = NORMAL");
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
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

  transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
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
    const connection = await untilFree(() => connectToRead(this.#file));
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

  async #alone<T>(work: (statements: StatementCache) => Promise<T>): Promise<T> {
    const release = await this.#writes.take();
    try {
      return await work(this.#writer);
    } finally {
      release();
    }
  }
}

/** BEGIN IMMEDIATE waits for the first statement, so that code which never writes locks nobody out. */
async function runTransaction<T>(
  statements: StatementCache,
  turns: Turns,
  work: (transaction: Transaction) => Promise<T>,
): Promise<T> {
  let release: (() => void) | null = null;
  let over = false;
  // A statement that is still on its way when the transaction ends must not end up in the next one of this connection, or in none.
  const checkOpen = () => {
    if (over) throw new DatabaseError("The transaction is over: nothing more can be done in it.");
  };
  const begin = async () => {
    const given = await turns.take();
    try {
      await untilFree(() => {
        checkOpen();
        statements.connection.exec("begin immediate");
        release = given;
      });
    } catch (error) {
      given();
      throw error;
    }
  };
  let begun: Promise<void> | null = null;
  const inside = async <R>(run: () => R): Promise<R> => {
    begun ??= begin();
    await begun;
    checkOpen();
    return run();
  };
  const transaction: Transaction = {
    dialect: "sqlite",
    async query<R extends Row = Row>(sql: string, parameters: readonly SqlValue[] = []) {
      return inside(() => statements.run(sql, parameters).rows as R[]);
    },
    execute: (sql, parameters = []) => inside(() => statements.run(sql, parameters)),
    batch: (list) => inside(() => list.map(({ sql, parameters }) => statements.run(sql, parameters ?? []))),
    async commitWith(list) {
      const results = await transaction.batch(list);
      statements.connection.exec("commit");
      over = true;
      return results;
    },
    bulkInsert: (table, columns, rows) =>
      inside(() => {
        const insert = statements.prepare(
          `insert into ${table} (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")})`,
        );
        for (const row of rows) insert.run(...row.map(toSqlite));
        return rows.length;
      }),
  };
  try {
    const result = await work(transaction);
    if (release && !over) statements.connection.exec("commit");
    return result;
  } catch (error) {
    if (release && statements.connection.inTransaction) statements.connection.exec("rollback");
    throw error;
  } finally {
    over = true;
    (release as (() => void) | null)?.();
  }
}

/** Prepared statements of one connection, the least recently used one dropped first. */
class StatementCache {
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

/** One after the other: the connection has one transaction at a time, whoever awaits meanwhile. */
class Turns {
  /** Ends when the last one that asked is done; null when nobody has the turn. */
  #last: Promise<void> | null = null;

  async take(): Promise<() => void> {
    const before = this.#last;
    let resolveTurn = () => {};
    const turn = new Promise<void>((resolve) => {
      resolveTurn = resolve;
    });
    this.#last = turn;
    const release = () => {
      if (this.#last === turn) this.#last = null;
      resolveTurn();
    };
    if (!before) return release;
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<"late">((resolve) => {
      timer = setTimeout(() => resolve("late"), LOCK_WAIT_MS);
    });
    const outcome = await Promise.race([before, tooLong]);
    clearTimeout(timer);
    if (outcome === "late") {
      void before.then(release);
      throw new DatabaseError(
        `Waited ${LOCK_WAIT_MS / 1000} s for another transaction of this process. Inside a transaction use its own handle (scope.transaction), never the database.`,
      );
    }
    return release;
  }
}

async function untilFree<T>(attempt: () => T): Promise<T> {
  const deadline = Date.now() + LOCK_WAIT_MS;
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (Date.now() > deadline) {
        throw new DatabaseError(
          `The SQLite database stayed locked for ${LOCK_WAIT_MS / 1000} s by another process. Look for a writer that hangs.`,
          { cause: error },
        );
      }
    }
    // Random, so that several waiting threads do not ask in step.
    await new Promise((resolve) => setTimeout(resolve, 1 + Math.random() * 4));
  }
}

function isBusy(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code.startsWith("SQLITE_BUSY") || code === "SQLITE_LOCKED";
}

function isReading(sql: string): boolean {
  return /^\s*(select|with|pragma|explain)\b/i.test(sql);
}

function toSqlite(value: SqlValue): null | string | number | bigint | Uint8Array {
  if (value instanceof Date) return value.toISOString().replace("Z", "+00:00");
  if (typeof value === "boolean") return value ? 1 : 0;
  return value;
}

function fromSqlite(row: Row): Row {
  for (const column in row) {
    const value = row[column];
    if (typeof value === "bigint" && value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER) {
      row[column] = Number(value);
    }
  }
  return row;
}
