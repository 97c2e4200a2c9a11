import { DatabaseError } from "../../errors.ts";
import type { EngineTransaction, Row, SqlValue, Statement, StatementResult } from "../database.ts";
import { type StatementCache, toSqlite } from "./sqlite-statements.ts";
import { type Turns, untilFree } from "./sqlite-waiting.ts";

export async function runTransaction<T>(
  statements: StatementCache,
  turns: Turns,
  work: (transaction: EngineTransaction) => Promise<T>,
): Promise<T> {
  const transaction = new SqliteTransaction(statements, turns);
  try {
    const result = await work(transaction);
    transaction.commit();
    return result;
  } catch (error) {
    transaction.rollback();
    throw error;
  } finally {
    transaction.end();
  }
}

/** BEGIN IMMEDIATE waits for the first statement, so that code which never writes locks nobody out. */
class SqliteTransaction implements EngineTransaction {
  readonly dialect = "sqlite";
  readonly lateRowsMax = 0;
  readonly #statements: StatementCache;
  readonly #turns: Turns;
  #beginning: Promise<void> | null = null;
  /** Ends this transaction's turn; null until it has begun. */
  #release: (() => void) | null = null;
  #over = false;

  constructor(statements: StatementCache, turns: Turns) {
    this.#statements = statements;
    this.#turns = turns;
  }

  query<R extends Row = Row>(sql: string, parameters: readonly SqlValue[] = []): Promise<R[]> {
    return this.#inside(() => this.#statements.run(sql, parameters).rows as R[]);
  }

  execute(sql: string, parameters: readonly SqlValue[] = []): Promise<{ affectedRows: number }> {
    return this.#inside(() => this.#statements.run(sql, parameters));
  }

  batch(list: readonly Statement[]): Promise<StatementResult[]> {
    return this.#inside(() => this.#statements.runAll(list));
  }

  commitWith(list: readonly Statement[]): Promise<StatementResult[]> {
    return this.#inside(() => {
      const results = this.#statements.runAll(list);
      this.commit();
      return results;
    });
  }

  bulkInsert(table: string, columns: readonly string[], rows: readonly (readonly SqlValue[])[]): Promise<number> {
    return this.#inside(() => {
      const insert = this.#statements.prepare(
        `insert into ${table} (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")})`,
      );
      for (const row of rows) insert.run(...row.map(toSqlite));
      return rows.length;
    });
  }

  insertLater(): never {
    throw new DatabaseError("Nothing is sent to SQLite: insert at once.");
  }

  commit(): void {
    if (this.#release && !this.#over) this.#statements.prepare("commit").run();
    this.#over = true;
  }

  /** Takes back what is not committed. */
  rollback(): void {
    if (this.#release && this.#statements.connection.inTransaction) this.#statements.prepare("rollback").run();
  }

  /** Lets the next transaction have its turn. */
  end(): void {
    this.#over = true;
    this.#release?.();
  }

  async #inside<R>(run: () => R): Promise<R> {
    if (!this.#release) {
      this.#beginning ??= this.#begin();
      await this.#beginning;
    }
    this.#checkOpen();
    return run();
  }

  async #begin(): Promise<void> {
    const release = await this.#turns.take();
    try {
      await untilFree(() => {
        this.#checkOpen();
        this.#statements.prepare("begin immediate").run();
        this.#release = release;
      });
    } catch (error) {
      release();
      throw error;
    }
  }

  /** A statement that is still on its way when the transaction ends must not end up in the next one of this connection, or in none. */
  #checkOpen(): void {
    if (this.#over) throw new DatabaseError("The transaction is over: nothing more can be done in it.");
  }
}
