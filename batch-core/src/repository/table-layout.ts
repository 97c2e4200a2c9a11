import type { ContextFormat } from "./context/context-format.ts";
import type { Dialect } from "./database.ts";

/** Which Spring Batch wrote the tables: 4 (2.2 to 4.3), 5 or 6. Decides parameter columns, key algorithm, sequences and context format. */
export type Generation = 4 | 5 | 6;

/**
 * How ids are taken: from a one-row table through LAST_INSERT_ID, from a real sequence, or from an AUTOINCREMENT table.
 * @see Spring Batch MySQLMaxValueIncrementer, MariaDBSequenceMaxValueIncrementer, SqliteMaxValueIncrementer
 */
export type SequenceKind = "mysql-table" | "mariadb-sequence" | "sqlite-table";

export interface TableLayout {
  readonly dialect: Dialect;
  readonly generation: Generation;
  /** Before every table of Spring Batch; `BATCH_` unless set otherwise. */
  readonly prefix: string;
  /** Before every table of our own. */
  readonly sidePrefix: string;
  /** Whether those tables exist. Without them there are no leases, no audit, and nothing is known of who runs what. */
  readonly sideTables: boolean;
  readonly sequenceKind: SequenceKind;
  readonly sequences: { readonly instance: string; readonly execution: string; readonly step: string };
  /** How new contexts are written. What is read is recognised value by value. */
  readonly contextFormat: ContextFormat;
  /** IANA name: the zone of the wall clock in the rows. */
  readonly timeZone: string;
  readonly stepCreateTime: boolean;
  /** Rows of 4.x were turned into rows of 5.x: their step CREATE_TIME is 1970, their parameters other than texts are lost. */
  readonly isMigrated: boolean;
  /** The server tells upper from lower case and the tables are in lower case, so statements have to be, too. */
  readonly lowerCaseTables: boolean;
}

/** The data tables, without their prefix. */
export const DATA_TABLES = [
  "JOB_INSTANCE",
  "JOB_EXECUTION",
  "JOB_EXECUTION_PARAMS",
  "STEP_EXECUTION",
  "STEP_EXECUTION_CONTEXT",
  "JOB_EXECUTION_CONTEXT",
] as const;

/** Our own tables begin with BATCHDECK_; a second set of Spring Batch tables in one database gets a second set of them. */
export function sidePrefixOf(prefix: string): string {
  return prefix.toUpperCase() === "BATCH_" ? "BATCHDECK_" : `BATCHDECK_${prefix}`;
}
