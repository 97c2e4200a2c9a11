import type { Database, EngineTransaction, Queryable, Statement } from "./database.ts";

/**
 * The same database for statements that name Spring Batch's tables in upper case, where the tables are in lower case on a server that tells
 * the cases apart: a dump of a server on Windows that was loaded on Linux, for instance. Values are bound, so a statement holds no text that
 * could be hit by mistake.
 */
export function withLowerCaseTables(database: Database, prefix: string): Database {
  const names = new RegExp(`\\b${prefix}(?:JOB|STEP)_[A-Z_]+\\b`, "g");
  const lower = (sql: string) => sql.replace(names, (name) => name.toLowerCase());
  const queryable = (inner: Queryable): Queryable => ({
    dialect: inner.dialect,
    query: (sql, parameters) => inner.query(lower(sql), parameters),
    execute: (sql, parameters) => inner.execute(lower(sql), parameters),
    batch: (statements) => inner.batch(statements.map(lowerStatement)),
  });
  const lowerStatement = (statement: Statement): Statement => ({ ...statement, sql: lower(statement.sql) });
  const transaction = (inner: EngineTransaction): EngineTransaction => ({
    ...queryable(inner),
    commitWith: (statements) => inner.commitWith(statements.map(lowerStatement)),
    bulkInsert: (table, columns, rows) => inner.bulkInsert(lower(table), columns, rows),
    lateRowsMax: inner.lateRowsMax,
    insertLater: (table, columns, rows) => inner.insertLater(lower(table), columns, rows),
  });
  return {
    ...queryable(database),
    transaction: (work) => database.transaction((inner) => work(transaction(inner))),
    stream: (sql, parameters, fetchSize) => database.stream(lower(sql), parameters, fetchSize),
    close: () => database.close(),
    [Symbol.asyncDispose]: () => database.close(),
  };
}
