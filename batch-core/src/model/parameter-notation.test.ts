import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JobParameter } from "./job-parameters.ts";
import {
  formatParameters4,
  formatParameters5,
  formatParametersJson,
  parseParameters4,
  parseParameters5,
  parseParametersJson,
} from "./parameter-notation.ts";

const string = (value: string, identifying = true): JobParameter => ({ type: "STRING", value, identifying });
const long = (value: bigint, identifying = true): JobParameter => ({ type: "LONG", value, identifying });
const double = (value: number, identifying = true): JobParameter => ({ type: "DOUBLE", value, identifying });
const date = (iso: string, identifying = true): JobParameter => ({ type: "DATE", value: new Date(iso), identifying });
const other = (javaType: string, value: string, identifying = true): JobParameter => ({
  type: "OTHER",
  javaType,
  value,
  identifying,
});

describe("the notation of 4.x", () => {
  it.each<[string, string, string, JobParameter]>([
    ["name", "x", "name", string("x")],
    ["+name", "x", "name", string("x")],
    ["name(string)", "x", "name", string("x")],
    ["-name", "x", "name", string("x", false)],
    ["name", "", "name", string("")],
    ["run.id(long)", "5", "run.id", long(5n)],
    ["run.id(long)", "1,234", "run.id", long(1234n)],
    ["run.id(long)", "-9,223,372,036,854,775,808", "run.id", long(-(2n ** 63n))],
    ["run.id(long)", "1.0", "run.id", long(1n)],
    ["run.id(long)", "1E3", "run.id", long(1000n)],
    ["-run.id(long)", "5", "run.id", long(5n, false)],
    ["amt(double)", "12345678.9", "amt", double(12_345_678.9)],
    ["amt(double)", "1,234.5", "amt", double(1234.5)],
    ["amt(double)", "1.0E7", "amt", double(1e7)],
    ["amt(double)", "5", "amt", double(5)],
    ["amt(double)", "NaN", "amt", double(Number.NaN)],
    ["d(date)", "2024/01/15", "d", date("2024-01-14T15:00:00Z")],
    ["-d(date)", "2024/1/5", "d", date("2024-01-04T15:00:00Z", false)],
    // Only lower case is a type; what looks like one is part of the name.
    ["run.id(LONG)", "5", "run.id(LONG)", string("5")],
    ["name(STRING)", "x", "name(STRING)", string("x")],
    ["run.id (long)x", "5", "run.id (long)x", string("5")],
    ["--name", "x", "-name", string("x", false)],
  ])("%s=%s", (key, text, name, parameter) => {
    expect(parseParameters4([[key, text]], "Asia/Seoul")).toEqual({
      parameters: new Map([[name, parameter]]),
      problems: {},
    });
  });

  it.each([
    ["run.id(long)", "1.5", '"1.5" is no whole number of 64 bits'],
    ["run.id(long)", "9223372036854775808", '"9223372036854775808" is no whole number of 64 bits'],
    ["run.id(long)", "12abc", '"12abc" is no whole number of 64 bits'],
    ["run.id(long)", "", '"" is no whole number of 64 bits'],
    ["run.id(long)", " 5", '" 5" is no whole number of 64 bits'],
    ["amt(double)", "+5", '"+5" is no number'],
    ["amt(double)", "1e3", '"1e3" is no number'],
    ["d(date)", "2024-01-15", '"2024-01-15" is no date; write it as yyyy/MM/dd'],
    ["d(date)", "2024/02/30", '"2024/02/30" is no date; write it as yyyy/MM/dd'],
    ["d(date)", "2024/01/15 10:30", '"2024/01/15 10:30" is no date; write it as yyyy/MM/dd'],
  ])("%s=%s is a problem", (key, text, problem) => {
    expect(parseParameters4([[key, text]], "UTC")).toEqual({ parameters: new Map(), problems: { [key]: problem } });
  });

  it("is written with the same suffixes, without null values and time of day", () => {
    const parameters = new Map<string, JobParameter>([
      ["name", string("x")],
      ["comment", string("y", false)],
      ["run.id", long(1234n)],
      ["amt", double(1e7, false)],
      ["d", date("2024-01-14T16:45:00Z")],
      ["gone", { type: "LONG", value: null, identifying: true }],
    ]);
    expect(formatParameters4(parameters, "Asia/Seoul")).toEqual([
      ["name", "x"],
      ["-comment", "y"],
      ["run.id(long)", "1234"],
      ["-amt(double)", "1.0E7"],
      ["d(date)", "2024/01/15"],
    ]);
  });
});

describe("the notation of 5.x and 6.x", () => {
  it.each<[string, JobParameter]>([
    ["x", string("x")],
    ["5,java.lang.Long", long(5n)],
    [" 5 ,java.lang.Long", long(5n)],
    ["0x1F,java.lang.Long", long(31n)],
    ["1.0E7,java.lang.Double,false", double(1e7, false)],
    ["2024-01-15,java.time.LocalDate,false", other("java.time.LocalDate", "2024-01-15", false)],
    ["10:30,java.time.LocalTime", other("java.time.LocalTime", "10:30:00")],
    ["2024-01-15T10:30:15.10,java.time.LocalDateTime", other("java.time.LocalDateTime", "2024-01-15T10:30:15.1")],
    ["2024-01-15T10:30:00Z,java.util.Date", date("2024-01-15T10:30:00Z")],
    ["2024-01-15T10:30:00.123Z,java.util.Date", date("2024-01-15T10:30:00.123Z")],
    ["2024-01-15T10:30:00+01:00,java.util.Date", date("2024-01-15T09:30:00Z")],
    ["yes,java.lang.Boolean", other("java.lang.Boolean", "true")],
    ["+10.50,java.math.BigDecimal", other("java.math.BigDecimal", "10.50")],
    ["1e3,java.math.BigDecimal", other("java.math.BigDecimal", "1E+3")],
    ["007,java.lang.Integer", other("java.lang.Integer", "7")],
    ["RED,com.acme.Outer$Colour", other("com.acme.Outer$Colour", "RED")],
    ["", string("")],
    [",java.lang.String,false", string("", false)],
    ["x,java.lang.String,no", string("x", false)],
    ["x,java.lang.String,TRUE", string("x")],
    ["x,java.lang.String,true,more,and more", string("x")],
  ])("k=%s", (text, parameter) => {
    expect(parseParameters5([["k", text]])).toEqual({ parameters: new Map([["k", parameter]]), problems: {} });
  });

  it.each([
    ["a,b,c", '"b" is no Java class; a value with commas needs the JSON notation'],
    ["1,234,java.lang.Long", '"234" is no Java class; a value with commas needs the JSON notation'],
    ["x,", '"" is no Java class; a value with commas needs the JSON notation'],
    ["2024-01-15,java.util.Date", '"2024-01-15" is no java.util.Date'],
    ["2024-01-15T10:30:00+19:00,java.util.Date", '"2024-01-15T10:30:00+19:00" is no java.util.Date'],
    ["2024-02-30T00:00:00Z,java.util.Date", '"2024-02-30T00:00:00Z" is no java.util.Date'],
    ["2024-02-30,java.time.LocalDate", '"2024-02-30" is no java.time.LocalDate'],
    ["25:00,java.time.LocalTime", '"25:00" is no java.time.LocalTime'],
    ["1.5,java.lang.Long", '"1.5" is no java.lang.Long'],
    ["9223372036854775808,java.lang.Long", '"9223372036854775808" is no java.lang.Long'],
    ["32768,java.lang.Short", '"32768" is no java.lang.Short'],
    [",java.lang.Long", '"" is no java.lang.Long'],
    ["maybe,java.lang.Boolean", '"maybe" is no java.lang.Boolean'],
    ["1-2,java.util.UUID", '"1-2" is no java.util.UUID'],
  ])("k=%s is a problem", (text, problem) => {
    expect(parseParameters5([["k", text]])).toEqual({ parameters: new Map(), problems: { k: problem } });
  });

  it("is always written with all three parts", () => {
    const parameters = new Map<string, JobParameter>([
      ["a", string("x")],
      ["b", long(5n, false)],
      ["c", date("2024-01-15T10:30:00Z")],
      ["d", double(0.1)],
      ["e", other("java.time.LocalDate", "2024-01-15")],
      ["gone", { type: "STRING", value: null, identifying: true }],
    ]);
    expect(formatParameters5(parameters)).toEqual([
      ["a", "x,java.lang.String,true"],
      ["b", "5,java.lang.Long,false"],
      ["c", "2024-01-15T10:30:00Z,java.util.Date,true"],
      ["d", "0.1,java.lang.Double,true"],
      ["e", "2024-01-15,java.time.LocalDate,true"],
    ]);
    expect(parseParameters5(formatParameters5(parameters)).parameters.size).toBe(5);
  });
});

describe("the JSON notation", () => {
  it.each<[string, JobParameter]>([
    ['{"value":"a,b"}', string("a,b")],
    ['{"value":"5","type":"java.lang.Long","identifying":"false"}', long(5n, false)],
    ['{"value":5,"type":"java.lang.Long","identifying":false}', long(5n, false)],
    ['{"name":"k","value":"x","type":"java.lang.String","identifying":"true"}', string("x")],
    ['{"value":"2024-01-15","type":"java.time.LocalDate"}', other("java.time.LocalDate", "2024-01-15")],
  ])("k=%s", (text, parameter) => {
    expect(parseParametersJson([["k", text]])).toEqual({ parameters: new Map([["k", parameter]]), problems: {} });
  });

  it.each([
    ["x", '"x" is no JSON object'],
    ["[]", '"[]" is no JSON object'],
    ["{}", "the JSON has no value"],
    ['{"value":null}', "the JSON has no value"],
    ['{"value":{}}', '"{"value":{}}" is no JSON object'],
    ['{"value":"x","kind":"y"}', 'the JSON has an unknown member "kind"'],
    ['{"value":"x","type":"Long"}', '"Long" is no Java class'],
    ['{"value":"x","type":"java.lang.Long"}', '"x" is no java.lang.Long'],
  ])("k=%s is a problem", (text, problem) => {
    expect(parseParametersJson([["k", text]])).toEqual({ parameters: new Map(), problems: { k: problem } });
  });

  it("is written with the name from 6.x on", () => {
    const parameters = new Map([["k", long(5n, false)]]);
    expect(formatParametersJson(parameters, 5)).toEqual([
      ["k", '{"value":"5","type":"java.lang.Long","identifying":"false"}'],
    ]);
    expect(formatParametersJson(parameters, 6)).toEqual([
      ["k", '{"name":"k","value":"5","type":"java.lang.Long","identifying":"false"}'],
    ]);
  });
});

describe("every notation", () => {
  const identifying = fc.boolean();
  const parameters = fc
    .dictionary(
      fc.stringMatching(/^[A-Za-z_][\w.]*$/),
      fc.oneof(
        fc.record({ type: fc.constant("STRING" as const), value: fc.string({ unit: "binary" }), identifying }),
        fc.record({
          type: fc.constant("LONG" as const),
          value: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
          identifying,
        }),
        fc.record({ type: fc.constant("DOUBLE" as const), value: fc.double({ noDefaultInfinity: true }), identifying }),
      ),
    )
    .map((record): Map<string, JobParameter> => new Map(Object.entries(record)));

  it("reads what it wrote", () => {
    fc.assert(
      fc.property(parameters, (given) => {
        expect(parseParameters4(formatParameters4(given, "UTC"), "UTC").parameters).toEqual(given);
        expect(parseParametersJson(formatParametersJson(given, 6)).parameters).toEqual(given);
        const withoutCommas = new Map([...given].filter(([, { value }]) => !String(value).includes(",")));
        expect(parseParameters5(formatParameters5(withoutCommas)).parameters).toEqual(withoutCommas);
      }),
      { numRuns: 300 },
    );
  });

  it("refuses, but never throws", () => {
    const keys = fc.oneof(fc.string(), fc.constantFrom("a(long)", "a(double)", "-a(date)", "__proto__"));
    fc.assert(
      fc.property(keys, fc.string({ unit: "binary" }), (key, text) => {
        for (const parse of [
          (n: [string, string][]) => parseParameters4(n, "Asia/Seoul"),
          parseParameters5,
          parseParametersJson,
        ]) {
          const { parameters: read, problems } = parse([[key, text]]);
          expect(read.size + Object.keys(problems).length).toBe(1);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
