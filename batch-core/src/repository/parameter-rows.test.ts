import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JobParameter } from "../model/job-parameters.ts";
import type { Dialect } from "./database.ts";
import {
  columns4ToParameter,
  columns5ToParameter,
  parameterProblem,
  parameterToColumns4,
  parameterToColumns5,
} from "./parameter-rows.ts";
import type { TableLayout } from "./table-layout.ts";

function layoutOf(dialect: Dialect, timeZone: string): TableLayout {
  return {
    dialect,
    generation: 4,
    prefix: "BATCH_",
    sidePrefix: "BATCHDECK_",
    sideTables: false,
    sequenceKind: dialect === "sqlite" ? "sqlite-table" : "mysql-table",
    sequences: { instance: "BATCH_JOB_SEQ", execution: "BATCH_JOB_EXECUTION_SEQ", step: "BATCH_STEP_EXECUTION_SEQ" },
    contextFormat: "jackson-4",
    timeZone,
    stepCreateTime: false,
    isMigrated: false,
    lowerCaseTables: false,
  };
}

const seoul = layoutOf("mysql", "Asia/Seoul");
const date = new Date("2024-01-15T10:30:00.123Z");

describe("parameters in the columns of 4.x", () => {
  const dummies = { STRING_VAL: "", DATE_VAL: "1970-01-01 09:00:00.000", LONG_VAL: 0, DOUBLE_VAL: 0, IDENTIFYING: "Y" };

  it.each<[JobParameter, object]>([
    [{ type: "STRING", value: "x", identifying: true }, { STRING_VAL: "x" }],
    [
      { type: "STRING", value: null, identifying: false },
      { STRING_VAL: null, IDENTIFYING: "N" },
    ],
    [{ type: "LONG", value: 2n ** 63n - 1n, identifying: true }, { LONG_VAL: 2n ** 63n - 1n }],
    [{ type: "LONG", value: null, identifying: true }, { LONG_VAL: null }],
    [{ type: "DOUBLE", value: 1.5, identifying: true }, { DOUBLE_VAL: 1.5 }],
    [{ type: "DOUBLE", value: null, identifying: true }, { DOUBLE_VAL: null }],
    [{ type: "DATE", value: date, identifying: true }, { DATE_VAL: "2024-01-15 19:30:00.123" }],
    [{ type: "DATE", value: null, identifying: true }, { DATE_VAL: null }],
  ])("%o fills one column and leaves Spring Batch's dummies in the others", (parameter, filled) => {
    const expected = { ...dummies, ...filled, KEY_NAME: "k", TYPE_CD: parameter.type };
    expect(parameterToColumns4("k", parameter, seoul)).toEqual(expected);
  });

  it("SQLite holds times in UTC with their offset", () => {
    const columns = parameterToColumns4(
      "k",
      { type: "DATE", value: date, identifying: true },
      layoutOf("sqlite", "Asia/Seoul"),
    );
    expect(columns.DATE_VAL).toBe("2024-01-15T10:30:00.123+00:00");
  });

  it.each<[object, JobParameter]>([
    [
      { type: "LONG", longValue: 5, stringValue: "not this" },
      { type: "LONG", value: 5n, identifying: true },
    ],
    [
      { type: "LONG", longValue: "9223372036854775807" },
      { type: "LONG", value: 2n ** 63n - 1n, identifying: true },
    ],
    [
      { type: "LONG", longValue: null },
      { type: "LONG", value: null, identifying: true },
    ],
    [
      { type: "DOUBLE", doubleValue: "0.1", identifying: "y" },
      { type: "DOUBLE", value: 0.1, identifying: true },
    ],
    [
      { type: "DATE", dateValue: "2024-01-15 19:30:00.123000" },
      { type: "DATE", value: date, identifying: true },
    ],
    [
      { type: "DATE", dateValue: "0000-00-00 00:00:00" },
      { type: "DATE", value: null, identifying: true },
    ],
    [
      { type: "STRING", stringValue: null, identifying: "N" },
      { type: "STRING", value: null, identifying: false },
    ],
    [
      { type: null, stringValue: "x", identifying: null },
      { type: "STRING", value: "x", identifying: false },
    ],
  ])("%o reads as %o", (row, parameter) => {
    expect(columns4ToParameter({ name: "k", identifying: "Y", ...row }, seoul)).toEqual(["k", parameter]);
  });
});

describe("parameters in the columns of 5.x and 6.x", () => {
  it.each<[JobParameter, string, string]>([
    [{ type: "STRING", value: "", identifying: true }, "java.lang.String", ""],
    [{ type: "LONG", value: -42n, identifying: true }, "java.lang.Long", "-42"],
    [{ type: "DOUBLE", value: 1e7, identifying: true }, "java.lang.Double", "1.0E7"],
    [{ type: "DOUBLE", value: Number.NaN, identifying: true }, "java.lang.Double", "NaN"],
    [{ type: "DATE", value: date, identifying: true }, "java.util.Date", "2024-01-15T10:30:00.123Z"],
    [
      { type: "DATE", value: new Date("2024-01-15T10:30:00Z"), identifying: true },
      "java.util.Date",
      "2024-01-15T10:30:00Z",
    ],
    [
      { type: "OTHER", javaType: "java.time.LocalTime", value: "10:30:00", identifying: true },
      "java.time.LocalTime",
      "10:30:00",
    ],
    [{ type: "OTHER", javaType: "com.acme.Colour", value: "RED", identifying: true }, "com.acme.Colour", "RED"],
  ])("%o is stored as text and read back", (parameter, type, text) => {
    const columns = parameterToColumns5("k", parameter);
    expect(columns).toEqual({ PARAMETER_NAME: "k", PARAMETER_TYPE: type, PARAMETER_VALUE: text, IDENTIFYING: "Y" });
    expect(columns5ToParameter({ name: "k", type, value: text, identifying: "Y" })).toEqual(["k", parameter]);
  });

  it.each<[string | null, string | null, JobParameter]>([
    ["STRING", "x", { type: "STRING", value: "x", identifying: true }],
    ["STRING", "", { type: "STRING", value: "", identifying: true }],
    ["LONG", "", { type: "LONG", value: null, identifying: true }],
    ["DATE", "", { type: "DATE", value: null, identifying: true }],
    ["DOUBLE", null, { type: "DOUBLE", value: null, identifying: true }],
    [null, "x", { type: "STRING", value: "x", identifying: true }],
    ["java.lang.Long", "five", { type: "OTHER", javaType: "java.lang.Long", value: "five", identifying: true }],
    ["com.acme.Colour", null, { type: "OTHER", javaType: "com.acme.Colour", value: null, identifying: true }],
    ["java.lang.Boolean", "yes", { type: "OTHER", javaType: "java.lang.Boolean", value: "yes", identifying: true }],
  ])("a migrated or foreign row with type %j and value %j reads as %o", (type, value, parameter) => {
    expect(columns5ToParameter({ name: "k", type, value, identifying: "Y" })).toEqual(["k", parameter]);
  });

  it("a row without a name has an empty one", () => {
    expect(columns5ToParameter({ name: null, type: "STRING", value: "x", identifying: "Y" })[0]).toBe("");
  });

  it("every long, double and date comes back as it was", () => {
    const identifying = fc.boolean();
    const parameters: fc.Arbitrary<JobParameter> = fc.oneof(
      fc.record({
        type: fc.constant("LONG" as const),
        value: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
        identifying,
      }),
      fc.record({ type: fc.constant("DOUBLE" as const), value: fc.double(), identifying }),
      fc.record({
        type: fc.constant("DATE" as const),
        value: fc.date({ min: new Date("0000-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }),
        identifying,
      }),
    );
    fc.assert(
      fc.property(parameters, (parameter) => {
        const columns = parameterToColumns5("k", parameter);
        const row = { type: columns.PARAMETER_TYPE, value: columns.PARAMETER_VALUE, identifying: columns.IDENTIFYING };
        expect(columns5ToParameter({ name: "k", ...row })).toEqual(["k", parameter]);
      }),
    );
  });
});

describe("what a table cannot hold is known before it is written", () => {
  const text = (length: number): JobParameter => ({ type: "STRING", value: "😀".repeat(length), identifying: true });

  it.each([
    [text(250), 4, null],
    [text(251), 4, "the value is longer than 250 characters"],
    [text(2500), 5, null],
    [text(2501), 6, "the value is longer than 2500 characters"],
    [{ type: "STRING", value: null, identifying: true }, 4, null],
    [{ type: "STRING", value: null, identifying: true }, 5, "Spring Batch 5 and 6 take no parameter without a value"],
    [
      { type: "DOUBLE", value: Number.NaN, identifying: true },
      4,
      "the tables of Spring Batch 4 cannot hold a number that is not finite",
    ],
    [
      { type: "OTHER", javaType: "java.time.LocalDate", value: "2024-01-15", identifying: true },
      4,
      "a java.time.LocalDate cannot be stored in the tables of Spring Batch 4",
    ],
  ] as const)("%o in generation %i: %s", (parameter, generation, problem) => {
    expect(parameterProblem("k", parameter, generation)).toBe(problem);
  });

  it("names have 100 characters at most", () => {
    expect(parameterProblem("n".repeat(101), text(1), 6)).toBe("the name is longer than 100 characters");
  });
});
