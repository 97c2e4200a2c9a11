import type { ExecutionContext } from "../../model/execution-context.ts";
import type { ItemReader } from "../item-reader.ts";
import type { Awaitable } from "../item-stream.ts";
import type { RecordSource } from "./record-source.ts";

/** What every reader that keeps its position by counting understands. */
export interface ItemCountingOptions {
  /** Prefix of the reader's keys in the step's context; two readers of one step need two names. */
  readonly name?: string;
  /** False: nothing is kept, a restart begins at the first item. Default true. */
  readonly saveState?: boolean;
  /** Ends the input after so many items, counted over all executions of the step. Default: no limit. */
  readonly maxItemCount?: number;
  /** Items to pass over when there is no saved position. Default 0. */
  readonly currentItemCount?: number;
}

interface ItemCountingSettings<R, T> extends ItemCountingOptions {
  readonly name: string;
  readonly source: RecordSource<R>;
  /**
   * @param position  1 for the first record of the input
   * @throws {ParseError} for a record that is no item; the next `read` goes on behind it
   */
  readonly toItem: (record: R, position: number) => T;
  /** Asks for the next block when the last one begins to be consumed. Default true. */
  readonly readAhead?: boolean;
  /** Whether items may be read and then dropped; see {@link ItemReader.readAhead}. Default false. */
  readonly mayDrop?: boolean;
}

/**
 * A reader that restarts by position. As in Spring Batch `read` counts before it reads, also at the end: after a complete pass over
 * 7 items `<name>.read.count` is 8.
 */
export function itemCountingReader<R, T>(settings: ItemCountingSettings<R, T>): ItemReader<T> {
  return new ItemCountingReader(settings);
}

class ItemCountingReader<R, T> implements ItemReader<T> {
  readonly readAhead: boolean;
  readonly #source: RecordSource<R>;
  readonly #toItem: (record: R, position: number) => T;
  readonly #readAhead: boolean;
  readonly #name: string;
  readonly #saveState: boolean;
  readonly #startAt: number;
  #max: number;
  #count = 0;
  #block: readonly R[] = [];
  #next = 0;
  #ahead: Awaitable<readonly R[] | null> | undefined;
  #ended = false;

  constructor(settings: ItemCountingSettings<R, T>) {
    this.readAhead = settings.mayDrop ?? false;
    this.#source = settings.source;
    this.#toItem = settings.toItem;
    this.#readAhead = settings.readAhead ?? true;
    this.#name = settings.name;
    this.#saveState = settings.saveState ?? true;
    this.#startAt = settings.currentItemCount ?? 0;
    this.#max = settings.maxItemCount ?? Number.POSITIVE_INFINITY;
  }

  async open(context: ExecutionContext): Promise<void> {
    await this.#source.open?.(context);
    const saved = this.#saveState ? context.getNumber(`${this.#name}.read.count`) : undefined;
    if (saved !== undefined) this.#max = context.getNumber(`${this.#name}.read.count.max`) ?? this.#max;
    const count = saved ?? this.#startAt;
    if (count > 0 && count < this.#max) await this.#jumpTo(count, context);
    this.#count = count;
  }

  read(): Awaitable<T | null> {
    if (this.#count >= this.#max) return null;
    this.#count++;
    if (this.#next < this.#block.length) return this.#give();
    return this.#readBeyondBlock();
  }

  update(context: ExecutionContext): void {
    if (!this.#saveState) return;
    context.put(`${this.#name}.read.count`, this.#count);
    if (Number.isFinite(this.#max)) context.put(`${this.#name}.read.count.max`, this.#max);
    this.#source.update?.(context, this.#block, this.#next);
  }

  async close(): Promise<void> {
    this.#ended = true;
    this.#block = [];
    this.#next = 0;
    const ahead = this.#ahead;
    this.#ahead = undefined;
    // What a block that nobody will read had to say does not matter any more.
    if (ahead instanceof Promise) await ahead.catch(() => null);
    await this.#source.close?.();
  }

  #give(): T {
    // In bounds: the callers have compared with the length.
    return this.#toItem(this.#block[this.#next++] as R, this.#count);
  }

  #readBeyondBlock(): Awaitable<T | null> {
    const filled = this.#fill();
    if (filled instanceof Promise) return filled.then((more) => (more ? this.#give() : null));
    return filled ? this.#give() : null;
  }

  /** Gets the next block; false at the end of the input, and from then on, also after the source failed. */
  #fill(): Awaitable<boolean> {
    if (this.#ended) return false;
    const ahead = this.#ahead === undefined ? this.#source.nextBlock() : this.#ahead;
    this.#ahead = undefined;
    if (!(ahead instanceof Promise)) return this.#take(ahead);
    return ahead.then(
      (block) => this.#take(block),
      (error) => {
        this.#ended = true;
        throw error;
      },
    );
  }

  #take(block: readonly R[] | null): boolean {
    if (block === null) {
      // The last block stays: the position that is saved lies behind it.
      this.#ended = true;
      return false;
    }
    this.#block = block;
    this.#next = 0;
    if (this.#readAhead) {
      this.#ahead = this.#source.nextBlock();
      // Its failure is told when the block is asked for; until then it must not count as unhandled.
      if (this.#ahead instanceof Promise) this.#ahead.catch(() => {});
    }
    return true;
  }

  async #jumpTo(count: number, context: ExecutionContext): Promise<void> {
    let left = (await this.#source.jumpTo?.(count, context)) ?? count;
    while (left > 0) {
      if (!(await this.#fill())) return;
      this.#next = Math.min(left, this.#block.length);
      left -= this.#next;
    }
  }
}
