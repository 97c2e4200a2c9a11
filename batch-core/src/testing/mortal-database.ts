import type { Database, EngineTransaction, Queryable, Row, SqlValue, Statement } from "../repository/database.ts";

/** A database as one process sees it, and the end of that process. */
export interface MortalDatabase {
  readonly database: Database;
  /** Open transactions roll back, and whoever used `database` is frozen: no call of it ever answers again. */
  die(): void;
  /** Rejects with {@link ProcessDiedError} when it died. */
  readonly death: Promise<never>;
}

export class ProcessDiedError extends Error {
  constructor() {
    super("The process died, as the test asked.");
    this.name = "ProcessDiedError";
  }
}

/**
 * Lets a process end inside this one. What has committed stays, the rest is gone, no `finally` and no listener runs any more: as after
 * kill -9. The `real` database stays open for whoever comes next.
 */
export function mortalDatabase(real: Database): MortalDatabase {
  let reject = (_: Error) => {};
  const death = new Promise<never>((_, rejected) => {
    reject = rejected;
  });
  death.catch(() => {});
  let isDead = false;

  /** What `attempt` answers, as long as there is somebody to hear it. */
  async function whileAlive<T>(attempt: () => Promise<T>): Promise<T> {
    if (isDead) return frozen();
    try {
      const answer = await attempt();
      return isDead ? await frozen() : answer;
    } catch (error) {
      if (isDead) return frozen();
      throw error;
    }
  }

  function queryable(inner: Queryable): Queryable {
    return {
      dialect: inner.dialect,
      query: <R extends Row>(sql: string, parameters?: readonly SqlValue[]) =>
        whileAlive(() => inner.query<R>(sql, parameters)),
      execute: (sql, parameters) => whileAlive(() => inner.execute(sql, parameters)),
      batch: (statements: readonly Statement[]) => whileAlive(() => inner.batch(statements)),
    };
  }

  async function* stream<R extends Row>(
    sql: string,
    parameters: readonly SqlValue[],
    fetchSize: number,
  ): AsyncIterable<R[]> {
    const rows = real.stream<R>(sql, parameters, fetchSize)[Symbol.asyncIterator]();
    // The connection of a cursor dies with its process.
    death.catch(() => rows.return?.());
    try {
      for (;;) {
        const next = await whileAlive(() => rows.next());
        if (next.done) return;
        yield next.value;
      }
    } finally {
      await rows.return?.();
    }
  }

  const database: Database = {
    ...queryable(real),
    transaction: <T>(work: (transaction: EngineTransaction) => Promise<T>) =>
      whileAlive(() =>
        real.transaction((inner) => {
          const transaction: EngineTransaction = {
            ...queryable(inner),
            commitWith: (statements) => whileAlive(() => inner.commitWith(statements)),
            bulkInsert: (table, columns, rows) => whileAlive(() => inner.bulkInsert(table, columns, rows)),
            lateRowsMax: inner.lateRowsMax,
            insertLater: (table, columns, rows) => inner.insertLater(table, columns, rows),
          };
          return Promise.race([work(transaction), death]);
        }),
      ),
    stream,
    close: () => real.close(),
    [Symbol.asyncDispose]: () => real.close(),
  };

  return {
    database,
    death,
    die() {
      isDead = true;
      reject(new ProcessDiedError());
    },
  };
}

/** Never settles; holds nothing, so it is collected with whoever waits for it. */
export function frozen<T>(): Promise<T> {
  return new Promise(() => {});
}
