import "server-only";
import type { Count, DiagnosticsView, IndexCheck, NodeRow } from "@/lib/shared/views";
import type { Desk } from "../runtime";
import { findExecutions } from "./executions";
import { COUNT_MAX, type ReadContext } from "./read-context";
import { databaseName } from "./shell";
import { join, raw, sql } from "./sql";
import { toCount, toDate, toInstant, toText } from "./values";

const DATA_TABLES = [
  "BATCH_JOB_INSTANCE",
  "BATCH_JOB_EXECUTION",
  "BATCH_JOB_EXECUTION_PARAMS",
  "BATCH_STEP_EXECUTION",
  "BATCH_STEP_EXECUTION_CONTEXT",
  "BATCH_JOB_EXECUTION_CONTEXT",
] as const;
const SIDE_TABLES = ["BATCHDECK_NODE", "BATCHDECK_LEASE", "BATCHDECK_AUDIT"] as const;

/** A heartbeat older than this is none: three were missed. */
const HEARTBEAT_LOST_MS = 20_000;
const LONG_RUNNING_MS = 24 * 3_600_000;

export interface DiagnosedDesk extends Pick<Desk, "read" | "slow" | "databaseLabel"> {
  readonly environment: {
    readonly runtime: Pick<Desk["environment"]["runtime"], "databaseUrl">;
    readonly readOnly: boolean;
  };
}

/** What a database administrator would ask. Read when somebody opens the page, so the rule of five statements does not bind it. */
export async function readDiagnostics(desk: DiagnosedDesk): Promise<DiagnosticsView> {
  const { read, environment } = desk;
  const now = read.now();
  const [server, tables, indexes, longRunning, orphans, nodes] = await Promise.all([
    serverOf(read),
    countTables(read),
    checkIndexes(read),
    findExecutions(
      read,
      [
        sql`e.STATUS in ('STARTING', 'STARTED', 'STOPPING')`,
        sql`coalesce(e.START_TIME, e.CREATE_TIME) < ${new Date(now.getTime() - LONG_RUNNING_MS)}`,
      ],
      50,
    ),
    countOrphans(read),
    readNodes(read),
  ]);
  return {
    readAt: now.toISOString(),
    database: databaseName(desk),
    serverVersion: server.version,
    url: desk.databaseLabel,
    generation: read.layout.generation,
    tablePrefix: read.layout.prefix,
    timeZone: read.layout.timeZone,
    sideTables: read.layout.sideTables,
    readOnly: environment.readOnly,
    clockSkewMs: server.clockSkewMs,
    tables,
    indexes,
    longRunning: longRunning.map(({ row }) => row),
    orphans,
    nodes,
    slowQueries: desk.slow.list().map(({ sql: text, ms, at }) => ({ sql: text, ms, at: at.toISOString() })),
    versions: { node: process.versions.node },
  };
}

async function serverOf({
  prisma,
  layout,
  now,
}: ReadContext): Promise<{ version: string; clockSkewMs: number | null }> {
  const query =
    layout.dialect === "mysql"
      ? sql`select version() as version, cast(utc_timestamp(3) as char) as clock`
      : sql`select sqlite_version() as version, strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now') as clock`;
  const asked = now().getTime();
  const [row] = await prisma.$queryRaw<Record<string, unknown>[]>(query);
  const clock = toDate(row?.clock, "UTC");
  // Half of the way there and back is on each side.
  const middle = (asked + now().getTime()) / 2;
  return { version: toText(row?.version) ?? "", clockSkewMs: clock ? Math.round(clock.getTime() - middle) : null };
}

async function countTables({ prisma, layout }: ReadContext): Promise<DiagnosticsView["tables"]> {
  const names = [...DATA_TABLES, ...(layout.sideTables ? SIDE_TABLES : [])];
  const counts = names.map(
    (name, index) => sql`select ${raw(String(index))} as position, count(*) as tableRows from
      (select 1 from ${raw(name)} limit ${COUNT_MAX + 1}) c`,
  );
  const rows = await prisma.$queryRaw<Record<string, unknown>[]>(join(counts, " union all "));
  const counted = names.map((name, index) => ({
    name: realName(layout, name),
    rows: capped(rows.find(({ position }) => toCount(position) === index)?.tableRows),
    exists: true,
  }));
  const absent = layout.sideTables
    ? []
    : SIDE_TABLES.map((name) => ({ name: realName(layout, name), rows: { value: 0, capped: false }, exists: false }));
  return [...counted, ...absent];
}

function realName({ prefix, sidePrefix }: ReadContext["layout"], name: string): string {
  return name.startsWith("BATCHDECK_") ? name.replace("BATCHDECK_", sidePrefix) : name.replace("BATCH_", prefix);
}

function capped(value: unknown): Count {
  const count = toCount(value);
  return { value: Math.min(count, COUNT_MAX), capped: count > COUNT_MAX };
}

interface WantedIndex {
  readonly table: string;
  readonly columns: readonly string[];
  readonly why: string;
}

/** None is required; each one makes a kind of question cheap that is otherwise answered by reading the table. */
function wantedIndexes(generation: number): WantedIndex[] {
  const parameterName = generation === 4 ? "KEY_NAME" : "PARAMETER_NAME";
  const parameterValue = generation === 4 ? "STRING_VAL" : "PARAMETER_VALUE";
  return [
    { table: "BATCH_JOB_EXECUTION", columns: ["JOB_INSTANCE_ID"], why: "attempts of an instance" },
    { table: "BATCH_STEP_EXECUTION", columns: ["JOB_EXECUTION_ID"], why: "steps of an execution" },
    { table: "BATCH_JOB_EXECUTION_PARAMS", columns: ["JOB_EXECUTION_ID"], why: "parameters of an execution" },
    { table: "BATCH_JOB_EXECUTION", columns: ["STATUS"], why: "lists by status" },
    { table: "BATCH_JOB_EXECUTION", columns: ["START_TIME"], why: "lists by time" },
    { table: "BATCH_JOB_EXECUTION_PARAMS", columns: [parameterName, parameterValue], why: "lists by parameter" },
  ];
}

async function checkIndexes({ prisma, layout }: ReadContext): Promise<IndexCheck[]> {
  const query =
    layout.dialect === "mysql"
      ? sql`select upper(table_name) as tableName, index_name as indexName, upper(column_name) as columnName, seq_in_index as position
          from information_schema.statistics where table_schema = database() and table_name like ${`${layout.prefix}%`}`
      : sql`select upper(m.tbl_name) as tableName, m.name as indexName, upper(c.name) as columnName, c.seqno + 1 as position
          from sqlite_master m join pragma_index_info(m.name) c where m.type = 'index' and m.tbl_name like ${`${layout.prefix}%`}`;
  const rows = await prisma.$queryRaw<Record<string, unknown>[]>(query);
  return wantedIndexes(layout.generation).map(({ table, columns, why }) => {
    const name = realName(layout, table);
    const first = rows.filter(
      (row) =>
        toText(row.tableName) === name.toUpperCase() &&
        toText(row.columnName) === columns[0] &&
        toCount(row.position) === 1,
    );
    return {
      table: name,
      columns,
      present: first.length > 0,
      why,
      ddl: `create index BATCHDECK_${table.replace("BATCH_", "")}_${columns[0]} on ${name} (${columns
        .map((column) => (column.endsWith("_VALUE") ? `${column}${layout.dialect === "mysql" ? "(100)" : ""}` : column))
        .join(", ")})`,
    };
  });
}

/** Rows looked at for orphans, the newest: there is no cheap way to find them all. */
const ORPHAN_SPAN = 20_000;

async function countOrphans({ prisma }: ReadContext): Promise<DiagnosticsView["orphans"]> {
  const [row] = await prisma.$queryRaw<Record<string, unknown>[]>(sql`select
    (select count(*) from (select JOB_INSTANCE_ID from BATCH_JOB_EXECUTION order by JOB_EXECUTION_ID desc limit ${ORPHAN_SPAN}) e
      where not exists (select 1 from BATCH_JOB_INSTANCE i where i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID)) as executions,
    (select count(*) from (select JOB_INSTANCE_ID from BATCH_JOB_INSTANCE order by JOB_INSTANCE_ID desc limit ${ORPHAN_SPAN}) i
      where not exists (select 1 from BATCH_JOB_EXECUTION e where e.JOB_INSTANCE_ID = i.JOB_INSTANCE_ID)) as instances`);
  return {
    executionsWithoutInstance: capped(row?.executions),
    instancesWithoutExecution: capped(row?.instances),
    lookedAt: ORPHAN_SPAN,
  };
}

/** Processes that execute, those of the last day. */
async function readNodes({ prisma, layout, now }: ReadContext): Promise<NodeRow[]> {
  if (!layout.sideTables) return [];
  const since = new Date(now().getTime() - LONG_RUNNING_MS);
  const [nodes, leases] = await Promise.all([
    prisma.node.findMany({ orderBy: { startedAt: "desc" }, take: 50 }),
    prisma.lease.findMany({ where: { state: "RUNNING" }, take: 1_000, select: { jobExecutionId: true, nodeId: true } }),
  ]);
  return nodes
    .filter(({ state, heartbeatAt }) => state === "UP" || (heartbeatAt !== null && heartbeatAt > since))
    .map((node) => {
      const isSilent = node.heartbeatAt === null || now().getTime() - node.heartbeatAt.getTime() > HEARTBEAT_LOST_MS;
      const state = node.state === "UP" || node.state === "DRAINING" ? (isSilent ? "MISSING" : node.state) : "DOWN";
      return {
        id: node.id,
        host: node.host,
        pid: Number(node.pid),
        started: toInstant(node.startedAt),
        heartbeat: toInstant(node.heartbeatAt),
        state,
        executions: leases.flatMap((lease) => (lease.nodeId === node.id ? [String(lease.jobExecutionId)] : [])),
      };
    });
}
