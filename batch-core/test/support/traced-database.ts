import type { Database, Queryable, Row, SqlValue, Statement } from "../../src/index.ts";
import type { EngineTransaction } from "../../src/repository/database.ts";

/**
 * The same database, and what changes it, in order: `trace` gets one word per write, `begin` at the first statement of a transaction,
 * and `commit` or `rollback` at its end. Single statements have no begin and no commit.
 */
export function tracedDatabase(real: Database, trace: (event: string) => void): Database {
  const note = (sql: string, parameters: readonly SqlValue[] = []) => {
    const event = eventOf(sql, parameters);
    if (event) trace(event);
  };
  const queryable = (inner: Queryable): Queryable => ({
    dialect: inner.dialect,
    query: <R extends Row>(sql: string, parameters?: readonly SqlValue[]) => inner.query<R>(sql, parameters),
    execute(sql, parameters) {
      note(sql, parameters);
      return inner.execute(sql, parameters);
    },
    batch(statements: readonly Statement[]) {
      for (const { sql, parameters } of statements) note(sql, parameters);
      return inner.batch(statements);
    },
  });
  return {
    ...queryable(real),
    async transaction(work) {
      let began = false;
      const begin = () => {
        if (!began) trace("begin");
        began = true;
      };
      try {
        const result = await real.transaction((inner) => {
          const traced = queryable(inner);
          const transaction: EngineTransaction = {
            dialect: inner.dialect,
            query(sql, parameters) {
              begin();
              return traced.query(sql, parameters);
            },
            execute(sql, parameters) {
              begin();
              return traced.execute(sql, parameters);
            },
            batch(statements) {
              begin();
              return traced.batch(statements);
            },
            commitWith(statements) {
              // Taking ids from sequences is a transaction of its own on MySQL, and no event.
              if (statements.some(({ sql, parameters = [] }) => eventOf(sql, parameters))) begin();
              for (const { sql, parameters } of statements) note(sql, parameters);
              return inner.commitWith(statements);
            },
            bulkInsert(table, columns, rows) {
              begin();
              trace(`insert ${rows.length} rows into ${table}`);
              return inner.bulkInsert(table, columns, rows);
            },
            lateRowsMax: inner.lateRowsMax,
            insertLater(table, columns, rows) {
              begin();
              trace(`insert ${rows.length} rows into ${table}`);
              inner.insertLater(table, columns, rows);
            },
          };
          return work(transaction);
        });
        if (began) trace("commit");
        return result;
      } catch (error) {
        if (began) trace("rollback");
        throw error;
      }
    },
    stream: (sql, parameters, fetchSize) => real.stream(sql, parameters, fetchSize),
    close: () => real.close(),
    [Symbol.asyncDispose]: () => real.close(),
  };
}

/** `update step STARTED`, `add step row`, `save step context`; null for leases and sequences, and for what only asks whether it may. */
function eventOf(sql: string, parameters: readonly SqlValue[]): string | null {
  if (sql.endsWith("where 1 = 0")) return null;
  const [, verb, name] = /^\s*(insert into|update) BATCH_([A-Z_]+)/i.exec(sql) ?? [];
  switch (name) {
    case "JOB_INSTANCE":
      return "add instance row";
    case "JOB_EXECUTION":
    case "STEP_EXECUTION": {
      const row = name === "JOB_EXECUTION" ? "job" : "step";
      return verb === "update" ? `update ${row} ${parameters.find(isStatus)}` : `add ${row} row`;
    }
    case "JOB_EXECUTION_CONTEXT":
    case "STEP_EXECUTION_CONTEXT": {
      const row = name === "JOB_EXECUTION_CONTEXT" ? "job" : "step";
      return verb === "update" ? `save ${row} context` : `add ${row} context`;
    }
    default:
      return null;
  }
}

function isStatus(value: SqlValue): boolean {
  return typeof value === "string" && /^(STARTING|STARTED|COMPLETED|STOPPING|STOPPED|FAILED|UNKNOWN)$/.test(value);
}
