import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createConnection } from "mysql2/promise";
import type { Generation } from "../../src/index.ts";
import { openDatabase, type SqlValue, wallClockToInstant } from "../../src/index.ts";
import type { Manifest } from "../fixtures/spring-batch/manifest.ts";
import { DUMPS, openDump } from "../fixtures/spring-batch/read-dump.ts";
import { testDatabases } from "./databases.ts";
import { createSpringTables } from "./spring-schema.ts";

/** A database that a Java application wrote, and what Java reads from it. */
export interface SpringDatabase {
  readonly name: string;
  readonly generation: Generation;
  /** Of the JVM that wrote it. */
  readonly timeZone: string;
  readonly manifest: Manifest;
  /** Address of a fresh copy. */
  load(): Promise<string>;
}

/** A part of a dump: whole jobs, with the manifest cut to them. */
export interface Extract {
  readonly name: string;
  readonly generation: Generation;
  readonly manifest: Manifest;
  readonly tables: Readonly<Record<string, ExtractTable>>;
}

export interface ExtractTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}

export const EXTRACTS = ["4.3-mysql", "4.3-migrated-to-5", "6.0-mysql"] as const;

/** Folder with the whole dumps, beside the repository or where BATCHDECK_SPRING_DUMPS says; null when there is none. */
const dumpFolder =
  [
    process.env.BATCHDECK_SPRING_DUMPS,
    fileURLToPath(new URL("../../../../shared/fixtures/spring-batch", import.meta.url)),
  ].find((folder) => folder && existsSync(`${folder}/${DUMPS[0]}.sql`)) ?? null;

/**
 * Extracts on SQLite always; on a server that BATCHDECK_TEST_MYSQL_URL names the whole dumps where they are at hand, else the extracts.
 */
export const springDatabases: readonly SpringDatabase[] = testDatabases.flatMap((server): SpringDatabase[] =>
  server.dialect === "mysql" && dumpFolder
    ? DUMPS.map((name) => wholeDump(dumpFolder ?? "", name, server.url))
    : EXTRACTS.map((name) => extract(name, `${name}, an extract on ${server.dialect}`, server.url)),
);

/** The dumps themselves; none without a server and their folder. */
export const springDumps: readonly SpringDatabase[] = springDatabases.filter(({ name }) =>
  (DUMPS as readonly string[]).includes(name),
);

function wholeDump(folder: string, name: (typeof DUMPS)[number], newUrl: () => Promise<string>): SpringDatabase {
  const { sql, manifest, generation } = openDump(folder, name);
  return {
    name,
    generation,
    manifest,
    timeZone: manifest.jvmTimeZone,
    async load() {
      const url = await newUrl();
      const connection = await createConnection({ uri: url, multipleStatements: true, charset: "utf8mb4" });
      try {
        await connection.query(sql);
      } finally {
        await connection.end();
      }
      return url;
    },
  };
}

function extract(file: string, name: string, newUrl: () => Promise<string>): SpringDatabase {
  const path = new URL(`../fixtures/spring-batch/extracts/${file}.json`, import.meta.url);
  // extract.ts wrote it.
  const { manifest, generation, tables } = JSON.parse(readFileSync(path, "utf8")) as Extract;
  const timeZone = manifest.jvmTimeZone;
  return {
    name,
    generation,
    manifest,
    timeZone,
    async load() {
      const url = await newUrl();
      await using database = await openDatabase(url);
      await createSpringTables(database, { generation, sequences: "tables" });
      const toValue = (column: string, value: string | null): SqlValue =>
        database.dialect === "sqlite" && value !== null && isTime(column)
          ? wallClockToInstant(value, timeZone).toISOString().replace("Z", "+00:00")
          : value;
      await database.transaction(async (transaction) => {
        for (const [table, { columns, rows }] of Object.entries(tables)) {
          const sql = `insert into ${table} (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")})`;
          await transaction.batch(
            rows.map((row) => ({ sql, parameters: row.map((value, index) => toValue(columns[index] ?? "", value)) })),
          );
        }
      });
      return url;
    },
  };
}

function isTime(column: string): boolean {
  return /_TIME$|^LAST_UPDATED$|^DATE_VAL$/.test(column);
}
