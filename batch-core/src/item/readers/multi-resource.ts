import { globSync } from "node:fs";
import { basename } from "node:path";
import { ItemStreamError } from "../../errors.ts";
import type { Logger } from "../../logger.ts";
import { ExecutionContext } from "../../model/execution-context.ts";
import type { ItemReader } from "../item-reader.ts";
import type { Awaitable } from "../item-stream.ts";

export interface MultiResourceReaderOptions<T> {
  /** Paths, or a pattern as of a shell: `inbox/*.csv`. Looked up when the reader opens. */
  readonly files: string | readonly string[];
  /** The reader of one file. */
  readonly make: (file: string) => ItemReader<T>;
  /** Order of the files. Default: by file name. */
  readonly compare?: (a: string, b: string) => number;
  /** No file at all fails `open`. Default false: a warning, and an empty input. */
  readonly strict?: boolean;
  /** Prefix of the reader's keys in the step's context. */
  readonly name?: string;
  readonly saveState?: boolean;
  /** Hears when there are no files. */
  readonly log?: Logger;
}

/**
 * Reads many files one after the other as if they were one. The position is the index of the file and the position in it; so the files
 * must be the same on a restart, and `open` fails when the file at that index has another name.
 *
 *     multiResourceReader({ files: "inbox/*.csv", make: (file) => csvReader(file, order) })
 *
 * @throws {ItemStreamError} from `open`: no files and `strict`, or not the files of the execution that is restarted
 * @see Spring Batch MultiResourceItemReader
 */
export function multiResourceReader<T>(options: MultiResourceReaderOptions<T>): ItemReader<T> {
  return new MultiResourceReader(options);
}

class MultiResourceReader<T> implements ItemReader<T> {
  readonly #options: MultiResourceReaderOptions<T>;
  readonly #name: string;
  readonly #saveState: boolean;
  #files: readonly string[] = [];
  #index = -1;
  #reader: ItemReader<T> | null = null;

  constructor(options: MultiResourceReaderOptions<T>) {
    this.#options = options;
    this.#name = options.name ?? "multiResourceReader";
    this.#saveState = options.saveState ?? true;
  }

  async open(context: ExecutionContext): Promise<void> {
    this.#files = this.#findFiles();
    const saved = this.#saveState ? context.getNumber(`${this.#name}.resourceIndex`) : undefined;
    this.#index = saved ?? -1;
    if (this.#index < 0) return;
    this.#checkFile(context.getString(`${this.#name}.resource`));
    const file = this.#files[this.#index];
    if (file !== undefined) await this.#openFile(file, context);
  }

  read(): Awaitable<T | null> {
    const item = this.#reader ? this.#reader.read() : null;
    if (item instanceof Promise) return item.then((value) => value ?? this.#readNextFile());
    return item ?? this.#readNextFile();
  }

  async update(context: ExecutionContext): Promise<void> {
    if (!this.#saveState) return;
    context.put(`${this.#name}.resourceIndex`, this.#index);
    const file = this.#files[this.#index];
    if (file !== undefined) context.put(`${this.#name}.resource`, basename(file));
    await this.#reader?.update?.(context);
  }

  async close(): Promise<void> {
    const reader = this.#reader;
    this.#reader = null;
    await reader?.close?.();
  }

  async #readNextFile(): Promise<T | null> {
    while (this.#index < this.#files.length) {
      await this.close();
      this.#index++;
      const file = this.#files[this.#index];
      if (file === undefined) return null;
      // Every file has a position of its own.
      await this.#openFile(file, new ExecutionContext());
      const item = await this.#reader?.read();
      if (item !== null && item !== undefined) return item;
    }
    return null;
  }

  async #openFile(file: string, context: ExecutionContext): Promise<void> {
    this.#reader = this.#options.make(file);
    await this.#reader.open?.(context);
  }

  #findFiles(): string[] {
    const { files, compare = byFileName, strict, log } = this.#options;
    const found = typeof files === "string" ? globSync(files) : [...files];
    if (found.length === 0) {
      const problem = `There are no files ${typeof files === "string" ? files : "in the list"}`;
      if (strict) throw new ItemStreamError(`${problem}.`);
      log?.warn({ files }, `${problem}: there is nothing to read.`);
    }
    return found.sort(compare);
  }

  #checkFile(saved: string | undefined): void {
    const file = this.#files[Math.min(this.#index, this.#files.length - 1)];
    if (saved === undefined || (file !== undefined && basename(file) === saved)) return;
    throw new ItemStreamError(
      `File ${this.#index + 1} was ${saved} when the position was saved, now it is ${file ? basename(file) : "missing"}. Restore the files, or start a new instance.`,
    );
  }
}

function byFileName(a: string, b: string): number {
  const [nameA, nameB] = [basename(a), basename(b)];
  if (nameA === nameB) return a < b ? -1 : 1;
  return nameA < nameB ? -1 : 1;
}
