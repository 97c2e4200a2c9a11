import "server-only";
import { z } from "zod";
import type {
  AuditPage,
  CountCard,
  DayView,
  DiagnosticsView,
  OverviewView,
  RunningBoardView,
} from "@/lib/shared/views";
import { auditEntry, batchStatus, component, count, id, instant, milliseconds, number, text } from "./common";
import { executionRow, liveness, stripCell } from "./executions";

const runningRow = component(
  "RunningRow",
  "An execution at work.",
  z.strictObject({
    id,
    jobName: text.nullable(),
    instanceId: id.nullable(),
    status: batchStatus,
    liveness,
    started: instant.nullable(),
    elapsedMs: milliseconds,
    usualMs: milliseconds,
    slowMs: milliseconds,
    step: z.strictObject({ name: text, index: number, of: number.nullable() }).nullable(),
    read: number,
    written: number,
    skipped: number,
    readPerSecond: number.nullable(),
    writtenPerSecond: number.nullable(),
    lastCommit: instant.nullable(),
    partitions: z.strictObject({ done: number, total: number }).nullable(),
    host: text.nullable(),
    requestedBy: text.nullable(),
    eta: z.strictObject({ at: instant, basis: z.enum(["usual-duration", "usual-items"]) }).nullable(),
  }),
);

export const runningBoard = component(
  "RunningBoard",
  "What runs now; `waiting` are asked for and wait for a free slot.",
  z.strictObject({ readAt: instant, rows: z.array(runningRow), waiting: number }),
) satisfies z.ZodType<RunningBoardView>;

/** The filter as the list takes it apart; its one text form is the query string. */
const filter = component(
  "ExecutionFilter",
  "The filter of a list of executions.",
  z.strictObject({
    job: z.array(text),
    notJob: z.array(text),
    status: z.array(batchStatus),
    exit: z.array(text),
    parameters: z.array(z.strictObject({ name: text, value: text })),
    started: text.nullable(),
    duration: text.nullable(),
    skips: text.nullable(),
    text: text.nullable(),
    instance: text.nullable(),
    id: text.nullable(),
    stuck: z.boolean(),
  }),
);

const card = component(
  "CountCard",
  "A number and the filter of the list it counts.",
  z.strictObject({ count, filter }),
) satisfies z.ZodType<CountCard>;

export const overview = component(
  "Overview",
  "How the shift stands.",
  z.strictObject({
    readAt: instant,
    since: instant,
    failed: card,
    running: card,
    stopping: card,
    stuck: card,
    stopped: card,
    completed: card,
    jobs: z.array(
      z.strictObject({
        jobName: text,
        launchable: z.boolean(),
        last: executionRow.nullable(),
        lastSuccess: instant.nullable(),
        strip: z.array(stripCell),
      }),
    ),
    failures: z.array(
      z.strictObject({
        id,
        jobName: text.nullable(),
        step: text.nullable(),
        ended: instant.nullable(),
        firstLine: text.nullable(),
      }),
    ),
    live: z.array(runningRow),
  }),
) satisfies z.ZodType<OverviewView>;

export const day = component(
  "Day",
  "What ran between two instants, a lane per job.",
  z.strictObject({
    readAt: instant,
    from: instant,
    to: instant,
    lanes: z.array(z.strictObject({ jobName: text, bars: z.array(stripCell) })),
    capped: z.boolean(),
  }),
) satisfies z.ZodType<DayView>;

export const diagnostics = component(
  "Diagnostics",
  "What a database administrator would ask.",
  z.strictObject({
    readAt: instant,
    database: text,
    serverVersion: text,
    url: text.meta({ description: "Without password." }),
    generation: z.literal([4, 5, 6]),
    tablePrefix: text,
    timeZone: text,
    sideTables: z.boolean(),
    sequences: z.strictObject({
      kind: z.enum(["mysql-table", "mariadb-sequence", "sqlite-table"]),
      names: z.array(text),
    }),
    contextFormat: text.meta({ description: "How new contexts are written." }),
    readOnly: z.boolean(),
    rights: z
      .strictObject({ operate: z.boolean(), launch: z.boolean(), sideTables: z.boolean() })
      .meta({ description: "What the database user may do." }),
    clockSkewMs: milliseconds,
    aheadMs: milliseconds.meta({ description: "How far the newest rows lie in the future: the zone told is wrong." }),
    zoneEvidence: z
      .strictObject({ differenceMs: number, offset: text, zones: z.array(text), at: instant })
      .nullable()
      .meta({ description: "What a row that was just written tells of the application's clock." }),
    migration: z
      .strictObject({ executions: count, lostValues: count, stepsWithoutCreateTime: count })
      .nullable()
      .meta({ description: "What an upgrade from 4.x left behind." }),
    tables: z.array(
      z.strictObject({
        name: text,
        rows: number,
        estimated: z.boolean().meta({ description: "Not counted, because there are too many." }),
        exists: z.boolean(),
      }),
    ),
    growth: z
      .strictObject({ lastDay: count, lastWeek: count })
      .meta({ description: "Executions that started lately." }),
    indexes: z.array(
      z.strictObject({
        table: text,
        columns: z.array(text),
        present: z.boolean(),
        use: z
          .enum(["attempts", "status", "time", "steps", "parameters", "parameter-search", "instances"])
          .meta({ description: "What it makes cheap." }),
        ddl: text,
      }),
    ),
    longRunning: z.array(executionRow),
    orphans: z.strictObject({
      executionsWithoutInstance: count,
      instancesWithoutExecution: count,
      stepsWithoutExecution: count,
      lookedAt: number,
    }),
    nodes: z.array(
      z.strictObject({
        id: text,
        host: text,
        pid: number,
        started: instant.nullable(),
        heartbeat: instant.nullable(),
        state: z.enum(["UP", "DRAINING", "DOWN", "MISSING"]),
        executions: z.array(id),
      }),
    ),
    statements: z
      .strictObject({ count: number, ms: number })
      .meta({ description: "What the console asked of the database since it started, and how long it waited for it." }),
    slowQueries: z.array(z.strictObject({ sql: text, ms: number, at: instant })),
    versions: z.record(text, text),
  }),
) satisfies z.ZodType<DiagnosticsView>;

export const auditPage = component(
  "AuditPage",
  "What operators did, newest first.",
  z.strictObject({ readAt: instant, items: z.array(auditEntry), older: id.nullable() }),
) satisfies z.ZodType<AuditPage>;

export const parameterNames = component("ParameterNames", "Names of parameters in use.", z.array(text));
