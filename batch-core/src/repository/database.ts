/**
 * Database: as little as the engine needs of a driver. SQL is written once for both dialects wherever it can be: lower case, `?` for
 * values. One implementation per driver in dialects/.
 */
export type Dialect = "sqlite" | "mysql";

/**
 * A value to bind. A Date is bound as UTC: `YYYY-MM-DDTHH:MM:SS.mmm+00:00` on SQLite, `YYYY-MM-DD HH:MM:SS.mmm` on MySQL. A boolean is
 * bound as 1 or 0.
 */
export type SqlValue = null | string | number | bigint | boolean | Date | Uint8Array;

/** A row as the driver gives it: integers as `number` when they are safe, else as `bigint` or text; dates, times and DECIMAL as text. */
export type Row = Record<string, unknown>;

export interface Statement {
  readonly sql: string;
  readonly parameters?: readonly SqlValue[];
}

export interface StatementResult {
  /** Rows matched by an update or delete, inserted by an insert; 0 for a query. */
  readonly affectedRows: number;
  readonly rows: readonly Row[];
}

export interface Queryable {
  readonly dialect: Dialect;
  query<R extends Row = Row>(sql: string, parameters?: readonly SqlValue[]): Promise<R[]>;
  execute(sql: string, parameters?: readonly SqlValue[]): Promise<{ affectedRows: number }>;
  /**
   * Runs the statements in order on one connection, in one round trip where the driver can; stops at the first that fails. Outside a
   * transaction they commit together on SQLite and one by one on MySQL.
   */
  batch(statements: readonly Statement[]): Promise<StatementResult[]>;
}

/** Rows taken by {@link EngineTransaction.insertLater} were refused: nothing that was sent with them has happened. */
export class LateInsertError extends Error {
  /** What the database says of the rows. */
  readonly refusal: unknown;

  constructor(refusal: unknown) {
    super("Rows that were sent along with other statements were refused.", { cause: refusal });
    this.name = "LateInsertError";
    this.refusal = refusal;
  }
}

export interface Transaction extends Queryable {
  /**
   * Runs the statements and commits, in one round trip where the driver can; nothing can be done in the transaction after that. When a
   * statement fails nothing is committed.
   * @throws {CommitOutcomeUnknownError} when the answer was lost: all of it may have happened, or nothing
   */
  commitWith(statements: readonly Statement[]): Promise<StatementResult[]>;
  /**
   * Inserts many rows by the fastest way this connection has, inside this transaction.
   * @param rows  one array of values per row, in the order of `columns`
   */
  bulkInsert(table: string, columns: readonly string[], rows: readonly (readonly SqlValue[])[]): Promise<number>;
}

/** What the engine can do in a transaction beyond what it offers to jobs. */
export interface EngineTransaction extends Transaction {
  /** The most rows for which {@link insertLater} saves a round trip; 0 where it saves none. */
  readonly lateRowsMax: number;
  /**
   * Takes rows that go before the next statements of this transaction, in their packet, at the latest with its commit. Whatever sends them
   * throws a {@link LateInsertError} when they are refused.
   */
  insertLater(table: string, columns: readonly string[], rows: readonly (readonly SqlValue[])[]): void;
}

export interface Database extends Queryable {
  /**
   * Runs `work` in a transaction: READ COMMITTED on MySQL, BEGIN IMMEDIATE on SQLite. Commits when it resolves, rolls back when it throws.
   * @throws {CommitOutcomeUnknownError} when the answer to COMMIT was lost: it may or may not have happened
   */
  transaction<T>(work: (transaction: EngineTransaction) => Promise<T>): Promise<T>;
  /** Rows of a query in batches of `fetchSize`, on a connection of its own that survives commits elsewhere. */
  stream<R extends Row = Row>(sql: string, parameters: readonly SqlValue[], fetchSize: number): AsyncIterable<R[]>;
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}
