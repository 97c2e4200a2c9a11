const ATTEMPTS_MAX = 10;

/** Duplicate key, deadlock, lock-wait timeout on MySQL; the unique key on SQLite: somebody else was first. */
const SOMEBODY_ELSE_WAS_FIRST = new Set([
  "ER_DUP_ENTRY",
  "ER_LOCK_DEADLOCK",
  "ER_LOCK_WAIT_TIMEOUT",
  "SQLITE_CONSTRAINT_UNIQUE",
  "SQLITE_CONSTRAINT_PRIMARYKEY",
]);

/** Runs `work`, a whole transaction, again from the start when another process was first to write what it wanted to write. */
export async function retryTransaction<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      if (attempt === ATTEMPTS_MAX || !SOMEBODY_ELSE_WAS_FIRST.has(code)) throw error;
    }
  }
}
