import { EOL } from "node:os";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import iconv from "iconv-lite";
import { ConfigurationError } from "../../errors.ts";
import type { ExecutionContext } from "../../model/execution-context.ts";
import type { Awaitable } from "../item-stream.ts";
import type { ItemWriter } from "../item-writer.ts";
import { OutputFile } from "./output-file.ts";

const gzipMember = promisify(gzip);

export interface TextFileWriterOptions {
  /** Prefix of the writer's keys in the step's context; two writers of one step need two names. */
  readonly name?: string;
  /** False: nothing is kept, a restart begins a new file. Default true. */
  readonly saveState?: boolean;
  /** Default `utf-8`; any name that iconv-lite knows. */
  readonly encoding?: string;
  /** Default: the platform's. */
  readonly lineSeparator?: string;
  /** Keeps what the file holds and goes on behind it. Default false. */
  readonly append?: boolean;
  /** False: a fresh start fails when the file exists. Default true; of no meaning with `append`. */
  readonly shouldDeleteIfExists?: boolean;
  /** Removes the file at the end when no item was written. Default false. */
  readonly shouldDeleteIfEmpty?: boolean;
  /** Commits only when the bytes are on the disk: the file then survives a power failure too. Default false. */
  readonly forceSync?: boolean;
  /**
   * Packs the file: one gzip member per commit, which every gzip reader takes as one stream. Small chunks pack badly. Default: when the
   * name ends in `.gz`.
   */
  readonly gzip?: boolean;
}

/** What stands in the file. */
export interface TextFileForm<T> {
  /** Names of the keys in the context. Default `current.count` and `written`. */
  readonly keys?: { readonly position: string; readonly written: string };
  /** Written when the file is new. Ends its own line. */
  readonly header?: () => Awaitable<string>;
  /**
   * Stands behind the items after every commit, so that the file is whole whenever the process dies; asked for at every commit with the
   * number of items in the file.
   */
  readonly footer?: (written: number) => Awaitable<string>;
  /** @param before  items that stand in the file already, also from before an `append` */
  format(items: readonly T[], before: number): string;
  /**
   * For `append`: looks at the end of a file that exists.
   * @param end  its last 4096 bytes, or all
   * @param whole  false when its footer is cut off already
   * @returns the footer to cut off, and whether items stand before it
   */
  readonly continueAfter?: (end: string, whole: boolean) => { readonly footer: string; readonly hasItems: boolean };
}

/**
 * A file writer whose file follows the commits: items wait in memory until right before the commit, a rollback drops them, a restart cuts
 * the file back to the committed position. After any crash and restart it equals the file of an undisturbed run.
 *
 * Position and count are kept as `<name>.current.count` (bytes, without the footer) and `<name>.written`.
 */
export function textFileWriter<T>(
  file: string,
  form: TextFileForm<T>,
  options: TextFileWriterOptions & { readonly name: string },
): ItemWriter<T> {
  return new TextFileWriter(file, form, options);
}

/** In bytes and in items. */
interface Position {
  readonly position: number;
  readonly written: number;
}

/** Bytes of an existing file that `continueAfter` may look at. */
const END_BYTES = 4096;

class TextFileWriter<T> implements ItemWriter<T> {
  readonly #form: TextFileForm<T>;
  readonly #options: TextFileWriterOptions & { readonly name: string };
  readonly #file: OutputFile;
  readonly #positionKey: string;
  readonly #writtenKey: string;
  readonly #isPacked: boolean;
  readonly #encode: (text: string) => Awaitable<Buffer>;
  #context: ExecutionContext | null = null;
  /** Text that no position covers yet, then bytes that the file does not have yet. */
  #text = "";
  #bytes: Buffer[] = [];
  /** Where the items end: with `#bytes`; in the file; as it was opened. */
  #position = 0;
  #flushed: Position = { position: 0, written: 0 };
  #opened: Position = { position: 0, written: 0 };
  /** Where the file ends when its footer stands. */
  #end: number | null = null;
  #written = 0;
  #hadItems = false;
  #rolledBack = false;

  constructor(file: string, form: TextFileForm<T>, options: TextFileWriterOptions & { readonly name: string }) {
    this.#form = form;
    this.#options = options;
    this.#file = new OutputFile(file);
    const { position = "current.count", written = "written" } = form.keys ?? {};
    this.#positionKey = `${options.name}.${position}`;
    this.#writtenKey = `${options.name}.${written}`;
    this.#isPacked = options.gzip ?? file.endsWith(".gz");
    this.#encode = encoder(file, options.encoding ?? "utf-8", this.#isPacked);
  }

  async open(context: ExecutionContext): Promise<void> {
    this.#context = (this.#options.saveState ?? true) ? context : null;
    const saved = this.#saved();
    if (saved && !(this.#options.shouldDeleteIfEmpty && saved.written === 0)) {
      await this.#file.reopen(saved.position);
      this.#moveTo(saved);
      this.#hadItems = this.#options.append ? (await this.#lookBack(saved.position, false)).hasItems : false;
    } else {
      await this.#begin();
    }
    this.#opened = this.#flushed;
  }

  write(items: readonly T[]): Awaitable<void> {
    if (this.#rolledBack) return this.#goBack().then(() => this.#add(items));
    this.#add(items);
  }

  async update(context: ExecutionContext): Promise<void> {
    if (this.#rolledBack) await this.#goBack();
    if (!this.#context) return;
    // The one it will be committed with is the one that goes back with a rollback.
    this.#context = context;
    await this.#toBytes();
    context.put(this.#positionKey, BigInt(this.#position));
    context.put(this.#writtenKey, BigInt(this.#written));
  }

  async beforeCommit(): Promise<void> {
    if (this.#rolledBack) await this.#goBack();
    await this.#toBytes();
    await this.#flush();
  }

  afterRollback(): void {
    this.#rolledBack = true;
  }

  async close(): Promise<void> {
    if (!this.#file.isOpen) return;
    try {
      // What was not committed is not in the file.
      if (this.#rolledBack || this.#text !== "" || this.#bytes.length > 0) await this.#goBack();
      await this.#flush();
    } finally {
      await this.#file.close();
    }
    if (this.#options.shouldDeleteIfEmpty && this.#written === 0) await this.#file.remove();
  }

  release(): Promise<void> {
    return this.#file.close();
  }

  #add(items: readonly T[]): void {
    if (items.length === 0) return;
    this.#text += this.#form.format(items, this.#written + (this.#hadItems ? 1 : 0));
    this.#written += items.length;
  }

  async #begin(): Promise<void> {
    const { append, shouldDeleteIfExists } = this.#options;
    const size = await this.#file.create(append ? "append" : (shouldDeleteIfExists ?? true) ? "replace" : "fail");
    if (size === 0) {
      const header = await this.#encode((await this.#form.header?.()) ?? "");
      // Not with the first chunk: a restart must find what the position of the first save covers.
      await this.#file.writeAt(0, header);
      this.#moveTo({ position: header.length, written: 0 });
      return;
    }
    const { footer, hasItems } = await this.#lookBack(size, true);
    this.#hadItems = hasItems;
    this.#moveTo({ position: size - (await this.#encode(footer)).length, written: 0 });
    // The old footer stays until the first commit: the file is whole should the process die before.
    this.#end = size;
  }

  async #lookBack(from: number, whole: boolean): Promise<{ footer: string; hasItems: boolean }> {
    if (!this.#form.continueAfter) return { footer: "", hasItems: false };
    if (this.#isPacked)
      throw new ConfigurationError(`${this.#file.path} is packed: nothing can be appended inside of it.`);
    const length = Math.min(from, END_BYTES);
    const end = await this.#file.readAt(from - length, length);
    return this.#form.continueAfter(iconv.decode(end, this.#options.encoding ?? "utf-8"), whole);
  }

  async #toBytes(): Promise<void> {
    if (this.#text === "") return;
    const bytes = await this.#encode(this.#text);
    this.#text = "";
    this.#bytes.push(bytes);
    this.#position += bytes.length;
  }

  async #flush(): Promise<void> {
    if (this.#bytes.length === 0 && this.#end !== null) return;
    const footer = await this.#encode((await this.#form.footer?.(this.#written)) ?? "");
    const end = this.#position + footer.length;
    await this.#file.writeAt(this.#flushed.position, Buffer.concat([...this.#bytes, footer]));
    // The footer that stood here may have been longer.
    if (this.#end !== null && this.#end > end) await this.#file.truncate(end);
    if (this.#options.forceSync) await this.#file.sync();
    this.#bytes = [];
    this.#flushed = { position: this.#position, written: this.#written };
    this.#end = end;
  }

  /**
   * Back to the last commit. Which one that was the context says, for it is what the step goes back to: a rollback may follow a failed
   * commit, whose bytes are in the file, as well as a failure before this chunk wrote anything.
   */
  async #goBack(): Promise<void> {
    this.#rolledBack = false;
    const committed = this.#context ? (this.#saved() ?? this.#opened) : this.#flushed;
    this.#moveTo(committed.position <= this.#flushed.position ? committed : this.#flushed);
    await this.#file.truncate(this.#position);
  }

  #moveTo(position: Position): void {
    this.#text = "";
    this.#bytes = [];
    this.#position = position.position;
    this.#written = position.written;
    this.#flushed = position;
    this.#end = null;
  }

  #saved(): Position | null {
    const position = this.#context?.getNumber(this.#positionKey);
    if (position === undefined) return null;
    return { position, written: this.#context?.getNumber(this.#writtenKey) ?? 0 };
  }
}

/** @throws {ConfigurationError} for an unknown encoding */
function encoder(file: string, encoding: string, packed: boolean): (text: string) => Awaitable<Buffer> {
  if (!iconv.encodingExists(encoding)) throw new ConfigurationError(`Encoding "${encoding}" of ${file} is not known.`);
  const toBytes = (text: string) => iconv.encode(text, encoding);
  return packed ? (text) => (text === "" ? Buffer.alloc(0) : gzipMember(toBytes(text))) : toBytes;
}

/** The line end that a form uses. */
export function lineSeparatorOf(options: TextFileWriterOptions): string {
  return options.lineSeparator ?? EOL;
}
