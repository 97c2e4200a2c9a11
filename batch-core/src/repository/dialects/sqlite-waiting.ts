import { DatabaseError } from "../../errors.ts";

/** How long a statement waits for another thread's or process's write transaction. */
const LOCK_WAIT_MS = 15_000;

/** One after the other: the connection has one transaction at a time, whoever awaits meanwhile. */
export class Turns {
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

export async function untilFree<T>(attempt: () => T): Promise<T> {
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
