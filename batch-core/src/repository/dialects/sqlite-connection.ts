import { existsSync, readFileSync, statSync } from "node:fs";
import DatabaseConstructor, { type Database as Connection } from "better-sqlite3";
import { DatabaseError } from "../../errors.ts";

/** Milliseconds that the driver itself waits for a lock, on the thread that asks. */
interface Waiting {
  readonly timeout: number;
}

/** Turns a new file to WAL. A file that may not be written is opened for reading, and then refuses every change. */
export function connectToWrite(file: string, waiting: Waiting): Connection {
  try {
    return connect(file, waiting, (connection) => void connection.pragma("journal_mode = WAL"));
  } catch (error) {
    if (!isRefusal(error) || !existsSync(file)) throw error;
    return connectToRead(file, waiting);
  }
}

/**
 * A connection that cannot write. Even readers of WAL make files beside the database: where the folder forbids it and no process
 * that may write has them open, the file is read into memory, as it stands.
 *
 * @throws {DatabaseError} when a part of it is in a log that cannot be read without those files
 */
export function connectToRead(file: string, waiting: Waiting): Connection {
  try {
    // The first statement finds out.
    return connect(file, { ...waiting, readonly: true }, (connection) =>
      connection.prepare("select 1 from sqlite_master").get(),
    );
  } catch (error) {
    if (!isRefusal(error) || !existsSync(file)) throw error;
    return connectToCopy(file);
  }
}

/** Whether SQLite says that the file, or one that it needs beside it, may not be written or made. */
export function isRefusal(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^SQLITE_(READONLY(?!_DBMOVED)|CANTOPEN)/.test(code);
}

function connectToCopy(file: string): Connection {
  const log = `${file}-wal`;
  if (existsSync(log) && statSync(log).size > 0) {
    throw new DatabaseError(
      `its last changes are in ${log}, which cannot be read in a folder that may not be written. Copy both files to a folder of your own`,
    );
  }
  const bytes = readFileSync(file);
  // The versions in the header say WAL, which memory does not have.
  bytes.fill(1, 18, 20);
  return new DatabaseConstructor(bytes, { readonly: true });
}

function connect(
  file: string,
  options: Waiting & { readonly readonly?: boolean },
  prepare: (connection: Connection) => void,
): Connection {
  const connection = new DatabaseConstructor(file, options);
  try {
    prepare(connection);
    connection.pragma("foreign_keys = ON");
    connection.pragma("synchronous = NORMAL");
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}
