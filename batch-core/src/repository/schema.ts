import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { ConfigurationError, DatabaseError } from "../errors.ts";
import type { ContextFormat } from "./context/context-format.ts";
import type { Database, Dialect } from "./database.ts";
import { DATA_TABLES, detectLayout, sidePrefixOf, type TableLayout } from "./table-layout.ts";

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
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,30}$/.test(options.prefix)) {
    throw new ConfigurationError(
      `The table prefix ${JSON.stringify(options.prefix)} is no SQL name. Use letters, digits and _ only.`,
    );
  }
  const existing = await detectLayout(database, options);
  const mayCreate =
    options.initializeSchema === "always" || (options.initializeSchema === "embedded" && database.dialect === "sqlite");
  if (mayCreate) await migrate(database, options.prefix, existing !== null);
  else if (!existing) throw missingTables(database.dialect, options);
  const layout = mayCreate ? await detectLayout(database, options) : existing;
  if (!layout) throw missingTables(database.dialect, options);
  return layout;
}

/** All statements that create the tables in a `dialect`, as one script to run by hand. */
export function schemaScript(dialect: Dialect, prefix = "BATCH_"): string {
  return readMigrations(dialect, prefix)
    .map((migration) => migration.sql)
    .join("\n");
}

async function migrate(database: Database, prefix: string, hasMetadataTables: boolean): Promise<void> {
  const table = `${sidePrefixOf(prefix)}MIGRATION`;
  const migrations = readMigrations(database.dialect, prefix);
  if (await isUpToDate(database, table, migrations)) return;
  await exclusively(database, async () => {
    await database.execute(
      `create table if not exists ${table} (NAME VARCHAR(100) NOT NULL PRIMARY KEY, CHECKSUM CHAR(64) NOT NULL)`,
    );
    const applied = await appliedMigrations(database, table);
    for (const migration of migrations) {
      if (applied.has(migration.name)) continue;
      const isThere =
        migration.name === METADATA_TABLES && (hasMetadataTables || (await detectLayoutQuietly(database, prefix)));
      if (!isThere) for (const statement of statementsOf(migration.sql)) await database.execute(statement);
      await database.execute(`insert into ${table} (NAME, CHECKSUM) values (?, ?)`, [
        migration.name,
        migration.checksum,
      ]);
    }
  });
}

async function detectLayoutQuietly(database: Database, prefix: string): Promise<boolean> {
  return (await detectLayout(database, { prefix, timeZone: "UTC", contextFormat: "jackson-4" })) !== null;
}

async function isUpToDate(database: Database, table: string, migrations: readonly Migration[]): Promise<boolean> {
  const applied = await appliedMigrations(database, table).catch(() => null);
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

async function appliedMigrations(database: Database, table: string): Promise<Map<string, string>> {
  const rows = await database.query<{ name: string; checksum: string }>(
    `select NAME as name, CHECKSUM as checksum from ${table}`,
  );
  return new Map(rows.map((row) => [row.name, row.checksum]));
}

/** One process at a time. On SQLite two processes may meet as well: the loser waits for the lock and then finds the work done. */
async function exclusively(database: Database, work: () => Promise<void>): Promise<void> {
  if (database.dialect === "mysql") {
    // The lock belongs to a session, so the transaction keeps its connection while `work` runs on others.
    await database.transaction(async (session) => {
      await session.query("select get_lock('batchdeck-migration', 60)");
      try {
        await work();
      } finally {
        await session.query("select release_lock('batchdeck-migration')");
      }
    });
    return;
  }
  await retryOnConflict(work);
}

async function retryOnConflict(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const message = error instanceof Error ? error.message : "";
      if (attempt === 10 || !/already exists|UNIQUE constraint/.test(message)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20 * attempt));
    }
  }
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
