import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { ConfigurationError, DatabaseError } from "../errors.ts";
import type { ContextFormat } from "./context/context-format.ts";
import type { Database, Dialect, Queryable } from "./database.ts";
import { isDenied } from "./database-rights.ts";
import { detectLayout } from "./detect-layout.ts";
import { DATA_TABLES, sidePrefixOf, type TableLayout } from "./table-layout.ts";

/**
 * When tables are created, in Spring Boot's words: `embedded` only in SQLite, `always` in any database, `never`. Only missing tables are
 * created; existing ones are never altered.
 */
export type InitializeSchema = "embedded" | "always" | "never";

export interface SchemaOptions {
  readonly prefix: string;
  readonly timeZone: string;
  readonly initializeSchema: InitializeSchema;
  readonly contextFormat?: ContextFormat;
}

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

const MIGRATIONS = new URL("./migrations/", import.meta.url);
const METADATA_TABLES = "0001-metadata-tables";

/**
 * Makes sure that the tables are there, as far as `initializeSchema` allows, and says what they are.
 * @throws {DatabaseError} when tables are missing and may not be created
 */
export async function prepareSchema(database: Database, options: SchemaOptions): Promise<TableLayout> {
  checkPrefix(options.prefix);
  const mayCreate =
    options.initializeSchema === "always" || (options.initializeSchema === "embedded" && database.dialect === "sqlite");
  if (mayCreate) await migrateIfAllowed(database, options);
  const layout = await detectLayout(database, options);
  if (!layout) throw missingTables(database.dialect, options);
  return layout;
}

function checkPrefix(prefix: string): void {
  if (/^[A-Za-z_][A-Za-z0-9_]{0,30}$/.test(prefix)) return;
  // As Java has it where the tables are in another schema than that of its connection.
  const [, schema, rest] = /^([^.`"]+)\.([A-Za-z_][A-Za-z0-9_]{0,30})$/.exec(prefix) ?? [];
  throw new ConfigurationError(
    schema
      ? `The table prefix "${prefix}" has the name of a database in it. Put ${schema} at the end of DATABASE_URL, and set the prefix ${rest}.`
      : `The table prefix ${JSON.stringify(prefix)} is no SQL name. Use letters, digits and _ only.`,
  );
}

/** All statements that create the tables in a `dialect`, as one script to run by hand. */
export function schemaScript(dialect: Dialect, prefix = "BATCH_"): string {
  return readMigrations(dialect, prefix)
    .map((migration) => migration.sql)
    .join("\n");
}

/** Without the right to create tables an application's own ones will do. */
async function migrateIfAllowed(database: Database, options: SchemaOptions): Promise<void> {
  try {
    await migrate(database, options);
  } catch (error) {
    if (!isDenied(error)) throw error;
    if ((await detectLayout(database, options)) === null) {
      const remedy =
        database.dialect === "sqlite"
          ? "the file may not be written. Make it and its folder writable"
          : "its user may not create them. Grant it CREATE";
      throw new DatabaseError(
        `The database has no tables with the prefix ${options.prefix}, and ${remedy}, or run the script that "npm run batch -- schema ${database.dialect}" prints.`,
        { cause: error },
      );
    }
  }
}

async function migrate(database: Database, options: SchemaOptions): Promise<void> {
  const table = `${sidePrefixOf(options.prefix)}MIGRATION`;
  const migrations = readMigrations(database.dialect, options.prefix);
  if (await isUpToDate(database, table, migrations)) return;
  await exclusively(database, async (queryable) => {
    // Our own table without its first row: a start was killed between two statements, and the rest is still to be done.
    const applied = await appliedMigrations(queryable, table);
    const isTheirs = !applied && (await detectLayout(queryable, options)) !== null;
    await queryable.execute(
      `create table if not exists ${table} (NAME VARCHAR(100) NOT NULL PRIMARY KEY, CHECKSUM CHAR(64) NOT NULL)`,
    );
    for (const { name, sql, checksum } of migrations) {
      if (applied?.has(name)) continue;
      if (!(name === METADATA_TABLES && isTheirs)) {
        for (const statement of statementsOf(sql)) await executeUnlessDone(queryable, statement);
      }
      await queryable.execute(`insert into ${table} (NAME, CHECKSUM) values (?, ?)`, [name, checksum]);
    }
  });
}

/** What MySQL and MariaDB say to a table, column, index or first row of a sequence that is there already. */
const DONE_ALREADY = new Set(["ER_TABLE_EXISTS_ERROR", "ER_DUP_FIELDNAME", "ER_DUP_KEYNAME", "ER_DUP_ENTRY"]);

/** What the printed script made by hand, or a start that was killed, is there already. */
async function executeUnlessDone(queryable: Queryable, statement: string): Promise<void> {
  try {
    await queryable.execute(statement);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const code = "code" in error ? String(error.code) : "";
    if (!DONE_ALREADY.has(code) && !/ already exists$|^duplicate column name/.test(error.message)) throw error;
  }
}

async function isUpToDate(database: Database, table: string, migrations: readonly Migration[]): Promise<boolean> {
  const applied = await appliedMigrations(database, table);
  if (!applied) return false;
  for (const { name, checksum } of migrations) {
    const known = applied.get(name);
    if (known !== undefined && known !== checksum) {
      throw new DatabaseError(
        `Migration ${name} was applied to this database with other contents. Applied migrations never change: use the release that made these tables.`,
      );
    }
  }
  return migrations.every(({ name }) => applied.has(name));
}

/** Null when there is no such table. */
async function appliedMigrations(queryable: Queryable, table: string): Promise<Map<string, string> | null> {
  const tables =
    queryable.dialect === "sqlite"
      ? await queryable.query("select name from sqlite_master where type = 'table' and upper(name) = upper(?)", [table])
      : await queryable.query(
          "select table_name as name from information_schema.tables where table_schema = database() and upper(table_name) = upper(?)",
          [table],
        );
  if (tables.length === 0) return null;
  const rows = await queryable.query<{ name: string; checksum: string }>(
    `select NAME as name, CHECKSUM as checksum from ${table}`,
  );
  return new Map(rows.map((row) => [row.name, row.checksum]));
}

const LOCK_WAIT_S = 60;

/** One process at a time. On SQLite all of it is one transaction; the DDL of MySQL commits statement by statement. */
async function exclusively(database: Database, work: (queryable: Queryable) => Promise<void>): Promise<void> {
  if (database.dialect === "sqlite") return database.transaction(work);
  // The lock belongs to a session, so the transaction keeps its connection while `work` runs on others.
  await database.transaction(async (session) => {
    const lock = "concat('batchdeck-', md5(database()))";
    const [taken] = await session.query(`select get_lock(${lock}, ${LOCK_WAIT_S}) as taken`);
    if (Number(taken?.taken) !== 1) {
      throw new DatabaseError(
        `Another process has been creating the tables for more than ${LOCK_WAIT_S} s. Look for one that hangs, and start again.`,
      );
    }
    try {
      await work(database);
    } finally {
      await session.query(`select release_lock(${lock})`);
    }
  });
}

function readMigrations(dialect: Dialect, prefix: string): Migration[] {
  const suffix = `.${dialect}.sql`;
  return readdirSync(MIGRATIONS)
    .filter((file) => file.endsWith(suffix))
    .sort()
    .map((file) => {
      const text = readFileSync(new URL(file, MIGRATIONS), "utf8");
      return {
        name: file.slice(0, -suffix.length),
        sql: withPrefix(text, prefix),
        checksum: createHash("sha256").update(text).digest("hex"),
      };
    });
}

/** Names of indexes and constraints are one per database, so a second set of tables has its own. */
function withPrefix(script: string, prefix: string): string {
  const named = prefix.toUpperCase() === "BATCH_" ? script : script.replaceAll(/\b(\w+_(?:UN|FK))\b/g, `${prefix}$1`);
  return named.replaceAll(/\bBATCHDECK_/g, sidePrefixOf(prefix)).replaceAll(/\bBATCH_/g, prefix);
}

function statementsOf(script: string): string[] {
  return script
    .replaceAll(/^--.*$/gm, "")
    .split(";")
    .map((statement) => statement.trim())
    .filter((statement) => statement !== "");
}

function missingTables(dialect: Dialect, options: SchemaOptions): DatabaseError {
  const tables = DATA_TABLES.map((table) => options.prefix + table).join(", ");
  return new DatabaseError(
    `The database has no tables ${tables}, and BATCH_INITIALIZE_SCHEMA=${options.initializeSchema} forbids creating them. ` +
      `Set it to "always", or run the script that "npm run batch -- schema ${dialect}" prints.`,
  );
}
