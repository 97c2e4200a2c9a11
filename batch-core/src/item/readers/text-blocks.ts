import { type FileHandle, open } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import iconv from "iconv-lite";
import { ConfigurationError, ItemStreamError } from "../../errors.ts";
import type { Logger } from "../../logger.ts";

/**
 * Bytes per read: about a thousand lines. Larger blocks measured no faster, and a field that a job keeps keeps its whole block (V8 cuts strings
 * without copying).
 */
const BLOCK_BYTES = 64 * 1024;

/** How a reader finds its file and turns bytes into text. */
export interface TextFileOptions {
  /** Default `utf-8`; any name that iconv-lite knows. A byte order mark is dropped. */
  readonly encoding?: string;
  /** A missing or unreadable file fails `open`. False: a warning, and an empty input. Default true. */
  readonly strict?: boolean;
  /** Unpacks the file while reading. Default: when its name ends in `.gz`. */
  readonly gzip?: boolean;
  /** Hears of a missing file when `strict` is false. */
  readonly log?: Logger;
}

/** The text of a file, block by block; memory stays flat whatever the size of the file. */
export interface TextBlocks {
  /**
   * @returns false when the file is missing and that is no error
   * @throws {ItemStreamError} when it is
   */
  open(): Promise<boolean>;
  /** `null` at the end of the text. */
  next(): Promise<string | null>;
  close(): Promise<void>;
}

/** @throws {ConfigurationError} for an unknown encoding */
export function textBlocks(file: string, options: TextFileOptions = {}): TextBlocks {
  const encoding = options.encoding ?? "utf-8";
  if (!iconv.encodingExists(encoding)) throw new ConfigurationError(`Encoding "${encoding}" of ${file} is not known.`);
  const decoder = iconv.getDecoder(encoding);
  const gzip = options.gzip ?? file.endsWith(".gz");
  let handle: FileHandle | null = null;
  let bytes: AsyncIterator<Buffer> | null = null;

  return {
    async open() {
      try {
        handle = await open(file, "r");
        if ((await handle.stat()).isDirectory()) throw new Error("it is a folder");
      } catch (error) {
        await handle?.close();
        handle = null;
        if (options.strict ?? true) throw cannotRead(file, error);
        options.log?.warn({ file }, `${file} cannot be read: there is nothing to read from it.`);
        return false;
      }
      bytes = gzip ? unpackedBytes(handle) : plainBytes(handle);
      return true;
    },

    async next() {
      while (bytes) {
        const { value, done } = await bytes.next().catch((error) => {
          throw cannotRead(file, error);
        });
        if (done) bytes = null;
        const text = done ? decoder.end() : decoder.write(value);
        if (text) return text;
      }
      return null;
    },

    async close() {
      await bytes?.return?.();
      bytes = null;
      const opened = handle;
      handle = null;
      await opened?.close();
    },
  };
}

async function* plainBytes(handle: FileHandle): AsyncGenerator<Buffer> {
  // One buffer for all: a block is decoded before the next one is read.
  const buffer = Buffer.allocUnsafe(BLOCK_BYTES);
  for (;;) {
    const { bytesRead } = await handle.read(buffer, 0, BLOCK_BYTES);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
  }
}

async function* unpackedBytes(handle: FileHandle): AsyncGenerator<Buffer> {
  const packed = handle.createReadStream({ autoClose: false });
  const unpacked = packed.pipe(createGunzip({ chunkSize: BLOCK_BYTES }));
  // pipe() passes data on, but not failures.
  packed.once("error", (error) => unpacked.destroy(error));
  try {
    yield* unpacked;
  } finally {
    packed.destroy();
    unpacked.destroy();
  }
}

function cannotRead(file: string, error: unknown): ItemStreamError {
  const reason =
    error instanceof Error && "code" in error && error.code === "ENOENT"
      ? "there is no such file"
      : String(error instanceof Error ? error.message : error);
  return new ItemStreamError(`${file} cannot be read: ${reason}.`, { cause: error });
}
