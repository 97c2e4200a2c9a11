import { DatabaseError } from "../errors.ts";
import type { ContextFormat } from "./context/context-format.ts";
import { decodeContext } from "./context/decode-context.ts";
import type { Queryable, Row } from "./database.ts";
import { DATA_TABLES, type Generation, sidePrefixOf, type TableLayout } from "./table-layout.ts";

/**
 * Looks at the tables of `database` and says what they are; null when there are none with this prefix.
 *
 * @throws {DatabaseError} when some tables exist and others are missing, or they are of no known generation
 * @see spec §1.5
 */
export async function detectLayout(
  database: Queryable,
  options: { prefix: string; timeZone: string; contextFormat?: ContextFormat },
): Promise<TableLayout | null> {
  const { timeZone } = options;
  const tables = await findTables(database, options.prefix);
  const find = (name: string) => tables.get(name.toUpperCase());
  const found = DATA_TABLES.filter((table) => find(options.prefix + table));
  if (found.length === 0) return null;
  const missing = DATA_TABLES.filter((table) => !find(options.prefix + table));
  if (missing.length > 0) {
    throw new DatabaseError(
      `The database has ${list(found, options.prefix)} but not ${list(missing, options.prefix)}. Create the missing tables, or set another table prefix.`,
    );
  }
  const nameOf = (table: string) => find(options.prefix + table)?.name ?? options.prefix + table;
  const prefix = nameOf("JOB_INSTANCE").slice(0, options.prefix.length);
  const lowerCaseTables = nameOf("JOB_INSTANCE").endsWith("job_instance") && (await tellsCasesApart(database));
  const parameterColumns = await findColumns(database, nameOf("JOB_EXECUTION_PARAMS"));
  const stepColumns = await findColumns(database, nameOf("STEP_EXECUTION"));
  const executionColumns = await findColumns(database, nameOf("JOB_EXECUTION"));
  const isTyped = parameterColumns.has("TYPE_CD");
  if (!isTyped && !parameterColumns.has("PARAMETER_NAME")) {
    throw new DatabaseError(`Table ${prefix}JOB_EXECUTION_PARAMS has the columns of no Spring Batch since 2.2.`);
  }
  const newInstanceSequence = find(`${prefix}JOB_INSTANCE_SEQ`);
  const oldInstanceSequence = find(`${prefix}JOB_SEQ`);
  const contexts = isTyped ? [] : await newestContexts(database, nameOf("JOB_EXECUTION_CONTEXT"));
  const generation: Generation = isTyped ? 4 : newInstanceSequence || isWrittenBy6(contexts) ? 6 : 5;
  const instanceSequence = isTyped
    ? oldInstanceSequence
    : await sequenceInUse(database, newInstanceSequence, oldInstanceSequence);
  const sidePrefix = sidePrefixOf(prefix);
  return {
    dialect: database.dialect,
    generation,
    prefix,
    sidePrefix,
    sideTables: find(`${sidePrefix}LEASE`) !== undefined,
    sequenceKind:
      database.dialect === "sqlite"
        ? "sqlite-table"
        : instanceSequence?.isSequence
          ? "mariadb-sequence"
          : "mysql-table",
    sequences: {
      instance: instanceSequence?.name ?? `${prefix}JOB_SEQ`,
      execution: nameOf("JOB_EXECUTION_SEQ"),
      step: nameOf("STEP_EXECUTION_SEQ"),
    },
    contextFormat:
      options.contextFormat ?? (await contextFormatOf(database, nameOf("JOB_EXECUTION_CONTEXT"), generation)),
    timeZone,
    stepCreateTime: stepColumns.has("CREATE_TIME"),
    isMigrated: !isTyped && executionColumns.has("JOB_CONFIGURATION_LOCATION"),
    lowerCaseTables,
  };
}

interface FoundTable {
  readonly name: string;
  readonly isSequence: boolean;
}

/** Contexts of executions that are asked which version wrote them. */
const CONTEXTS_ASKED = 20;

interface StoredContext extends Row {
  readonly short: string | null;
  readonly serialized: string | null;
}

function newestContexts(database: Queryable, table: string): Promise<StoredContext[]> {
  return database.query<StoredContext>(
    `select SHORT_CONTEXT as short, SERIALIZED_CONTEXT as serialized from ${table} order by JOB_EXECUTION_ID desc limit ${CONTEXTS_ASKED}`,
  );
}

/** 6.x can be told to go on with the sequence of 5.x; but it notes its version. What other programs note is none. */
function isWrittenBy6(contexts: readonly StoredContext[]): boolean {
  for (const { short, serialized } of contexts) {
    const version = decodeContext(short, serialized, { generation: 5 }).context.getString("batch.version");
    if (/^\d+\.\d/.test(version ?? "")) return version?.startsWith("6.") ?? false;
  }
  return false;
}

/** What the newest context was written as, so that the applications beside us can read ours; else the default of the generation. */
async function contextFormatOf(database: Queryable, table: string, generation: Generation): Promise<ContextFormat> {
  const [newest] = await database.query<{ text: string | null }>(
    `select SHORT_CONTEXT as text from ${table} order by JOB_EXECUTION_ID desc limit 1`,
  );
  const text = newest?.text?.trimStart() ?? "";
  if (text.startsWith("rO0AB")) return "java";
  if (generation === 4) return text.startsWith("\u00ac\u00ed") ? "java-raw" : "jackson-4";
  if (text.startsWith('{"@class"')) return "jackson-5";
  return text.startsWith("{") ? "jackson-6" : "java";
}

/** Servers on Linux do as a rule; those on Windows and macOS, and some in clouds, do not. */
async function tellsCasesApart(database: Queryable): Promise<boolean> {
  if (database.dialect === "sqlite") return false;
  const [row] = await database.query("select @@lower_case_table_names as setting");
  return Number(row?.setting ?? 0) === 0;
}

/** Of an upgrade that copied the sequence both are there: the one in use gives the higher ids. */
async function sequenceInUse(
  database: Queryable,
  newer: FoundTable | undefined,
  older: FoundTable | undefined,
): Promise<FoundTable | undefined> {
  if (!newer || !older) return newer ?? older;
  const lastOf = async ({ name, isSequence }: FoundTable) => {
    const [row] = await database.query(
      `select max(${isSequence ? "next_not_cached_value" : "ID"}) as value from ${name}`,
    );
    return BigInt(String(row?.value ?? 0));
  };
  return (await lastOf(older)) > (await lastOf(newer)) ? older : newer;
}

/** By their names in upper case. Of two that differ only in case, the one whose prefix is as it was told. */
async function findTables(database: Queryable, prefix: string): Promise<Map<string, FoundTable>> {
  const rows =
    database.dialect === "sqlite"
      ? await database.query<{ name: string; type: string }>(
          "select name, type from sqlite_master where type = 'table'",
        )
      : await database.query<{ name: string; type: string }>(
          "select table_name as name, table_type as type from information_schema.tables where table_schema = database()",
        );
  const told = ({ name }: { readonly name: string }) => Number(name.startsWith(prefix));
  const inOrder = rows.toSorted((a, b) => told(a) - told(b));
  return new Map(inOrder.map(({ name, type }) => [name.toUpperCase(), { name, isSequence: type === "SEQUENCE" }]));
}

async function findColumns(database: Queryable, table: string): Promise<Set<string>> {
  const rows =
    database.dialect === "sqlite"
      ? await database.query<{ name: string }>("select name from pragma_table_info(?)", [table])
      : await database.query<{ name: string }>(
          "select column_name as name from information_schema.columns where table_schema = database() and table_name = ?",
          [table],
        );
  return new Set(rows.map(({ name }) => name.toUpperCase()));
}

function list(tables: readonly string[], prefix: string): string {
  return tables.map((table) => prefix + table).join(", ");
}
