import type { ExecutionRow } from "./execution-row";
import type { Count, Id, Instant } from "./values";

export interface DiagnosticsView {
  readonly readAt: Instant;
  readonly database: string;
  readonly serverVersion: string;
  /** Without password. */
  readonly url: string;
  readonly generation: 4 | 5 | 6;
  readonly tablePrefix: string;
  readonly timeZone: string;
  readonly sideTables: boolean;
  /** How ids are taken, and the names of instance, execution and step sequence. */
  readonly sequences: {
    readonly kind: "mysql-table" | "mariadb-sequence" | "sqlite-table";
    readonly names: readonly string[];
  };
  /** How new contexts are written. */
  readonly contextFormat: string;
  readonly readOnly: boolean;
  /** What the database user may do. */
  readonly rights: { readonly operate: boolean; readonly launch: boolean; readonly sideTables: boolean };
  /** Database clock minus ours. */
  readonly clockSkewMs: number | null;
  /** How far the newest rows lie in the future, when they do: then the zone of the rows is another one than was told. */
  readonly aheadMs: number | null;
  /** What a row that was written while somebody looked tells of the clock of the application; null when none was. */
  readonly zoneEvidence: {
    /** That clock minus the one of the zone that was told: 0 when the zone is right. */
    readonly differenceMs: number;
    /** Of that clock: `UTC-05:00`. */
    readonly offset: string;
    /** Familiar zones with that offset now. */
    readonly zones: readonly string[];
    readonly at: Instant;
  } | null;
  /** What an upgrade from 4.x left behind, among the newest rows; null in any other database. */
  readonly migration: {
    readonly executions: Count;
    readonly lostValues: Count;
    readonly stepsWithoutCreateTime: Count;
  } | null;
  readonly tables: readonly {
    readonly name: string;
    readonly rows: number;
    /** Not counted, because there are too many: what the database supposes. */
    readonly estimated: boolean;
    readonly exists: boolean;
  }[];
  /** Executions that started lately. */
  readonly growth: { readonly lastDay: Count; readonly lastWeek: Count };
  readonly indexes: readonly IndexCheck[];
  readonly longRunning: readonly ExecutionRow[];
  readonly orphans: {
    readonly executionsWithoutInstance: Count;
    readonly instancesWithoutExecution: Count;
    readonly stepsWithoutExecution: Count;
    /** So many of the newest rows were looked at. */
    readonly lookedAt: number;
  };
  readonly nodes: readonly NodeRow[];
  /** What the console asked of the database since it started, and how long it waited for it. */
  readonly statements: { readonly count: number; readonly ms: number };
  readonly slowQueries: readonly { readonly sql: string; readonly ms: number; readonly at: Instant }[];
  readonly versions: Readonly<Record<string, string>>;
}

export interface IndexCheck {
  readonly table: string;
  readonly columns: readonly string[];
  readonly present: boolean;
  readonly use: IndexUse;
  readonly ddl: string;
}

/** What an index makes cheap. */
export type IndexUse = "attempts" | "status" | "time" | "steps" | "parameters" | "parameter-search" | "instances";

export interface NodeRow {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly started: Instant | null;
  readonly heartbeat: Instant | null;
  readonly state: "UP" | "DRAINING" | "DOWN" | "MISSING";
  readonly executions: readonly Id[];
}
