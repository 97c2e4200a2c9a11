import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createConnection } from "mysql2/promise";
import { afterAll } from "vitest";
import type { Database, Dialect } from "../../src/repository/database.ts";
import { openDatabase } from "../../src/repository/open-database.ts";

export interface TestDatabase {
  readonly dialect: Dialect;
  /** A new empty database, open. */
  openDatabase(): Promise<Database>;
  /** Address of a new empty database, for tests that open it more than once or from another process. */
  url(): Promise<string>;
}

/**
 * The databases that a suite runs on: SQLite always, MySQL or MariaDB where BATCHDECK_TEST_MYSQL_URL names a server whose user may
 * create databases. Every call makes a database of its own; all of them are gone when the test file has ended.
 *
 *     describe.each(testDatabases)("restart on $dialect", ({ openDatabase }) => { … });
 */
export const testDatabases: readonly TestDatabase[] = [
  testDatabase("sqlite", newSqliteFile),
  ...(process.env.BATCHDECK_TEST_MYSQL_URL
    ? [testDatabase("mysql", () => newMysqlDatabase(String(process.env.BATCHDECK_TEST_MYSQL_URL)))]
    : []),
];

const cleanups: (() => Promise<unknown> | unknown)[] = [];

afterAll(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function testDatabase(dialect: Dialect, url: () => Promise<string>): TestDatabase {
  return {
    dialect,
    url,
    async openDatabase() {
      const database = await openDatabase(await url());
      cleanups.push(() => database.close());
      return database;
    },
  };
}

async function newSqliteFile(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), "batchdeck-test-"));
  cleanups.push(() => rmSync(directory, { recursive: true, force: true }));
  return `file:${join(directory, "test.db")}`;
}

/** The server's default character set is nobody's promise, hence utf8mb4 by name. */
async function newMysqlDatabase(serverUrl: string): Promise<string> {
  const name = `batchdeck_test_${randomBytes(6).toString("hex")}`;
  await onServer(serverUrl, `create database ${name} character set utf8mb4`);
  cleanups.push(() => onServer(serverUrl, `drop database if exists ${name}`));
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function onServer(serverUrl: string, sql: string): Promise<void> {
  const connection = await createConnection(serverUrl);
  try {
    await connection.query(sql);
  } finally {
    await connection.end();
  }
}
