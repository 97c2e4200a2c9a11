import { type FileHandle, mkdir, open, rm } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { ItemStreamError } from "../../errors.ts";

/** How a fresh start treats what is there. */
export type FreshStart = "replace" | "append" | "fail";

/** A file that is written at known positions and cut back to them. Folders on the way are made. */
export class OutputFile {
  readonly path: string;
  #handle: FileHandle | null = null;

  constructor(path: string) {
    this.path = resolve(path);
  }

  get isOpen(): boolean {
    return this.#handle !== null;
  }

  /**
   * @returns size of what is kept: 0 unless appending
   * @throws {ItemStreamError} when it exists and `freshStart` is `fail`, or cannot be made
   */
  async create(freshStart: FreshStart): Promise<number> {
    try {
      await mkdir(dirname(this.path), { recursive: true });
      this.#handle = await open(this.path, freshStart === "fail" ? "wx+" : freshStart === "replace" ? "w+" : "a+");
      if (freshStart !== "append") return 0;
      // A file in append mode ignores positions; it was only opened so that it exists.
      await this.#handle.close();
      this.#handle = await open(this.path, "r+");
      return (await this.#handle.stat()).size;
    } catch (error) {
      throw this.#failed(
        error,
        hasCode(error, "EEXIST") ? "it exists already. Move it away, or let it be replaced" : null,
      );
    }
  }

  /**
   * Opens it as the last commit left it and cuts off what came later.
   *
   * @throws {ItemStreamError} when it is missing or shorter than `position`: then something else touched it
   */
  async reopen(position: number): Promise<void> {
    try {
      this.#handle = await open(this.path, "r+");
    } catch (error) {
      throw this.#failed(error, hasCode(error, "ENOENT") ? "the file of the execution to go on with is gone" : null);
    }
    const { size } = await this.#handle.stat();
    if (size < position) {
      throw this.#failed(
        null,
        `it has ${size} bytes, but ${position} were committed: it was changed or lost data since`,
      );
    }
    await this.#handle.truncate(position);
  }

  async writeAt(position: number, bytes: Uint8Array): Promise<void> {
    let written = 0;
    while (written < bytes.length) {
      const { bytesWritten } = await this.#opened().write(bytes, written, bytes.length - written, position + written);
      written += bytesWritten;
    }
  }

  async readAt(position: number, length: number): Promise<Buffer> {
    const { buffer, bytesRead } = await this.#opened().read(Buffer.alloc(length), 0, length, position);
    return buffer.subarray(0, bytesRead);
  }

  truncate(size: number): Promise<void> {
    return this.#opened().truncate(size);
  }

  /** Returns when the bytes are on the disk, not only with the operating system. */
  sync(): Promise<void> {
    return this.#opened().datasync();
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    await handle?.close();
  }

  remove(): Promise<void> {
    return rm(this.path, { force: true });
  }

  #opened(): FileHandle {
    if (!this.#handle) throw new ItemStreamError(`${this.path} is not open. A writer is opened before it writes.`);
    return this.#handle;
  }

  #failed(error: unknown, reason: string | null): ItemStreamError {
    const why = reason ?? (error instanceof Error ? error.message : String(error));
    return new ItemStreamError(`${this.path} cannot be written: ${why}.`, { cause: error });
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
