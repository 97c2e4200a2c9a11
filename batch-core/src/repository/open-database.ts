import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { ConfigurationError, DatabaseError } from "../errors.ts";
import type { Database } from "./database.ts";
import { openMysql } from "./dialects/mysql.ts";
import { openSqlite } from "./dialects/sqlite.ts";

/**
 * Opens a database by its URL: `file:./data/batchdeck.db` (relative to the working directory, folders are made), `:memory:`, or
 * `mysql://user:password@host:3306/database`. Connects, so that a wrong URL says so here.
 *
 * @throws {ConfigurationError} for a URL of another kind
 * @throws {DatabaseError} when the database cannot be reached
 */
export async function openDatabase(url: string): Promise<Database> {
  if (isInMemory(url)) return openSqlite(":memory:");
  if (url.startsWith("file:")) return openFile(url.slice("file:".length));
  if (/^(mysql|mariadb):\/\//.test(url)) return openServer(url.replace(/^mariadb:/, "mysql:"));
  throw new ConfigurationError(
    `DATABASE_URL "${withoutPassword(url)}" is of no known kind. Use file:./data/batchdeck.db or mysql://user:password@host:3306/database.`,
  );
}

/** Whether the database lives and ends with the one who opens it. */
export function isInMemory(url: string): boolean {
  return url === ":memory:" || url === "file::memory:";
}

/** The URL as it may be shown and logged. */
export function withoutPassword(url: string): string {
  return url.replace(/^([a-z]+:\/\/[^:/@]*):[^@]*@/i, "$1:••••@");
}

async function openFile(path: string): Promise<Database> {
  const file = resolve(path.replace(/^\/\/(?=\/)/, ""));
  try {
    mkdirSync(dirname(file), { recursive: true });
    return await openSqlite(file);
  } catch (error) {
    throw new DatabaseError(
      `The SQLite database ${file} cannot be opened: ${messageOf(error)}. Check the path and its rights.`,
      {
        cause: error,
      },
    );
  }
}

async function openServer(url: string): Promise<Database> {
  if (!URL.canParse(url)) {
    throw new ConfigurationError(
      `DATABASE_URL "${withoutPassword(url)}" cannot be read. Use mysql://user:password@host:3306/database and percent-encode special characters.`,
    );
  }
  if (new URL(url).pathname.length < 2) {
    throw new ConfigurationError(
      `DATABASE_URL "${withoutPassword(url)}" names no database. Add it after the host: …:3306/springbatch.`,
    );
  }
  const database = openMysql(url);
  try {
    await database.query("select 1");
    return database;
  } catch (error) {
    await database.close().catch(() => {});
    throw new DatabaseError(
      `The database at ${withoutPassword(url)} cannot be used: ${messageOf(error)}. Check that the server runs, and the user, password and database name.`,
      { cause: error },
    );
  }
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A refused connection to a name with two addresses is an AggregateError without a message.
  if (error.message) return error.message;
  return "code" in error ? String(error.code) : error.name;
}
