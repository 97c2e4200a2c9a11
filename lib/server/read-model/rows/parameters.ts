import "server-only";
import { type ParameterType, valueText } from "batch-core/model";
import { cut } from "@/lib/shared/cut";
import { instantToWallClock } from "../../engine";
import { type Maskable, maskValue } from "../../masking";
import type { ReadContext } from "../read-context";
import { empty, join, type Sql, sql } from "./sql";
import { toDate, toText } from "./values";

/** A parameter as stored, in any generation of the tables, not masked: it does not leave the read model like this. */
export interface StoredParameter extends Maskable {
  readonly name: string;
  readonly type: ParameterType;
  readonly storedType: string;
  /** A date at midnight of the tables' zone as the bare day, any other as an instant. */
  readonly value: string | null;
  /** An upgrade from 4.x dropped the column it was in. */
  readonly lost: boolean;
  /** Of a DATE. */
  readonly instant: Date | null;
  readonly identifying: boolean;
}

/**
 * Parameters of several executions in one statement, by execution id, identifying ones first and then by name.
 * @param only  name of the one that is wanted
 */
export async function parametersOf(
  { prisma, layout }: Pick<ReadContext, "prisma" | "layout">,
  executionIds: readonly string[],
  only?: string,
): Promise<ReadonlyMap<string, readonly StoredParameter[]>> {
  const byExecution = new Map<string, StoredParameter[]>();
  if (executionIds.length === 0) return byExecution;
  const ids = join(executionIds.map(BigInt));
  const rows = await prisma.$queryRaw<Record<string, unknown>[]>(sql`
    select JOB_EXECUTION_ID as executionId, ${layout.generation === 4 ? TYPED_COLUMNS : TEXT_COLUMNS}, IDENTIFYING as identifying
    from BATCH_JOB_EXECUTION_PARAMS where JOB_EXECUTION_ID in (${ids})
    ${only === undefined ? empty : sql`and ${nameColumn(layout)} = ${only}`}`);
  for (const row of rows) {
    const id = String(row.executionId);
    const parameter = layout.generation === 4 ? readTyped(row, layout.timeZone) : readText(row);
    byExecution.set(id, [...(byExecution.get(id) ?? []), parameter]);
  }
  for (const parameters of byExecution.values()) parameters.sort(byImportance);
  return byExecution;
}

export function nameColumn({ generation }: ReadContext["layout"]): Sql {
  return generation === 4 ? sql`KEY_NAME` : sql`PARAMETER_NAME`;
}

/** Time as text: an impossible date must not cost the row. */
const TYPED_COLUMNS: Sql = sql`KEY_NAME as name, TYPE_CD as type, STRING_VAL as stringValue, cast(DATE_VAL as char) as dateValue,
  LONG_VAL as longValue, cast(DOUBLE_VAL as char) as doubleValue`;
const TEXT_COLUMNS: Sql = sql`PARAMETER_NAME as name, PARAMETER_TYPE as type, PARAMETER_VALUE as value`;

/** Only the column that TYPE_CD names means anything; the others hold dummies. */
function readTyped(row: Record<string, unknown>, timeZone: string): StoredParameter {
  const storedType = toText(row.type) ?? "";
  const head = {
    name: toText(row.name) ?? "",
    storedType,
    instant: null,
    lost: false,
    identifying: isYes(row.identifying),
  };
  switch (storedType.toUpperCase()) {
    case "LONG":
      return { ...head, type: "LONG", value: toText(row.longValue) };
    case "DOUBLE":
      return { ...head, type: "DOUBLE", value: doubleText(row.doubleValue) };
    case "DATE":
      return { ...head, type: "DATE", ...readDate(row.dateValue, timeZone) };
    default:
      return { ...head, type: "STRING", value: toText(row.stringValue) };
  }
}

/** As Java prints it. */
function doubleText(value: unknown): string | null {
  return value === null || value === undefined
    ? null
    : valueText({ type: "DOUBLE", value: Number(value), identifying: true });
}

function readDate(value: unknown, timeZone: string): Pick<StoredParameter, "value" | "instant"> {
  const instant = toDate(value, timeZone);
  return { value: instant ? dateText(instant, timeZone) : toText(value), instant };
}

/** Midnight of the tables' zone as the bare day, any other date as an instant. */
export function dateText(instant: Date, timeZone: string): string {
  const [day, time] = instantToWallClock(instant, timeZone).split(" ");
  return time === "00:00:00.000" && day ? day : instant.toISOString();
}

/** Class names of Java, or the type words that an upgrade from 4.x left in the column. Never resolved. */
const TYPES_BY_NAME: Readonly<Record<string, ParameterType>> = {
  "java.lang.String": "STRING",
  "java.lang.Long": "LONG",
  "java.lang.Double": "DOUBLE",
  "java.util.Date": "DATE",
  STRING: "STRING",
  LONG: "LONG",
  DOUBLE: "DOUBLE",
  DATE: "DATE",
};

/** Words of 4.x whose values were in columns that the upgrade to 5 drops; what is left in the column of texts is empty. */
const LOST_BY_MIGRATION = new Set(["LONG", "DOUBLE", "DATE"]);

function readText(row: Record<string, unknown>): StoredParameter {
  const storedType = toText(row.type) ?? "";
  const value = toText(row.value);
  const lost = value === "" && LOST_BY_MIGRATION.has(storedType);
  return {
    name: toText(row.name) ?? "",
    type: TYPES_BY_NAME[storedType] ?? "OTHER",
    storedType,
    value: lost ? null : value,
    lost,
    instant: null,
    identifying: isYes(row.identifying),
  };
}

function isYes(value: unknown): boolean {
  return toText(value)?.toUpperCase() === "Y";
}

/** Identifying ones first; counters that only make a run unique come last. */
function byImportance(a: StoredParameter, b: StoredParameter): number {
  const rank = ({ identifying, name }: StoredParameter) => (name === "run.id" ? 2 : identifying ? 0 : 1);
  return rank(a) - rank(b) || (a.name < b.name ? -1 : 1);
}

const KEY_VALUE_LENGTH_MAX = 250;

/** As a list shows them: masked, long values cut. */
export function keyParameters(parameters: readonly StoredParameter[], alsoSecret: ReadonlySet<string>) {
  return parameters.map((parameter) => {
    const value = maskValue(parameter, alsoSecret);
    const shown = value && value.length > KEY_VALUE_LENGTH_MAX ? `${cut(value, KEY_VALUE_LENGTH_MAX - 1)}…` : value;
    return { name: parameter.name, value: shown, identifying: parameter.identifying };
  });
}
