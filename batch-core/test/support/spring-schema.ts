import { readFileSync } from "node:fs";
import type { Database, Dialect, Generation } from "../../src/index.ts";

export interface SpringSchema {
  readonly generation: Generation;
  /** What ids are taken from on MySQL and MariaDB. */
  readonly sequences: "tables" | "sequences";
  readonly prefix?: string;
}

/** The schemas that Spring Batch's own scripts make: 4.x knows no sequences. */
export const SPRING_SCHEMAS: readonly SpringSchema[] = [
  { generation: 4, sequences: "tables" },
  { generation: 5, sequences: "tables" },
  { generation: 5, sequences: "sequences" },
  { generation: 6, sequences: "tables" },
  { generation: 6, sequences: "sequences" },
];

/** Creates what the script of that Spring Batch creates, and nothing else; `foreign-generations.test.ts` compares it with real databases. */
export async function createSpringTables(database: Database, schema: SpringSchema): Promise<void> {
  for (const statement of statementsOf(database.dialect, schema)) await database.execute(statement);
}

function statementsOf(dialect: Dialect, { generation, sequences, prefix = "BATCH_" }: SpringSchema): string[] {
  const file = new URL(`../../src/repository/migrations/0001-metadata-tables.${dialect}.sql`, import.meta.url);
  const script4 = readFileSync(file, "utf8").replaceAll(/^--.*\n/gm, "");
  let script = generation === 4 ? script4 : toGeneration5(script4);
  if (generation === 6) script = script.replaceAll("BATCH_JOB_SEQ", "BATCH_JOB_INSTANCE_SEQ");
  if (sequences === "sequences" && dialect === "mysql") script = withSequences(script);
  // Names of indexes and constraints are one per database: whoever makes a second set of tables renames them.
  if (prefix.toUpperCase() !== "BATCH_") script = script.replaceAll(/\b(\w+_(?:UN|FK))\b/g, `${prefix}$1`);
  return script
    .replaceAll("BATCH_", prefix)
    .split(";\n")
    .map((statement) => statement.trim().replace(/;$/, ""))
    .filter((statement) => statement !== "");
}

function toGeneration5(script: string): string {
  return script
    .replace(/,\n *JOB_CONFIGURATION_LOCATION.*/, ",")
    .replace(
      / *TYPE_CD[\s\S]*?DOUBLE_VAL.*\n/,
      "  PARAMETER_NAME VARCHAR(100) NOT NULL,\n  PARAMETER_TYPE VARCHAR(100) NOT NULL,\n  PARAMETER_VALUE VARCHAR(2500),\n",
    )
    .replace(/ START_TIME (\S+) NOT NULL,/, " CREATE_TIME $1 NOT NULL,\n  START_TIME $1 DEFAULT NULL,");
}

function withSequences(script: string): string {
  return script
    .replaceAll(
      /create table (\w+_SEQ) \([^;]*;/g,
      "create sequence $1 start with 1 minvalue 1 maxvalue 9223372036854775806 increment by 1 nocache nocycle ENGINE=InnoDB;",
    )
    .replaceAll(/insert into \w+_SEQ [^;]*;/g, "");
}
