import { type ContextValue, ExecutionContext } from "../model/execution-context.ts";
import type { ChunkParts } from "./chunk-parts.ts";

/**
 * Longest stretch of reading without a look at what the database answered: next to a round trip of some 200 µs it delays the next packet by
 * little, and a turn of the event loop costs a few µs.
 */
const SLICE_MS = 0.15;

/** Items between two looks at the clock. */
const ITEMS_PER_LOOK = 16;

/** The beginning of a chunk. */
export interface ItemsRead {
  readonly items: unknown[];
  ended: boolean;
  /** What `read` threw after the last of `items`. */
  failure: { readonly error: unknown } | null;
}

export function nothingRead(): ItemsRead {
  return { items: [], ended: false, failure: null };
}

/** Reads for the next chunk while the database works on this one, in slices, so that its answers are not kept waiting. */
export class ReadAhead {
  readonly #read: () => unknown;
  readonly #chunkSize: number;
  #found = nothingRead();
  #timer: NodeJS.Immediate | null = null;
  #pending: Promise<void> | null = null;
  #taken = true;

  constructor({ read }: ChunkParts, chunkSize: number) {
    this.#read = read;
    this.#chunkSize = chunkSize;
  }

  /** Begins at the next turn of the event loop; a database that has answered by then is read for by the chunk itself. */
  start(): void {
    this.#found = nothingRead();
    this.#taken = false;
    this.#timer = setImmediate(this.#slice);
  }

  /** Ends the reading and gives what it found, be it nothing. An item that is on its way is waited for. */
  async take(): Promise<ItemsRead> {
    this.#taken = true;
    if (this.#timer) clearImmediate(this.#timer);
    this.#timer = null;
    if (this.#pending) await this.#pending;
    const found = this.#found;
    this.#found = nothingRead();
    return found;
  }

  readonly #slice = (): void => {
    this.#timer = null;
    const end = performance.now() + SLICE_MS;
    do {
      for (let i = 0; i < ITEMS_PER_LOOK; i++) {
        if (!this.#readOne()) return;
      }
    } while (performance.now() < end);
    this.#timer = setImmediate(this.#slice);
  };

  /** False when there is nothing more to read in this slice. */
  #readOne(): boolean {
    try {
      const next = this.#read();
      if (!(next instanceof Promise)) return this.#accept(next);
      this.#pending = next.then(
        (item) => this.#goOn(this.#accept(item)),
        (error) => {
          this.#found.failure = { error };
          this.#goOn(false);
        },
      );
    } catch (error) {
      this.#found.failure = { error };
    }
    return false;
  }

  /** False when the chunk is complete. */
  #accept(item: unknown): boolean {
    if (item === null || item === undefined) {
      this.#found.ended = true;
      return false;
    }
    return this.#found.items.push(item) < this.#chunkSize;
  }

  #goOn(more: boolean): void {
    this.#pending = null;
    if (more && !this.#taken) this.#timer = setImmediate(this.#slice);
  }
}

/** A position that was noted before reading on, to be put into the step's context once its chunk was written. */
export class NotedPosition extends ExecutionContext {
  readonly #changes = new Map<string, ContextValue | null>();

  constructor(context: ExecutionContext) {
    super(context.entries());
  }

  override put(key: string, value: ContextValue): void {
    this.#changes.set(key, value);
    super.put(key, value);
  }

  override remove(key: string): void {
    this.#changes.set(key, null);
    super.remove(key);
  }

  applyTo(context: ExecutionContext): void {
    for (const [key, value] of this.#changes) context.put(key, value);
  }
}
