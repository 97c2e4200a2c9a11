import { DatabaseError } from "../../errors.ts";
import type { Row, SqlValue, Transaction } from "../database.ts";
import { type StatementCache, toSqlite } from "./sqlite-statements.ts";
import { type Turns, untilFree } from "./sqlite-waiting.ts";

/** BEGIN IMMEDIATE waits for the first statement, so that code which never writes locks nobody out. */
export async function runTransaction<T>(
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
