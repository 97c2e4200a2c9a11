import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { JobParameter } from "../src/model/job-parameters.ts";
import { isoInstant, javaClassOf, valueText } from "../src/model/parameter-text.ts";
import { jobKey } from "../src/repository/job-key.ts";
import { parameterToColumns4, parameterToColumns5, rowsToParameters } from "../src/repository/parameter-rows.ts";
import type { TableLayout } from "../src/repository/table-layout.ts";
import { DUMPS, type DumpRow, type ParameterSample, readParameters } from "./fixtures/spring-batch/read-dump.ts";

describe("parameters of real Spring Batch databases", () => {
  const url = new URL("fixtures/spring-batch/parameters.json", import.meta.url);
  // Written by extract.ts beside it.
  it.each(JSON.parse(readFileSync(url, "utf8")) as ParameterSample[])("$origin", checkSample);

  // All of them, where the dumps are at hand: BATCHDECK_SPRING_DUMPS names their folder.
  const folder = process.env.BATCHDECK_SPRING_DUMPS ?? "";
  it.skipIf(folder === "").each(DUMPS)("all parameters of %s", (dump) => {
    for (const sample of readParameters(folder, dump)) checkSample(sample);
  });
});

function checkSample({ generation, timeZone, jobKey: key, rows, expected }: ParameterSample): void {
  const layout = layoutOf(generation, timeZone);
  const parameters = rowsToParameters(rows.map(asSelected), layout);

  const shown = [...parameters].map(([name, parameter]) => ({
    name,
    type: generation === 4 ? parameter.type : javaClassOf(parameter),
    value: shownValue(parameter),
    identifying: parameter.identifying,
  }));
  const wanted = expected.map(({ name, type, value, iso, identifying }) => ({
    name,
    type,
    value: iso ? isoInstant(new Date(iso)) : value,
    identifying,
  }));
  expect(new Set(shown)).toEqual(new Set(wanted));
  expect(jobKey(parameters, generation, { timeZone })).toBe(key);

  // Written again, the rows are the same.
  for (const row of rows) {
    const name = String(row.KEY_NAME ?? row.PARAMETER_NAME);
    const parameter = parameters.get(name);
    if (!parameter) throw new Error(`no parameter ${name}`);
    const columns =
      generation === 4 ? parameterToColumns4(name, parameter, layout) : parameterToColumns5(name, parameter);
    for (const [column, value] of Object.entries(columns))
      expect({ column, value: asDumped(value) }).toEqual({ column, value: asDumped(row[column]) });
  }
}

/** A manifest shows what Java's toString gives: seconds of a time only when there are some, fractions in groups of three. */
function shownValue(parameter: JobParameter): string | null {
  const text = valueText(parameter);
  if (parameter.type !== "OTHER" || !/Local(Date)?Time$/.test(parameter.javaType)) return text;
  return (
    text
      ?.replace(/:00$/, "")
      .replace(/\.(\d+)$/, (_, digits: string) => `.${digits.padEnd(Math.ceil(digits.length / 3) * 3, "0")}`) ?? null
  );
}

/** As the statement of the repository names the columns. */
function asSelected(row: DumpRow): DumpRow {
  if ("TYPE_CD" in row) {
    const {
      KEY_NAME: name = null,
      TYPE_CD: type = null,
      STRING_VAL: stringValue = null,
      DATE_VAL: dateValue = null,
    } = row;
    const { LONG_VAL: longValue = null, DOUBLE_VAL: doubleValue = null, IDENTIFYING: identifying = null } = row;
    return { name, type, stringValue, dateValue, longValue, doubleValue, identifying };
  }
  const {
    PARAMETER_NAME: name = null,
    PARAMETER_TYPE: type = null,
    PARAMETER_VALUE: value = null,
    IDENTIFYING: identifying = null,
  } = row;
  return { name, type, value, identifying };
}

/** A dump has microseconds, and numbers as texts. */
function asDumped(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const text = String(value);
  if (/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}(000)?$/.test(text)) return text.slice(0, 23);
  return text !== "" && !Number.isNaN(Number(text)) ? String(Number(text)) : text;
}

function layoutOf(generation: 4 | 5 | 6, timeZone: string): TableLayout {
  return {
    dialect: "mysql",
    generation,
    prefix: "BATCH_",
    sidePrefix: "BATCHDECK_",
    sideTables: false,
    sequenceKind: "mysql-table",
    sequences: { instance: "BATCH_JOB_SEQ", execution: "BATCH_JOB_EXECUTION_SEQ", step: "BATCH_STEP_EXECUTION_SEQ" },
    contextFormat: "java",
    timeZone,
    stepCreateTime: generation > 4,
    isMigrated: false,
    lowerCaseTables: false,
  };
}
