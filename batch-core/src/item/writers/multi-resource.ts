import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { ConfigurationError } from "../../errors.ts";
import { ExecutionContext } from "../../model/execution-context.ts";
import { releaseStream } from "../composite-stream.ts";
import type { Awaitable } from "../item-stream.ts";
import type { ItemWriter, WriteScope } from "../item-writer.ts";

export interface MultiResourceWriterOptions<T> {
  /** Path of the files, before their suffix. */
  readonly file: string;
  /** The writer of one file. */
  readonly make: (file: string) => ItemWriter<T>;
  /** Items per file, to the item: a chunk is split. Default: no limit. */
  readonly itemCountLimitPerResource?: number;
  /** What is put behind the path of the nth file, from 1. Default `.1`, `.2` … */
  readonly suffix?: (index: number) => string;
  /** Prefix of the writer's keys in the step's context. */
  readonly name?: string;
  readonly saveState?: boolean;
}

/**
 * Writes many files, a new one when the last is full; a file is made when its first item comes. The files follow the commits of the step:
 * a restart goes on in the file of the last commit, and removes those that came later.
 *
 *     multiResourceWriter({ file: "out/orders.csv", itemCountLimitPerResource: 10_000, make: (file) => csvWriter(file, ["id", "total"]) })
 *
 * @see Spring Batch MultiResourceItemWriter
 */
export function multiResourceWriter<T>(options: MultiResourceWriterOptions<T>): ItemWriter<T> {
  return new MultiResourceWriter(options);
}

class MultiResourceWriter<T> implements ItemWriter<T> {
  readonly #options: MultiResourceWriterOptions<T>;
  readonly #limit: number;
  readonly #indexKey: string;
  readonly #countKey: string;
  readonly #saveState: boolean;
  /** As of the last commit, once the step has gone back to it. */
  #context = new ExecutionContext();
  /** Without saveState: what becomes `#context` with the commit. */
  #next: ExecutionContext | null = null;
  /** The file that is written, from 1, and how many items it has. */
  #index = 1;
  #count = 0;
  #writer: ItemWriter<T> | null = null;
  /** Full files whose last items are not committed yet. */
  #full: ItemWriter<T>[] = [];
  #rolledBack = false;

  constructor(options: MultiResourceWriterOptions<T>) {
    this.#options = options;
    this.#saveState = options.saveState ?? true;
    this.#limit = options.itemCountLimitPerResource ?? Number.POSITIVE_INFINITY;
    if (!(this.#limit >= 1)) {
      throw new ConfigurationError(`A file needs room for at least one item, got ${this.#limit}.`);
    }
    const name = options.name ?? "multiResourceWriter";
    this.#indexKey = `${name}.resource.index`;
    this.#countKey = `${name}.resource.item.count`;
  }

  async open(context: ExecutionContext): Promise<void> {
    if (this.#saveState) this.#context = context;
    await this.#goTo();
  }

  async write(items: readonly T[], scope: WriteScope): Promise<void> {
    if (this.#rolledBack) await this.#goBack();
    for (let from = 0; from < items.length; ) {
      const part = items.slice(from, from + this.#limit - this.#count);
      this.#writer ??= await this.#openFile(new ExecutionContext());
      await this.#writer.write(part, scope);
      this.#count += part.length;
      from += part.length;
      if (this.#count >= this.#limit) this.#nextFile();
    }
  }

  async update(context: ExecutionContext): Promise<void> {
    if (this.#rolledBack) await this.#goBack();
    if (this.#saveState) this.#context = context;
    else this.#next = this.#context.copy();
    const target = this.#next ?? context;
    // A full file is never opened again, unless its chunk is lost.
    for (const writer of this.#full) await writer.update?.(new ExecutionContext());
    await this.#writer?.update?.(target);
    target.put(this.#indexKey, this.#index);
    target.put(this.#countKey, this.#count);
  }

  async beforeCommit(): Promise<void> {
    if (this.#rolledBack) await this.#goBack();
    for (const writer of this.#full) {
      await writer.beforeCommit?.();
      await writer.close?.();
    }
    this.#full = [];
    await this.#writer?.beforeCommit?.();
    this.#context = this.#next ?? this.#context;
  }

  afterRollback(): void {
    this.#rolledBack = true;
  }

  async close(): Promise<void> {
    if (this.#rolledBack) await this.#goBack();
    await this.#endAll((writer) => writer.close?.());
  }

  release(): Promise<void> {
    return this.#endAll(releaseStream);
  }

  #nextFile(): void {
    if (this.#writer) this.#full.push(this.#writer);
    this.#writer = null;
    this.#index++;
    this.#count = 0;
  }

  /** To what the context says was committed last, as after a restart. */
  async #goBack(): Promise<void> {
    this.#rolledBack = false;
    this.#next = null;
    await this.#endAll((writer) => writer.close?.());
    await this.#goTo();
  }

  async #goTo(): Promise<void> {
    const saved = this.#context.getNumber(this.#indexKey);
    this.#index = saved ?? 1;
    this.#count = this.#context.getNumber(this.#countKey) ?? 0;
    if (saved === undefined) return;
    if (this.#count > 0) this.#writer = await this.#openFile(this.#context);
    await this.#removeFrom(this.#count > 0 ? this.#index + 1 : this.#index);
  }

  /** Files that a lost chunk began. */
  async #removeFrom(index: number): Promise<void> {
    for (let later = index; existsSync(this.#path(later)); later++) {
      // Suffixes that do not count: this is the file itself.
      if (later > this.#index && this.#path(later) === this.#path(this.#index)) return;
      await rm(this.#path(later));
    }
  }

  async #endAll(end: (writer: ItemWriter<T>) => Awaitable<void>): Promise<void> {
    const writers = [...this.#full, this.#writer];
    this.#full = [];
    this.#writer = null;
    for (const writer of writers) if (writer) await end(writer);
  }

  async #openFile(context: ExecutionContext): Promise<ItemWriter<T>> {
    const writer = this.#options.make(this.#path(this.#index));
    await writer.open?.(context);
    return writer;
  }

  #path(index: number): string {
    return this.#options.file + (this.#options.suffix?.(index) ?? `.${index}`);
  }
}
