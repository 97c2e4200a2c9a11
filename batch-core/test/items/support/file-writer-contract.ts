import { readFileSync, statSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import type { ItemWriter, TextFileWriterOptions, WriteScope } from "../../../src/item/index.ts";
import { ExecutionContext } from "../../../src/model/execution-context.ts";
import { newPath } from "./files.ts";

export interface FileWriterContract<T> {
  readonly defaultName: string;
  /** Of position and count. Default `current.count` and `written`. */
  readonly keys?: readonly [position: string, written: string];
  make(file: string, options: TextFileWriterOptions): ItemWriter<T>;
  /** Each written as one chunk. At least 3. */
  readonly chunks: readonly (readonly T[])[];
  /** End of the file's name. */
  readonly suffix?: string;
  /** What the file holds after a run that nothing disturbed; also given by {@link undisturbed}. */
  readonly expected?: string;
}

/** Where the process is gone, in the order of a step. */
const PHASES = ["open", "first save", "write", "update", "before commit", "commit"] as const;
type Phase = (typeof PHASES)[number];

interface Crash {
  /** Index of the chunk; "open" and "first save" happen before the first. */
  readonly chunk: number;
  readonly after: Phase;
}

// A file writer has no use for the transaction.
const scope = {} as WriteScope;
const abandoned: ItemWriter<never>[] = [];

afterEach(async () => {
  for (const writer of abandoned.splice(0)) await writer.close?.();
});

/** What every writer of files promises: whatever happens, in the end they are those of an undisturbed run (spec §8.7). */
export function describeCrashContract<T>(
  writer: string,
  contract: {
    readonly make: (file: string) => ItemWriter<T>;
    /** Each written as one chunk. At least 3. */
    readonly chunks: readonly (readonly T[])[];
    /** All that was written, for comparing. */
    readonly contentOf: (file: string) => unknown;
    readonly suffix?: string;
  },
): void {
  const { make, chunks, contentOf, suffix } = contract;

  describe(`${writer} survives crashes`, () => {
    it.each(crashesOf(chunks))("in chunk $chunk after $after, with a restart", async (crash) => {
      const file = newPath(suffix);
      const saved = await runWriter(make(file), new ExecutionContext(), chunks, crash);
      await runWriter(make(file), saved, chunks);
      expect(contentOf(file)).toEqual(await undisturbed());
    });

    it.each(PHASES.slice(2, 5))("after %s, when nothing is left to write afterwards", async (after) => {
      const file = newPath(suffix);
      const saved = await runWriter(make(file), new ExecutionContext(), chunks, { chunk: 1, after });
      await runWriter(make(file), saved, chunks.slice(0, 1));
      const reference = newPath(suffix);
      await runWriter(make(reference), new ExecutionContext(), chunks.slice(0, 1));
      expect(contentOf(file)).toEqual(contentOf(reference));
    });

    it.each(PHASES.slice(2, 5))("and rollbacks after %s, when nothing is left to write afterwards", async (after) => {
      const [file, reference] = [newPath(suffix), newPath(suffix)];
      await runWriter(make(file), new ExecutionContext(), chunks.slice(0, 2), { chunk: 1, after }, undefined, true);
      await runWriter(make(reference), new ExecutionContext(), chunks.slice(0, 1));
      expect(contentOf(file)).toEqual(contentOf(reference));
    });

    it("of every chunk, each restarted", async () => {
      const file = newPath(suffix);
      let saved = new ExecutionContext();
      for (const chunk of chunks.keys()) {
        saved = await runWriter(make(file), saved, chunks, { chunk, after: "before commit" });
        saved = await runWriter(make(file), saved, chunks, { chunk, after: "commit" });
      }
      await runWriter(make(file), saved, chunks);
      expect(contentOf(file)).toEqual(await undisturbed());
    });

    it.each(PHASES.slice(1, 5))("and rollbacks after %s, whose chunk is done again", async (after) => {
      for (const chunk of chunks.keys()) {
        const file = newPath(suffix);
        await runWriter(make(file), new ExecutionContext(), chunks, undefined, { chunk, after });
        expect(contentOf(file)).toEqual(await undisturbed());
      }
    });

    it.each(PHASES.slice(1, 5))("and rollbacks after %s, when closed and restarted", async (after) => {
      for (const chunk of chunks.keys()) {
        const file = newPath(suffix);
        const saved = await runWriter(make(file), new ExecutionContext(), chunks, { chunk, after }, undefined, true);
        await runWriter(make(file), saved, chunks);
        expect(contentOf(file)).toEqual(await undisturbed());
      }
    });
  });

  async function undisturbed(): Promise<unknown> {
    const file = newPath(suffix);
    await runWriter(make(file), new ExecutionContext(), chunks);
    return contentOf(file);
  }
}

function crashesOf(chunks: readonly unknown[]): Crash[] {
  return [
    { chunk: 0, after: "open" },
    { chunk: 0, after: "first save" },
    ...chunks.flatMap((_, chunk) => PHASES.slice(2).map((after) => ({ chunk, after }))),
  ];
}

/** What every writer of one text file promises (spec §14.4). */
export function describeFileWriterContract<T>(writer: string, contract: FileWriterContract<T>): void {
  const {
    chunks,
    make,
    defaultName,
    suffix,
    keys: [positionKey, writtenKey] = ["current.count", "written"],
  } = contract;
  const options = { lineSeparator: "\n" };
  const items = chunks.flat().length;

  describeCrashContract(writer, {
    make: (file) => make(file, options),
    chunks,
    suffix,
    contentOf: (file) => readFileSync(file),
  });

  describe(`${writer} keeps the contract of a file writer`, () => {
    if (contract.expected !== undefined) {
      it("writes the file as expected", async () => {
        const file = newPath(suffix);
        await runWriter(make(file, options), new ExecutionContext(), chunks);
        expect(readFileSync(file, "utf8")).toBe(contract.expected);
      });
    }

    it.each(crashesOf(chunks))(
      "appends what it would have after a crash in chunk $chunk after $after",
      async (crash) => {
        const appending = { ...options, append: true };
        const [file, reference] = [newPath(suffix), newPath(suffix)];
        for (const path of [file, reference])
          await runWriter(make(path, options), new ExecutionContext(), chunks.slice(0, 2));
        await runWriter(make(reference, appending), new ExecutionContext(), chunks);
        const saved = await runWriter(make(file, appending), new ExecutionContext(), chunks, crash);
        await runWriter(make(file, appending), saved, chunks);
        expect(readFileSync(file)).toEqual(readFileSync(reference));
      },
    );

    it("has nothing in the file before the commit", async () => {
      const file = newPath(suffix);
      const [opened, context] = [make(file, options), new ExecutionContext()];
      await opened.open?.(context);
      const before = readFileSync(file);
      await opened.write(chunks[0] ?? [], scope);
      await opened.update?.(context);
      expect(readFileSync(file)).toEqual(before);
      await opened.close?.();
    });

    it("saves bytes and items as Java's Long, what is to be committed included", async () => {
      const file = newPath(suffix);
      const saved = await runWriter(make(file, options), new ExecutionContext(), chunks, { chunk: 1, after: "commit" });
      const committed = (chunks[0]?.length ?? 0) + (chunks[1]?.length ?? 0);
      expect(saved.get(`${defaultName}.${writtenKey}`)).toBe(BigInt(committed));
      expect(saved.get(`${defaultName}.${positionKey}`)).toBeTypeOf("bigint");
      expect(Number(saved.get(`${defaultName}.${positionKey}`))).toBeLessThanOrEqual(statSync(file).size);
    });

    it("keeps nothing without saveState, and begins anew", async () => {
      const file = newPath(suffix);
      const unsaved = { ...options, saveState: false };
      const saved = await runWriter(make(file, unsaved), new ExecutionContext(), chunks, { chunk: 1, after: "commit" });
      expect(saved.entries().filter(([key]) => key !== "chunks")).toEqual([]);
      await runWriter(make(file, unsaved), new ExecutionContext(), chunks);
      expect(readFileSync(file)).toEqual(await undisturbed(contract));
    });

    it("uses the name it is given", async () => {
      const saved = await runWriter(
        make(newPath(suffix), { ...options, name: "report" }),
        new ExecutionContext(),
        chunks,
      );
      expect(saved.get(`report.${writtenKey}`)).toBe(BigInt(items));
    });

    it("replaces a file that exists, or refuses to", async () => {
      const file = newPath(suffix);
      await runWriter(make(file, options), new ExecutionContext(), [...chunks, ...chunks]);
      await runWriter(make(file, options), new ExecutionContext(), chunks);
      expect(readFileSync(file)).toEqual(await undisturbed(contract));
      const careful = make(file, { ...options, shouldDeleteIfExists: false });
      await expect(careful.open?.(new ExecutionContext())).rejects.toThrow("it exists already");
      await careful.close?.();
      expect(readFileSync(file)).toEqual(await undisturbed(contract));
    });

    it("makes the folders on the way", async () => {
      const file = newPath(`/deeply/nested${suffix ?? ".txt"}`);
      await runWriter(make(file, options), new ExecutionContext(), chunks);
      expect(readFileSync(file)).toEqual(await undisturbed(contract));
    });

    it("removes the file when nothing was written and that is wished, also after a restart", async () => {
      const file = newPath(suffix);
      const wished = { ...options, shouldDeleteIfEmpty: true };
      const saved = await runWriter(make(file, wished), new ExecutionContext(), [[]]);
      expect(() => statSync(file)).toThrow("ENOENT");
      await runWriter(make(file, wished), saved, [[], ...chunks]);
      expect(readFileSync(file)).toEqual(await undisturbed(contract));
    });

    it("refuses to go on with a file that is gone or shorter than what was committed", async () => {
      const file = newPath(suffix);
      const saved = await runWriter(make(file, options), new ExecutionContext(), chunks, { chunk: 1, after: "commit" });
      const elsewhere = make(newPath(suffix), options);
      await expect(elsewhere.open?.(saved.copy())).rejects.toThrow("is gone");
      await elsewhere.close?.();
      const cut = saved.copy();
      cut.put(`${defaultName}.${positionKey}`, BigInt(statSync(file).size + 1));
      const shorter = make(file, options);
      await expect(shorter.open?.(cut)).rejects.toMatchObject({ code: "ITEM_STREAM" });
      await shorter.close?.();
    });

    it("writes to the disk itself when asked to", async () => {
      const file = newPath(suffix);
      await runWriter(make(file, { ...options, forceSync: true }), new ExecutionContext(), chunks);
      expect(readFileSync(file)).toEqual(await undisturbed(contract));
    });
  });
}

async function undisturbed<T>({ make, chunks, suffix }: FileWriterContract<T>): Promise<Buffer> {
  const file = newPath(suffix);
  await runWriter(make(file, { lineSeparator: "\n" }), new ExecutionContext(), chunks);
  return readFileSync(file);
}

/**
 * Writes the chunks that `saved` does not cover, in the order of calls that a step keeps.
 *
 * @param crash  where to stop for good, without closing
 * @param rollback  where the chunk fails once and is done again
 * @param closing  close after the crash, as a step does that fails
 * @returns what the table would hold
 */
async function runWriter<T>(
  writer: ItemWriter<T>,
  saved: ExecutionContext,
  chunks: readonly (readonly T[])[],
  crash?: Crash,
  rollback?: Crash,
  closing = false,
): Promise<ExecutionContext> {
  let committed = saved.copy();
  const context = saved.copy();
  let chunk = saved.getNumber("chunks") ?? 0;
  let rollbacks = rollback ? 1 : 0;
  const stop = async () => {
    if (!closing) {
      abandoned.push(writer as ItemWriter<never>);
      return committed;
    }
    await writer.afterRollback?.();
    context.restore(committed);
    await writer.close?.();
    return committed;
  };

  await writer.open?.(context);
  if (crash?.after === "open") return stop();
  await writer.update?.(context);
  committed = context.copy();
  if (crash?.after === "first save") return stop();
  for (; chunk < chunks.length; chunk++) {
    for (const phase of [...PHASES.slice(1)]) {
      if (phase === "write") await writer.write(chunks[chunk] ?? [], scope);
      if (phase === "update") {
        await writer.update?.(context);
        context.put("chunks", chunk + 1);
      }
      if (phase === "before commit") await writer.beforeCommit?.();
      if (phase === "commit") committed = context.copy();
      if (crash?.chunk === chunk && crash.after === phase) return stop();
      if (rollbacks > 0 && rollback?.chunk === chunk && rollback.after === phase) {
        rollbacks--;
        await writer.afterRollback?.();
        context.restore(committed);
        chunk--;
        break;
      }
    }
  }
  await writer.close?.();
  return committed;
}
