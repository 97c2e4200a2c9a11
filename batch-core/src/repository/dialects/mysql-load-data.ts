import type { PoolConnection } from "mysql2/promise";
import type { LoadColumn } from "./load-data-text.ts";

/** How the rows of one table travel by LOAD DATA LOCAL. */
export interface LoadPlan {
  readonly sql: string;
  readonly columns: readonly LoadColumn[];
}

/** How long what is known of a table is believed: it may be altered while we run. */
const PLAN_MS = 60_000;

/** Loads per `PLAN_MS` that the server remarked on and INSERT then took without a word: such a table is better left to INSERT. */
const MISFITS_MAX = 3;

/** LOCAL is switched off: ER_NOT_ALLOWED_COMMAND, ER_CLIENT_LOCAL_FILES_DISABLED of MySQL, ER_LOAD_INFILE_CAPABILITY_DISABLED of MariaDB. */
const LOCAL_REFUSED = new Set([1148, 3948, 4166]);

/** Column types for which the text of a value means the same to LOAD DATA as the value to INSERT. The others go by INSERT. */
const KINDS: ReadonlyMap<string, LoadColumn["kind"]> = new Map([
  ...["tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float", "double"].map(
    (type) => [type, "number"] as const,
  ),
  ...["char", "varchar", "tinytext", "text", "mediumtext", "longtext"].map((type) => [type, "text"] as const),
  ...["date", "time", "datetime", "timestamp"].map((type) => [type, "time"] as const),
  ...["binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob"].map((type) => [type, "bytes"] as const),
]);

interface KnownTable {
  readonly plan: LoadPlan | null;
  readonly until: number;
  misfits: number;
}

/**
 * What one pool knows of LOAD DATA LOCAL: whether the server takes it, and for which tables it does exactly what INSERT does.
 *
 * LOCAL implies IGNORE: duplicates are dropped and bad values are bent, each with a warning. So a load counts only when the server has
 * nothing to remark; else whoever sent it takes it back and sends an INSERT, whose word is final.
 */
export class LoadDataPlans {
  readonly #tables = new Map<string, KnownTable>();
  #allowed: boolean | null = null;

  /** Null: use INSERT. */
  async planFor(
    connection: () => Promise<PoolConnection>,
    table: string,
    columns: readonly string[],
  ): Promise<LoadPlan | null> {
    if (this.#allowed === false) return null;
    const key = keyOf(table, columns);
    const known = this.#tables.get(key);
    if (known && known.until > Date.now()) return known.misfits < MISFITS_MAX ? known.plan : null;
    const session = await connection();
    if (this.#allowed === null) {
      const [[row]] = (await session.query("select @@local_infile as allowed")) as unknown as [[{ allowed: number }]];
      this.#allowed = row.allowed === 1;
    }
    const plan = this.#allowed ? await makePlan(session, table, columns) : null;
    this.#tables.set(key, { plan, until: Date.now() + PLAN_MS, misfits: 0 });
    return plan;
  }

  /** The server took by INSERT what it had not taken by this plan. */
  misfit(table: string, columns: readonly string[]): void {
    const known = this.#tables.get(keyOf(table, columns));
    if (known) known.misfits += 1;
  }

  /** A load failed; when it did because LOCAL is switched off, no other is tried. */
  failed(error: unknown): void {
    if (LOCAL_REFUSED.has(errorNumber(error))) this.#allowed = false;
  }
}

export function errorNumber(error: unknown): number {
  return error instanceof Error && "errno" in error ? Number(error.errno) : 0;
}

function keyOf(table: string, columns: readonly string[]): string {
  return `${table} (${columns.join(", ")})`;
}

/** Null for anything but a transactional base table of known columns: only there a load can be taken back without a trace. */
async function makePlan(session: PoolConnection, table: string, columns: readonly string[]): Promise<LoadPlan | null> {
  try {
    const [, fields] = await session.query(`select ${columns.join(", ")} from ${table} limit 0`);
    const [first] = fields;
    if (!first || fields.length !== columns.length) return null;
    // mysql2 gives both; its types name them otherwise.
    const { schema, orgTable } = first as unknown as { schema: string; orgTable: string };
    const [rows] = (await session.execute(
      `select c.COLUMN_NAME as name, lower(c.DATA_TYPE) as type, c.IS_NULLABLE = 'YES' as nullable
         from information_schema.columns c join information_schema.tables t
              on t.TABLE_SCHEMA = c.TABLE_SCHEMA and t.TABLE_NAME = c.TABLE_NAME
        where t.TABLE_SCHEMA = ? and t.TABLE_NAME = ? and t.TABLE_TYPE = 'BASE TABLE' and t.ENGINE = 'InnoDB'
          and coalesce(c.GENERATION_EXPRESSION, '') = ''`,
      [schema, orgTable],
    )) as unknown as [{ name: string; type: string; nullable: number }[]];
    const byName = new Map(rows.map((row) => [row.name, row]));
    const loadColumns = fields.map(({ orgName }) => {
      const column = byName.get(orgName);
      const kind = column && KINDS.get(column.type);
      return kind ? { kind, nullable: column.nullable === 1 } : null;
    });
    return loadColumns.every((column) => column !== null) ? planOf(table, columns, loadColumns) : null;
  } catch {
    // No such table or column, or no right to look: INSERT will say it in its own words.
    return null;
  }
}

function planOf(table: string, columns: readonly string[], loadColumns: readonly LoadColumn[]): LoadPlan {
  const isBytes = (index: number) => loadColumns[index]?.kind === "bytes";
  const targets = columns.map((column, index) => (isBytes(index) ? `@batchdeck_${index}` : column));
  const conversions = columns.flatMap((column, index) =>
    isBytes(index) ? [`${column} = unhex(@batchdeck_${index})`] : [],
  );
  const set = conversions.length > 0 ? ` set ${conversions.join(", ")}` : "";
  return {
    // In hexadecimal the separators mean the same under every sql_mode.
    sql: `load data local infile 'batchdeck' into table ${table} character set utf8mb4
      fields terminated by 0x09 escaped by 0x5c lines terminated by 0x0a (${targets.join(", ")})${set}`,
    columns: loadColumns,
  };
}
