import "server-only";
import { z } from "zod";
import type { DiagnosticsView } from "@/lib/shared/views";
import { component } from "./component";
import { executionRow } from "./execution-row";
import { count, id, instant, milliseconds, number, text } from "./values";

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
