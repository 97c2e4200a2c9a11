import type { JobParameter, JobParameters } from "../model/job-parameters.ts";
import { javaClassOf, parameterOfText, valueText } from "../model/parameter-text.ts";
import type { Row, SqlValue } from "./database.ts";
import { toInstant, toSqlTime } from "./rows.ts";
import type { Generation, TableLayout } from "./table-layout.ts";

/** BATCH_JOB_EXECUTION_PARAMS to JobParameters and back, in both shapes of the table. */

/** What to select for {@link columns4ToParameter}. */
export const PARAMETER_COLUMNS_4 = `p.KEY_NAME as name, p.TYPE_CD as type, p.STRING_VAL as stringValue, p.DATE_VAL as dateValue,
  p.LONG_VAL as longValue, p.DOUBLE_VAL as doubleValue, p.IDENTIFYING as identifying`;

/** What to select for {@link columns5ToParameter}. */
export const PARAMETER_COLUMNS_5 =
  "p.PARAMETER_NAME as name, p.PARAMETER_TYPE as type, p.PARAMETER_VALUE as value, p.IDENTIFYING as identifying";

/** Longest name, in characters, in every generation. */
const NAME_LENGTH_MAX = 100;
const TYPE_LENGTH_MAX = 100;
const VALUE_LENGTH_MAX = { 4: 250, 5: 2_500, 6: 2_500 } as const;

/** Why the tables of this generation cannot hold the parameter; null when they can. To be asked before anything is written. */
export function parameterProblem(name: string, parameter: JobParameter, generation: Generation): string | null {
  if (characters(name) > NAME_LENGTH_MAX) return `the name is longer than ${NAME_LENGTH_MAX} characters`;
  if (generation === 4) {
    if (parameter.type === "OTHER") return `a ${parameter.javaType} cannot be stored in the tables of Spring Batch 4`;
    if (parameter.type === "DOUBLE" && parameter.value !== null && !Number.isFinite(parameter.value)) {
      return "the tables of Spring Batch 4 cannot hold a number that is not finite";
    }
  } else {
    if (parameter.value === null) return "Spring Batch 5 and 6 take no parameter without a value";
    if (javaClassOf(parameter).length > TYPE_LENGTH_MAX) return `the type is longer than ${TYPE_LENGTH_MAX} characters`;
  }
  const max = VALUE_LENGTH_MAX[generation];
  const text = valueText(parameter);
  return text !== null && characters(text) > max ? `the value is longer than ${max} characters` : null;
}

/** As the tables of 4.x hold it: one column has the value, the others what Spring Batch fills in, which is never NULL. */
export function parameterToColumns4(
  name: string,
  parameter: JobParameter,
  layout: TableLayout,
): Record<string, SqlValue> {
  if (parameter.type === "OTHER") throw new TypeError(`parameterProblem() was not asked about parameter "${name}"`);
  const { type, value } = parameter;
  return {
    TYPE_CD: type,
    KEY_NAME: name,
    STRING_VAL: type === "STRING" ? value : "",
    // The driver of Java sends 1970 through its zone like any other time.
    DATE_VAL: toSqlTime(type === "DATE" ? value : new Date(0), layout),
    LONG_VAL: type === "LONG" ? value : 0,
    DOUBLE_VAL: type === "DOUBLE" ? value : 0,
    IDENTIFYING: parameter.identifying ? "Y" : "N",
  };
}

/** As the tables of 5.x and 6.x hold it: the class name and the text. */
export function parameterToColumns5(name: string, parameter: JobParameter): Record<string, SqlValue> {
  return {
    PARAMETER_NAME: name,
    PARAMETER_TYPE: javaClassOf(parameter),
    PARAMETER_VALUE: valueText(parameter),
    IDENTIFYING: parameter.identifying ? "Y" : "N",
  };
}

/** A row of {@link PARAMETER_COLUMNS_4}. Only the column that TYPE_CD points to counts. Never throws. */
export function columns4ToParameter(row: Row, layout: TableLayout): [name: string, parameter: JobParameter] {
  const name = String(row.name ?? "");
  const identifying = isYes(row.identifying);
  switch (String(row.type).toUpperCase()) {
    case "LONG":
      return [name, { type: "LONG", value: toLong(row.longValue), identifying }];
    case "DOUBLE":
      return [name, { type: "DOUBLE", value: toDouble(row.doubleValue), identifying }];
    case "DATE":
      return [name, { type: "DATE", value: toInstant(row.dateValue, layout), identifying }];
    default:
      return [name, { type: "STRING", value: toText(row.stringValue), identifying }];
  }
}

/** Type words of 4.x in the columns of 5.x: rows from before the migration, whose values that are not text are lost. */
const MIGRATED_TYPES = new Map([
  ["STRING", "java.lang.String"],
  ["LONG", "java.lang.Long"],
  ["DOUBLE", "java.lang.Double"],
  ["DATE", "java.util.Date"],
]);

/**
 * A row of {@link PARAMETER_COLUMNS_5}. A class is never resolved: what is not a string, long, double or date, or does not read as what it
 * says it is, becomes an OTHER with its text. In rows from before a migration an empty long, double or date is null. Never throws.
 */
export function columns5ToParameter(row: Row): [name: string, parameter: JobParameter] {
  const name = String(row.name ?? "");
  const identifying = isYes(row.identifying);
  const migrated = MIGRATED_TYPES.get(String(row.type ?? "STRING"));
  const javaType = migrated ?? String(row.type);
  const text = toText(row.value);
  if (text === null || (migrated && text === "" && migrated !== "java.lang.String")) {
    return [name, withoutValue(javaType, identifying)];
  }
  const known = KNOWN_CLASSES.has(javaType) ? parameterOfText(javaType, text, identifying) : null;
  return [name, known ?? { type: "OTHER", javaType, value: text, identifying }];
}

/** All rows of one execution, in either shape. */
export function rowsToParameters(rows: readonly Row[], layout: TableLayout): JobParameters {
  return new Map(
    rows.map((row) => (layout.generation === 4 ? columns4ToParameter(row, layout) : columns5ToParameter(row))),
  );
}

const KNOWN_CLASSES = new Set(MIGRATED_TYPES.values());

function withoutValue(javaType: string, identifying: boolean): JobParameter {
  switch (javaType) {
    case "java.lang.String":
      return { type: "STRING", value: null, identifying };
    case "java.lang.Long":
      return { type: "LONG", value: null, identifying };
    case "java.lang.Double":
      return { type: "DOUBLE", value: null, identifying };
    case "java.util.Date":
      return { type: "DATE", value: null, identifying };
    default:
      return { type: "OTHER", javaType, value: null, identifying };
  }
}

function isYes(value: unknown): boolean {
  return String(value ?? "").toUpperCase() === "Y";
}

function toText(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

function toLong(value: unknown): bigint | null {
  const text = toText(value);
  return text !== null && /^-?\d+$/.test(text) ? BigInt(text) : null;
}

function toDouble(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}

/** MySQL counts characters of a VARCHAR in code points. */
function characters(text: string): number {
  return [...text].length;
}
