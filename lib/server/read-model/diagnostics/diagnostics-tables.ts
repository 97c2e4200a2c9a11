import "server-only";
import type { DiagnosticsView } from "@/lib/shared/views";
import type { ReadContext } from "../read-context";
import { COUNT_MAX } from "../rows/counts";
import { realName } from "../rows/real-name";
import { join, raw, sql } from "../rows/sql";
import { toCount, toText } from "../rows/values";

const DATA_TABLES = [
  "BATCH_JOB_INSTANCE",
  "BATCH_JOB_EXECUTION",
  "BATCH_JOB_EXECUTION_PARAMS",
  "BATCH_STEP_EXECUTION",
  "BATCH_STEP_EXECUTION_CONTEXT",
  "BATCH_JOB_EXECUTION_CONTEXT",
] as const;
const SIDE_TABLES = ["BATCHDECK_NODE", "BATCHDECK_LEASE", "BATCHDECK_AUDIT"] as const;

/** Rows of every table: counted as far as {@link COUNT_MAX}, and what the database itself supposes beyond. */
export async function countTables(context: ReadContext): Promise<DiagnosticsView["tables"]> {
  const { prisma, layout } = context;
  const names = [...DATA_TABLES, ...(layout.sideTables ? SIDE_TABLES : [])];
  const counts = names.map(
    (name, index) => sql`select ${raw(String(index))} as position, count(*) as tableRows from
      (select 1 from ${raw(name)} limit ${COUNT_MAX + 1}) c`,
  );
  const rows = await prisma.$queryRaw<Record<string, unknown>[]>(join(counts, " union all "));
  const counted = names.map((name, index) => ({
    name,
    rows: toCount(rows.find(({ position }) => toCount(position) === index)?.tableRows),
  }));
  const large = counted.filter((table) => table.rows > COUNT_MAX).map(({ name }) => name);
  const supposed = large.length > 0 ? await supposeRows(context, large) : new Map<string, number>();
  return [
    ...counted.map(({ name, rows }) => ({
      name: realName(layout, name),
      rows: Math.max(rows, supposed.get(name) ?? 0),
      estimated: rows > COUNT_MAX,
      exists: true,
    })),
    ...(layout.sideTables ? [] : SIDE_TABLES).map((name) => ({
      name: realName(layout, name),
      rows: 0,
      estimated: false,
      exists: false,
    })),
  ];
}

/** MySQL keeps statistics; SQLite numbers its rows, and of these tables few are ever deleted. */
async function supposeRows(
  { prisma, layout }: ReadContext,
  names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const query =
    layout.dialect === "mysql"
      ? sql`select upper(table_name) as name, table_rows as tableRows from information_schema.tables
          where table_schema = database()`
      : join(
          names.map(
            (name) => sql`select ${realName(layout, name).toUpperCase()} as name,
              (select max(rowid) from ${raw(name)}) - (select min(rowid) from ${raw(name)}) + 1 as tableRows`,
          ),
          " union all ",
        );
  const rows = await prisma.$queryRaw<Record<string, unknown>[]>(query);
  return new Map(
    names.map((name) => {
      const real = realName(layout, name).toUpperCase();
      return [name, toCount(rows.find((row) => toText(row.name) === real)?.tableRows)];
    }),
  );
}
