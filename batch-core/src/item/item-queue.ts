import { ConfigurationError } from "../errors.ts";

/**
 * A queue between steps that run at the same time in one thread: `put` waits while it is full, `poll` while it is empty. Nothing of it
 * survives the process.
 */
export class ItemQueue<T> {
  readonly #capacity: number;
  readonly #items: T[] = [];
  #closed = false;
  #waiting: (() => void)[] = [];

  /** @param capacity  items that may wait; default no limit */
  constructor(capacity = Number.POSITIVE_INFINITY) {
    if (!(capacity >= 1)) throw new ConfigurationError(`A queue needs room for at least one item, got ${capacity}.`);
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#items.length;
  }

  /** @throws {ConfigurationError} when the queue is closed */
  async put(item: T): Promise<void> {
    while (this.#items.length >= this.#capacity && !this.#closed) await this.#change();
    if (this.#closed) throw new ConfigurationError("The queue is closed: nothing can be put into it any more.");
    this.#items.push(item);
    this.#changed();
  }

  /** @returns the oldest item; null when the queue is closed and empty, or stays empty for `timeoutMs` */
  async poll(timeoutMs: number): Promise<T | null> {
    const deadline = performance.now() + timeoutMs;
    while (this.#items.length === 0 && !this.#closed) {
      const left = deadline - performance.now();
      if (left <= 0) return null;
      await this.#change(left);
    }
    const item = this.#items.shift() ?? null;
    this.#changed();
    return item;
  }

  /** Says that nothing more will come. */
  close(): void {
    this.#closed = true;
    this.#changed();
  }

  #changed(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }

  #change(withinMs?: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = withinMs !== undefined && Number.isFinite(withinMs) ? setTimeout(resolve, withinMs) : undefined;
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
