import { DatabaseError } from "../../errors.ts";

/** How long a statement waits for another thread's or process's write transaction. */
const LOCK_WAIT_MS = 15_000;

/** One after the other: the connection has one transaction at a time, whoever awaits meanwhile. */
export class Turns {
  #taken = false;
  readonly #waiting: (() => void)[] = [];

  /** What ends the turn, to be called once; given at once when nobody has it. */
  take(): (() => void) | Promise<() => void> {
    if (this.#taken) return this.#wait();
    this.#taken = true;
    return this.#release;
  }

  readonly #release = (): void => {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#taken = false;
  };

  #wait(): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const next = () => {
        clearTimeout(late);
        resolve(this.#release);
      };
      const late = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(next), 1);
        reject(
          new DatabaseError(
            `Waited ${LOCK_WAIT_MS / 1000} s for another transaction of this process. Inside a transaction use its own handle (scope.transaction), never the database.`,
          ),
        );
      }, LOCK_WAIT_MS);
      this.#waiting.push(next);
    });
  }
}

/** Tries at once, and again after pauses as long as another process or thread has the database locked. */
export function untilFree<T>(attempt: () => T): T | Promise<T> {
  try {
    return attempt();
  } catch (error) {
    if (!isBusy(error)) throw error;
    return tryAgain(attempt);
  }
}

async function tryAgain<T>(attempt: () => T): Promise<T> {
  const deadline = Date.now() + LOCK_WAIT_MS;
  for (;;) {
    // Random, so that several waiting threads do not ask in step.
    await new Promise((resolve) => setTimeout(resolve, 1 + Math.random() * 4));
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (Date.now() < deadline) continue;
      throw new DatabaseError(
        `The SQLite database stayed locked for ${LOCK_WAIT_MS / 1000} s by another process. Look for a writer that hangs.`,
        { cause: error },
      );
    }
  }
}

function isBusy(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code.startsWith("SQLITE_BUSY") || code === "SQLITE_LOCKED";
}
