import "server-only";
import { NO_FILTER } from "@/lib/shared/filter/execution-filter";
import type { DiagnosticsView, NodeRow } from "@/lib/shared/views";
import type { Desk } from "../../runtime";
import { countExecutions, findExecutions } from "../executions";
import { zoneEvidenceView } from "../memory/zone-watch";
import type { ReadContext } from "../read-context";
import { capped } from "../rows/counts";
import { sql } from "../rows/sql";
import { toDate, toInstant, toText } from "../rows/values";
import { databaseName } from "../shell";
import { checkIndexes } from "./diagnostics-indexes";
import { aheadMs, migrationLeftovers } from "./diagnostics-rows";
import { countTables } from "./diagnostics-tables";

/** A heartbeat older than this is none: three were missed. */
const HEARTBEAT_LOST_MS = 20_000;
const LONG_RUNNING_MS = 24 * 3_600_000;

export interface DiagnosedDesk extends Pick<Desk, "read" | "statements" | "databaseLabel"> {
  readonly environment: {
    readonly runtime: Pick<Desk["environment"]["runtime"], "databaseUrl">;
    readonly readOnly: boolean;
  };
}

/** What a database administrator would ask. Read when somebody opens the page, so the rule of five statements does not bind it. */
export async function readDiagnostics(desk: DiagnosedDesk): Promise<DiagnosticsView> {
  const { read, environment } = desk;
  const now = read.now();
  const [server, tables, lastDay, lastWeek, indexes, longRunning, orphans, nodes, ahead, migration] = await Promise.all(
    [
      serverOf(read),
      countTables(read),
      countExecutions(read, { ...NO_FILTER, started: "24h" }),
      countExecutions(read, { ...NO_FILTER, started: "7d" }),
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
      aheadMs(read),
      migrationLeftovers(read),
      // For what it notices of the zone.
      read.live(),
    ],
  );
  const evidence = read.zone.seen();
  return {
    readAt: now.toISOString(),
    database: databaseName(desk),
    serverVersion: server.version,
    url: desk.databaseLabel,
    generation: read.layout.generation,
    tablePrefix: read.layout.prefix,
    timeZone: read.layout.timeZone,
    sideTables: read.layout.sideTables,
    sequences: { kind: read.layout.sequenceKind, names: Object.values(read.layout.sequences) },
    contextFormat: read.layout.contextFormat,
    readOnly: environment.readOnly,
    rights: read.rights,
    clockSkewMs: server.clockSkewMs,
    aheadMs: ahead,
    zoneEvidence: evidence && zoneEvidenceView(evidence, read.layout.timeZone),
    migration,
    tables,
    growth: { lastDay, lastWeek },
    indexes,
    longRunning: longRunning.map(({ row }) => row),
    orphans,
    nodes,
    statements: desk.statements.total(),
    slowQueries: desk.statements.slow().map(({ sql: text, ms, at }) => ({ sql: text, ms, at: at.toISOString() })),
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

/** Rows looked at for orphans, the newest: there is no cheap way to find them all. */
const ORPHAN_SPAN = 20_000;

/** Rows whose other half is gone. */
export async function countOrphans({ prisma }: ReadContext): Promise<DiagnosticsView["orphans"]> {
  const [row] = await prisma.$queryRaw<Record<string, unknown>[]>(sql`select
    (select count(*) from (select JOB_INSTANCE_ID from BATCH_JOB_EXECUTION order by JOB_EXECUTION_ID desc limit ${ORPHAN_SPAN}) e
      where not exists (select 1 from BATCH_JOB_INSTANCE i where i.JOB_INSTANCE_ID = e.JOB_INSTANCE_ID)) as executions,
    (select count(*) from (select JOB_INSTANCE_ID from BATCH_JOB_INSTANCE order by JOB_INSTANCE_ID desc limit ${ORPHAN_SPAN}) i
      where not exists (select 1 from BATCH_JOB_EXECUTION e where e.JOB_INSTANCE_ID = i.JOB_INSTANCE_ID)) as instances,
    (select count(*) from (select JOB_EXECUTION_ID from BATCH_STEP_EXECUTION order by STEP_EXECUTION_ID desc limit ${ORPHAN_SPAN}) s
      where not exists (select 1 from BATCH_JOB_EXECUTION e where e.JOB_EXECUTION_ID = s.JOB_EXECUTION_ID)) as steps`);
  return {
    executionsWithoutInstance: capped(row?.executions),
    instancesWithoutExecution: capped(row?.instances),
    stepsWithoutExecution: capped(row?.steps),
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
