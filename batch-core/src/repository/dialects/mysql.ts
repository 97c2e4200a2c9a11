import type { Connection as CallbackConnection } from "mysql2";
import { createPool, type Pool, type PoolConnection } from "mysql2/promise";
import { CommitOutcomeUnknownError } from "../../errors.ts";
import type { Database, Row, SqlValue, Statement, StatementResult, Transaction } from "../database.ts";

const CONNECTIONS_MAX = 10;

/** Errors after which nobody knows what the server did with the last packet. */
const CONNECTION_LOST = new Set(["PROTOCOL_CONNECTION_LOST", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ECONNREFUSED"]);

/**
 * MySQL or MariaDB through mysql2. Sessions are READ COMMITTED (REPEATABLE READ shows old rows to check-then-insert) and in UTC; dates and
 * times travel as text.
 */
export function openMysql(url: string): Database {
  const pool = createPool({
    uri: url,
    connectionLimit: CONNECTIONS_MAX,
    charset: "utf8mb4",
    timezone: "Z",
    dateStrings: true,
    supportBigNumbers: true,
    multipleStatements: true,
    jsonStrings: true,
  });
  pool.pool.on("connection", (connection) => {
    connection.query("set session transaction isolation level read committed; set session time_zone = '+00:00'");
  });
  return new MysqlDatabase(pool);
}

class MysqlDatabase implements Database {
  readonly dialect = "mysql";
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async query<R extends Row = Row>(sql: string, parameters: readonly SqlValue[] = []): Promise<R[]> {
    return (await run(this.#pool, sql, parameters)).rows as R[];
  }

  async execute(sql: string, parameters: readonly SqlValue[] = []): Promise<{ affectedRows: number }> {
    return run(this.#pool, sql, parameters);
  }

  async batch(statements: readonly Statement[]): Promise<StatementResult[]> {
    return runBatch(this.#pool, statements);
  }

  async transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const transaction = new MysqlTransaction(this.#pool);
    let result: T;
    try {
      result = await work(transaction);
    } catch (error) {
      await transaction.rollback();
      throw error;
    }
    await transaction.commit();
    return result;
  }

  async *stream<R extends Row = Row>(
    sql: string,
    parameters: readonly SqlValue[],
    fetchSize: number,
  ): AsyncIterable<R[]> {
    const connection = await this.#pool.getConnection();
    let finished = false;
    try {
      // A slow step must not lose its cursor: the default of 60 s is short of a long chunk.
      await connection.query("set session net_write_timeout = 3600");
      // The types name the promise API here; what is inside is the callback connection, and only it can stream.
      const inner = connection.connection as unknown as CallbackConnection;
      const rows = inner.execute(sql, parameters.map(toMysql)).stream({ highWaterMark: fetchSize });
      let batch: R[] = [];
      for await (const row of rows) {
        batch.push(row as R);
        if (batch.length === fetchSize) {
          yield batch;
          batch = [];
        }
      }
      finished = true;
      if (batch.length > 0) yield batch;
    } finally {
      // Given up half-way the rest of the rows is still in the pipe: such a connection cannot be used again.
      if (finished) connection.release();
      else connection.destroy();
    }
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/** Takes a connection and begins at the first statement; BEGIN travels with it where the protocol allows. */
class MysqlTransaction implements Transaction {
  readonly dialect = "mysql";
  readonly #pool: Pool;
  #connection: PoolConnection | null = null;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async query<R extends Row = Row>(sql: string, parameters: readonly SqlValue[] = []): Promise<R[]> {
    return (await run(await this.#begun(), sql, parameters)).rows as R[];
  }

  async execute(sql: string, parameters: readonly SqlValue[] = []): Promise<{ affectedRows: number }> {
    return run(await this.#begun(), sql, parameters);
  }

  async batch(statements: readonly Statement[]): Promise<StatementResult[]> {
    return statements.length === 0 ? [] : runBatch(await this.#begun(), statements);
  }

  async bulkInsert(table: string, columns: readonly string[], rows: readonly (readonly SqlValue[])[]): Promise<number> {
    if (rows.length === 0) return 0;
    const connection = await this.#begun();
    const [result] = await connection.query(`insert into ${table} (${columns.join(", ")}) values ?`, [
      rows.map((row) => row.map(toMysql)),
    ]);
    return toResult(result).affectedRows;
  }

  async commit(): Promise<void> {
    const connection = this.#connection;
    if (!connection) return;
    try {
      await connection.query("commit");
    } catch (error) {
      connection.destroy();
      if (!isConnectionLost(error)) throw error;
      throw new CommitOutcomeUnknownError(
        "The connection was lost while a transaction was being committed: it may or may not have happened.",
        { cause: error },
      );
    }
    connection.release();
  }

  async rollback(): Promise<void> {
    const connection = this.#connection;
    if (!connection) return;
    try {
      await connection.query("rollback");
      connection.release();
    } catch {
      // The server rolls back by itself when the connection is gone.
      connection.destroy();
    }
  }

  async #begun(): Promise<PoolConnection> {
    if (!this.#connection) {
      this.#connection = await this.#pool.getConnection();
      await this.#connection.query("start transaction");
    }
    return this.#connection;
  }
}

async function run(
  connection: Pool | PoolConnection,
  sql: string,
  parameters: readonly SqlValue[],
): Promise<StatementResult> {
  const [result] = await connection.execute(sql, parameters.map(toMysql));
  return toResult(result);
}

/** Several statements travel as one packet of text. */
async function runBatch(
  connection: Pool | PoolConnection,
  statements: readonly Statement[],
): Promise<StatementResult[]> {
  const [first] = statements;
  if (!first) return [];
  if (statements.length === 1) return [await run(connection, first.sql, first.parameters ?? [])];
  const sql = statements.map((statement) => statement.sql).join(";\n");
  const values = statements.flatMap((statement) => (statement.parameters ?? []).map(toMysql));
  const [results] = await connection.query(sql, values);
  return (results as unknown[]).map(toResult);
}

function toResult(result: unknown): StatementResult {
  if (Array.isArray(result)) return { affectedRows: 0, rows: result as Row[] };
  return { affectedRows: (result as { affectedRows: number }).affectedRows, rows: [] };
}

function isConnectionLost(error: unknown): boolean {
  return error instanceof Error && "code" in error && CONNECTION_LOST.has(String(error.code));
}

function toMysql(value: SqlValue): null | string | number | Buffer {
  if (value instanceof Date) return value.toISOString().replace("T", " ").replace("Z", "");
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Uint8Array) return Buffer.from(value);
  return value;
}
