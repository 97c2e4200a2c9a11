import type { Connection as CallbackConnection } from "mysql2";
import { createPool, type Pool, type PoolConnection, type ResultSetHeader } from "mysql2/promise";
import { CommitOutcomeUnknownError, DatabaseError } from "../../errors.ts";
import {
  type Database,
  type EngineTransaction,
  LateInsertError,
  type Row,
  type SqlValue,
  type Statement,
  type StatementResult,
} from "../database.ts";
import { LoadDataStream } from "./load-data-text.ts";
import { errorNumber, LoadDataPlans, type LoadPlan } from "./mysql-load-data.ts";
import { rowBatches } from "./mysql-row-batches.ts";
import { insertStatements, StatementText, toMysql } from "./mysql-values.ts";

const CONNECTIONS_MAX = 10;

/** Fewer rows are at least as fast in an INSERT: of six columns the two meet at about 120 rows, and 1000 take 1.95 against 2.75 ms. */
const LOAD_ROWS_MIN = 120;

/** Late inserts go before other statements in one packet up to this length of their text, in UTF-16 units; longer ones by themselves. */
const LATE_LENGTH_MAX = 100_000;

const LOAD_SAVEPOINT = "batchdeck_load";

/** Errors after which nobody knows what the server did with the last packet. */
const CONNECTION_LOST = new Set(["PROTOCOL_CONNECTION_LOST", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ECONNREFUSED"]);

/** The same, said by the server itself: ER_SERVER_SHUTDOWN, and the session was killed, in MariaDB's and MySQL's number. */
const SESSION_ENDED = new Set([1053, 1927, 3169]);

/** ER_LOCK_WAIT_TIMEOUT and ER_LOCK_DEADLOCK: waiting once more is no use, and after a deadlock the transaction is gone. */
const LOCK_LOST = new Set([1205, 1213]);

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
    // Texts come with their values in them: looking for placeholders once more would read every one of them through.
    queryFormat: (sql: string) => sql,
  });
  pool.pool.on("connection", (connection) => {
    // Without backslashes the driver's quoting of text would not hold.
    connection.query(
      `set session transaction isolation level read committed; set session time_zone = '+00:00';
       set session sql_mode = replace(@@sql_mode, 'NO_BACKSLASH_ESCAPES', '')`,
    );
  });
  return new MysqlDatabase(pool);
}

class MysqlDatabase implements Database {
  readonly dialect = "mysql";
  readonly #pool: Pool;
  readonly #shared: Shared;
  #closing: Promise<void> | null = null;

  constructor(pool: Pool) {
    this.#pool = pool;
    this.#shared = { pool, texts: new StatementText(), plans: new LoadDataPlans() };
  }

  async query<R extends Row = Row>(sql: string, parameters: readonly SqlValue[] = []): Promise<R[]> {
    return (await run(this.#pool, sql, parameters)).rows as R[];
  }

  async execute(sql: string, parameters: readonly SqlValue[] = []): Promise<{ affectedRows: number }> {
    return run(this.#pool, sql, parameters);
  }

  async batch(statements: readonly Statement[]): Promise<StatementResult[]> {
    return runBatch(this.#pool, statements, this.#shared.texts);
  }

  async transaction<T>(work: (transaction: EngineTransaction) => Promise<T>): Promise<T> {
    const transaction = new MysqlTransaction(this.#shared);
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
      yield* rowBatches<R>(inner, sql, parameters.map(toMysql), fetchSize);
      finished = true;
    } finally {
      // Given up half-way the rest of the rows is still in the pipe: such a connection cannot be used again.
      if (finished) connection.release();
      else connection.destroy();
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#pool.end();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

/** What the transactions of one pool share. */
interface Shared {
  readonly pool: Pool;
  readonly texts: StatementText;
  readonly plans: LoadDataPlans;
}

/** Takes a connection at the first statement, and BEGIN travels in one packet with it where that is text. */
class MysqlTransaction implements EngineTransaction {
  readonly dialect = "mysql";
  readonly lateRowsMax = LOAD_ROWS_MIN - 1;
  readonly #shared: Shared;
  /** Inserts that wait for the next packet. */
  #late: Statement[] = [];
  #connecting: Promise<PoolConnection> | null = null;
  #over = false;

  constructor(shared: Shared) {
    this.#shared = shared;
  }

  async query<R extends Row = Row>(sql: string, parameters: readonly SqlValue[] = []): Promise<R[]> {
    return (await run(await this.#begun(), sql, parameters)).rows as R[];
  }

  async execute(sql: string, parameters: readonly SqlValue[] = []): Promise<{ affectedRows: number }> {
    if (this.#connecting) return run(await this.#begun(), sql, parameters);
    const [result] = await this.batch([{ sql, parameters }]);
    return { affectedRows: result?.affectedRows ?? 0 };
  }

  async batch(statements: readonly Statement[]): Promise<StatementResult[]> {
    if (statements.length === 0) return [];
    return this.#send(statements);
  }

  async commitWith(statements: readonly Statement[]): Promise<StatementResult[]> {
    let results: StatementResult[];
    try {
      results = await this.#send([...statements, COMMIT]);
    } catch (error) {
      if (!isOutcomeUnknown(error)) throw error;
      await this.#end((lost) => lost.destroy());
      throw commitOutcomeUnknown(error);
    }
    await this.#end((unused) => unused.release());
    return results.slice(0, -1);
  }

  async bulkInsert(table: string, columns: readonly string[], rows: readonly (readonly SqlValue[])[]): Promise<number> {
    if (rows.length === 0) return 0;
    const { plans } = this.#shared;
    const plan = rows.length < LOAD_ROWS_MIN ? null : await plans.planFor(() => this.#begun(), table, columns);
    if (plan && (await this.#load(plan, rows))) return rows.length;
    let affectedRows = 0;
    for (const sql of insertStatements(table, columns, rows)) {
      const [result] = await this.#send([{ sql }], { asText: true });
      affectedRows += result?.affectedRows ?? 0;
    }
    if (plan) plans.misfit(table, columns);
    return affectedRows;
  }

  insertLater(table: string, columns: readonly string[], rows: readonly (readonly SqlValue[])[]): void {
    if (rows.length === 0) return;
    for (const sql of insertStatements(table, columns, rows)) this.#late.push({ sql });
  }

  /** False when LOAD DATA did anything else than insert all rows as they are; then none of them is there. */
  async #load(plan: LoadPlan, rows: readonly (readonly SqlValue[])[]): Promise<boolean> {
    const stream = new LoadDataStream(rows, plan.columns);
    if (this.#late.length > 0) await this.#send([]);
    const { connection, begin } = await this.#session();
    try {
      const [results] = await connection.query({
        sql: this.#shared.texts.packet([...begin, { sql: `savepoint ${LOAD_SAVEPOINT}` }, plan]),
        infileStreamFactory: () => stream,
      });
      const loaded = (results as ResultSetHeader[]).at(-1);
      if (!stream.refused && loaded?.affectedRows === rows.length && loaded.warningStatus === 0) return true;
    } catch (error) {
      if (isOutcomeUnknown(error) || LOCK_LOST.has(errorNumber(error))) throw error;
      this.#shared.plans.failed(error);
    }
    await connection.query(`rollback to savepoint ${LOAD_SAVEPOINT}`);
    return false;
  }

  async commit(): Promise<void> {
    if (this.#late.length > 0) return void (await this.commitWith([]));
    if (!this.#connecting) return;
    try {
      await (await this.#connecting).query("commit");
    } catch (error) {
      await this.#end((lost) => lost.destroy());
      throw isOutcomeUnknown(error) ? commitOutcomeUnknown(error) : error;
    }
    await this.#end((unused) => unused.release());
  }

  async rollback(): Promise<void> {
    if (!this.#connecting) return;
    try {
      await (await this.#connecting).query("rollback");
      await this.#end((unused) => unused.release());
    } catch {
      // The server rolls back by itself when the connection is gone; where there never was one, there is nothing to end.
      await this.#end((lost) => lost.destroy()).catch(() => {});
    }
  }

  /** Ends this transaction's use of its connection. */
  async #end(giveBack: (connection: PoolConnection) => void): Promise<void> {
    const connecting = this.#connecting;
    this.#connecting = null;
    this.#over = true;
    if (connecting) giveBack(await connecting);
  }

  /** Whoever asks first is given the BEGIN to send before its own statements; the connection runs everything in the order it is sent. */
  async #session(): Promise<{ connection: PoolConnection; begin: readonly Statement[] }> {
    if (this.#over) throw new DatabaseError("The transaction is over: nothing more can be done in it.");
    if (this.#connecting) return { connection: await this.#connecting, begin: [] };
    this.#connecting = this.#shared.pool.getConnection();
    return { connection: await this.#connecting, begin: [START] };
  }

  async #begun(): Promise<PoolConnection> {
    if (this.#late.length > 0) await this.#send([]);
    const { connection, begin } = await this.#session();
    if (begin.length > 0) await connection.query(START.sql);
    return connection;
  }

  /** Sends in one packet what is to go before, BEGIN and late inserts, and the statements; gives what came of the statements. */
  async #send(statements: readonly Statement[], { asText = false } = {}): Promise<StatementResult[]> {
    const { connection, begin } = await this.#session();
    const { texts } = this.#shared;
    const late = this.#late;
    if (late.length > 0) {
      this.#late = [];
      const before = [...begin, ...late];
      if (late.reduce((length, { sql }) => length + sql.length, 0) <= LATE_LENGTH_MAX) {
        return (await sendLate(connection, [...before, ...statements], before.length, texts)).slice(before.length);
      }
      for (const statement of before) await sendLate(connection, [statement], 1, texts);
      return statements.length === 0 ? [] : sendText(connection, statements, texts);
    }
    const send = asText ? sendText : runBatch;
    return (await send(connection, [...begin, ...statements], texts)).slice(begin.length);
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

const START: Statement = { sql: "start transaction" };
const COMMIT: Statement = { sql: "commit" };

async function runBatch(
  connection: Pool | PoolConnection,
  statements: readonly Statement[],
  texts: StatementText,
): Promise<StatementResult[]> {
  const [first] = statements;
  if (!first) return [];
  return statements.length === 1
    ? [await run(connection, first.sql, first.parameters ?? [])]
    : sendText(connection, statements, texts);
}

/** All statements in one packet, values and all. */
async function sendText(
  connection: Pool | PoolConnection,
  statements: readonly Statement[],
  texts: StatementText,
): Promise<StatementResult[]> {
  const [results] = await connection.query(texts.packet(statements));
  return statements.length === 1 ? [toResult(results)] : (results as unknown[]).map(toResult);
}

/**
 * All statements in one packet.
 * @throws {LateInsertError} when one of the first `lateCount` was refused
 */
async function sendLate(
  connection: PoolConnection,
  statements: readonly Statement[],
  lateCount: number,
  texts: StatementText,
): Promise<StatementResult[]> {
  // The types name the promise API here; only the callback connection inside tells how many statements were answered before an error.
  const inner = connection.connection as unknown as CallbackConnection;
  let answered = 0;
  try {
    const results = await new Promise<unknown[]>((resolve, reject) => {
      const command = inner.query(texts.packet(statements), (error, found) => {
        if (error) reject(error);
        else resolve(statements.length === 1 ? [found] : (found as unknown[]));
      });
      command.on("fields", () => {
        answered += 1;
      });
    });
    return results.map(toResult);
  } catch (error) {
    // The error was made where the packet was read: that says nothing of where it was sent.
    if (error instanceof Error) Error.captureStackTrace(error, sendLate);
    throw answered < lateCount && !isOutcomeUnknown(error) ? new LateInsertError(error) : error;
  }
}

function toResult(result: unknown): StatementResult {
  if (Array.isArray(result)) return { affectedRows: 0, rows: result as Row[] };
  return { affectedRows: (result as { affectedRows: number }).affectedRows, rows: [] };
}

/** Whether the packet that failed so may have been carried out. */
function isOutcomeUnknown(error: unknown): boolean {
  return (
    (error instanceof Error && "code" in error && CONNECTION_LOST.has(String(error.code))) ||
    SESSION_ENDED.has(errorNumber(error))
  );
}

function commitOutcomeUnknown(cause: unknown): CommitOutcomeUnknownError {
  return new CommitOutcomeUnknownError(
    "The connection was lost while a transaction was being committed: it may or may not have happened.",
    { cause },
  );
}
