import { chmodSync, copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SqliteDatabase from "better-sqlite3";
import { afterEach, describe, expect, it } from "vitest";
import { openDatabase, openRuntime, ReadOnlyDatabaseError } from "../src/index.ts";
import { openTestBatch } from "../src/testing.ts";
import { copyNumbersJob, createNumberTable } from "./support/numbers.ts";
import { asOrdinaryUser } from "./support/ordinary-user.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) {
    chmodSync(folder, 0o777);
    rmSync(folder, { recursive: true, force: true });
  }
});

const job = copyNumbersJob();
const open = (databaseUrl: string) => openRuntime({ databaseUrl, jobs: [job] });

describe("a SQLite file that may not be written", () => {
  it.each([
    { what: "the file", journal: "wal", fileMode: 0o444, folderMode: 0o777 },
    { what: "the file", journal: "delete", fileMode: 0o444, folderMode: 0o777 },
    { what: "file and folder", journal: "wal", fileMode: 0o444, folderMode: 0o555 },
    { what: "file and folder", journal: "delete", fileMode: 0o444, folderMode: 0o555 },
    { what: "the folder", journal: "wal", fileMode: 0o666, folderMode: 0o555 },
    { what: "the folder", journal: "delete", fileMode: 0o666, folderMode: 0o555 },
  ])("is read when $what is forbidden, journal $journal", async ({ journal, fileMode, folderMode }) => {
    const file = await newFile(journal);
    const before = readFileSync(file);
    protect(file, fileMode, folderMode);
    await asOrdinaryUser(async () => {
      await using runtime = await open(`file:${file}`);
      expect(runtime.rights).toEqual({ operate: false, launch: false, sideTables: false });
      expect(await runtime.explorer.getJobNames()).toEqual([job.name]);
      await expect(runtime.operator.launch(job.name, {})).rejects.toThrow(ReadOnlyDatabaseError);
      await expect(runtime.operator.abandon(1n)).rejects.toThrow(ReadOnlyDatabaseError);
      await expect(runtime.database.execute("delete from BATCH_JOB_EXECUTION")).rejects.toThrow(/readonly/);
    });
    expect(readFileSync(file)).toEqual(before);
  });

  it("says what to do about changes in a log that cannot be read", async () => {
    const file = await newFile("wal");
    await using database = await openDatabase(`file:${file}`);
    await database.execute("update BATCH_JOB_EXECUTION set EXIT_MESSAGE = 'later'");
    const copy = join(newFolder(), "copy.db");
    copyFileSync(file, copy);
    copyFileSync(`${file}-wal`, `${copy}-wal`);
    protect(copy, 0o444, 0o555);
    await asOrdinaryUser(async () => {
      await expect(open(`file:${copy}`)).rejects.toMatchObject({
        code: "DATABASE",
        message: expect.stringContaining(`its last changes are in ${copy}-wal`),
      });
    });
  });

  it("says that tables are missing and cannot be created", async () => {
    const file = join(newFolder(), "empty.db");
    await (await openDatabase(`file:${file}`)).close();
    protect(file, 0o444, 0o555);
    await asOrdinaryUser(async () => {
      await expect(open(`file:${file}`)).rejects.toMatchObject({
        code: "DATABASE",
        message: expect.stringContaining("the file may not be written"),
      });
    });
  });

  it("has all rights when it may be written", async () => {
    const file = await newFile("delete");
    await using runtime = await open(`file:${file}`);
    expect(runtime.rights).toEqual({ operate: true, launch: true, sideTables: true });
  });
});

it.each([
  { what: "unreadable", prepare: (file: string) => chmodSync(file, 0o000) },
  { what: "where no file can be", prepare: (file: string) => rmSync(file) },
])("a SQLite file that is $what gets one sentence", async ({ prepare }) => {
  const file = await newFile("delete");
  prepare(file);
  chmodSync(join(file, ".."), 0o555);
  await asOrdinaryUser(async () => {
    await expect(open(`file:${file}`)).rejects.toMatchObject({
      code: "DATABASE",
      message: expect.stringMatching(
        new RegExp(`^The SQLite database ${file} cannot be opened: .*\\. Check the path and its rights\\.$`),
      ),
    });
  });
  chmodSync(join(file, ".."), 0o777);
  expect(existsSync(`${file}-wal`)).toBe(false);
});

/** With one execution, and no other file beside it. */
async function newFile(journal: string): Promise<string> {
  const file = join(newFolder(), "test.db");
  const database = await openDatabase(`file:${file}`);
  {
    await using batch = await openTestBatch({ database });
    await createNumberTable(database);
    await batch.startAndWait(job, {});
  }
  await database.close();
  const connection = new SqliteDatabase(file);
  connection.pragma(`journal_mode = ${journal}`);
  connection.close();
  return file;
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "batchdeck-test-"));
  folders.push(folder);
  return folder;
}

function protect(file: string, fileMode: number, folderMode: number): void {
  chmodSync(file, fileMode);
  chmodSync(join(file, ".."), folderMode);
}
