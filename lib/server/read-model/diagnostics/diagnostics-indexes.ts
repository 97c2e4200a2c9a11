import "server-only";
import type { IndexCheck, IndexUse } from "@/lib/shared/views";
import type { ReadContext } from "../read-context";
import { realName } from "../rows/real-name";
import { sql } from "../rows/sql";
import { toCount, toText } from "../rows/values";

interface WantedIndex {
  readonly table: keyof typeof PRIMARY_KEYS;
  readonly columns: readonly string[];
  readonly use: IndexUse;
}

/** What every other index of a table ends with, in InnoDB and in SQLite. */
const PRIMARY_KEYS = {
  BATCH_JOB_INSTANCE: "JOB_INSTANCE_ID",
  BATCH_JOB_EXECUTION: "JOB_EXECUTION_ID",
  BATCH_STEP_EXECUTION: "STEP_EXECUTION_ID",
  BATCH_JOB_EXECUTION_PARAMS: null,
} as const;

/** Letters of a long text that an index of MySQL takes: enough to tell parameter values apart. */
const PREFIX_LENGTH = 100;

/** None is required; each one makes a kind of question cheap that is otherwise answered by reading the table. */
function wantedIndexes(generation: number): WantedIndex[] {
  const parameter = generation === 4 ? ["KEY_NAME", "STRING_VAL"] : ["PARAMETER_NAME", "PARAMETER_VALUE"];
  return [
    {
      table: "BATCH_JOB_EXECUTION",
      columns: ["JOB_INSTANCE_ID", "JOB_EXECUTION_ID"],
      use: "attempts",
    },
    { table: "BATCH_JOB_EXECUTION", columns: ["STATUS", "JOB_EXECUTION_ID"], use: "status" },
    { table: "BATCH_JOB_EXECUTION", columns: ["START_TIME"], use: "time" },
    { table: "BATCH_STEP_EXECUTION", columns: ["JOB_EXECUTION_ID", "STEP_NAME"], use: "steps" },
    { table: "BATCH_JOB_EXECUTION_PARAMS", columns: ["JOB_EXECUTION_ID"], use: "parameters" },
    { table: "BATCH_JOB_EXECUTION_PARAMS", columns: parameter, use: "parameter-search" },
    { table: "BATCH_JOB_INSTANCE", columns: ["JOB_NAME", "JOB_INSTANCE_ID"], use: "instances" },
  ];
}

/** Which of the useful indexes there are, whatever they are called, and how to make the others. */
export async function checkIndexes({ prisma, layout }: Pick<ReadContext, "prisma" | "layout">): Promise<IndexCheck[]> {
  const query =
    layout.dialect === "mysql"
      ? sql`select upper(table_name) as tableName, index_name as indexName, upper(column_name) as columnName, seq_in_index as position
          from information_schema.statistics where table_schema = database()`
      : sql`select upper(m.tbl_name) as tableName, m.name as indexName, upper(c.name) as columnName, c.seqno + 1 as position
          from sqlite_master m join pragma_index_info(m.name) c where m.type = 'index'`;
  const rows = await prisma.$queryRaw<Record<string, unknown>[]>(query);
  const indexes = Map.groupBy(rows, ({ tableName, indexName }) => `${tableName}.${indexName}`);
  const columnsOf = (table: keyof typeof PRIMARY_KEYS): string[][] => {
    const name = realName(layout, table).toUpperCase();
    const primaryKey = PRIMARY_KEYS[table];
    return [...indexes.values()]
      .filter(([first]) => toText(first?.tableName) === name)
      .map((columns) => {
        const names = columns
          .sort((a, b) => toCount(a.position) - toCount(b.position))
          .map(({ columnName }) => toText(columnName) ?? "");
        return primaryKey && !names.includes(primaryKey) ? [...names, primaryKey] : names;
      });
  };
  return wantedIndexes(layout.generation).map(({ table, columns, use }) => ({
    table: realName(layout, table),
    columns,
    present: columnsOf(table).some((names) => columns.every((column, index) => names[index] === column)),
    use,
    ddl: `create index ${indexName(layout, table, columns)} on ${realName(layout, table)} (${columns
      .map((column) => (isLong(column) && layout.dialect === "mysql" ? `${column}(${PREFIX_LENGTH})` : column))
      .join(", ")})`,
  }));
}

/** Whether questions of this kind are cheap. */
export async function hasIndexFor(context: Pick<ReadContext, "prisma" | "layout">, use: IndexUse): Promise<boolean> {
  return (await checkIndexes(context)).some((index) => index.use === use && index.present);
}

/** Starts with our own prefix, so that it can be told from the application's. */
function indexName({ sidePrefix }: ReadContext["layout"], table: string, columns: readonly string[]): string {
  return `${sidePrefix}${table.replace(/^BATCH_(?:JOB_)?/, "")}_${columns[0]}`;
}

function isLong(column: string): boolean {
  return column === "PARAMETER_VALUE" || column === "STRING_VAL";
}
