import { describe, expect, it } from "vitest";
import { IncorrectLineLengthError, IncorrectTokenCountError } from "../../src/errors.ts";
import {
  type DelimitedTokenizerOptions,
  delimitedTokenizer,
  fieldSet,
  fixedLengthTokenizer,
  patternMatchingTokenizer,
  regexTokenizer,
} from "../../src/item/index.ts";

describe("delimitedTokenizer cuts as Spring Batch does", () => {
  it.each<[string, string[], DelimitedTokenizerOptions?]>([
    ["a,,c", ["a", "", "c"]],
    ["a,b,", ["a", "b", ""]],
    [",", ["", ""]],
    ["", []],
    ['"a,b",c', ["a,b", "c"]],
    ['"a ""q"" b",c', ['a "q" b', "c"]],
    [' "a" ,b', ["a", "b"]],
    ["  a , b ", ["  a ", " b "]],
    ['a"b,c"d', ['a"b,c"d']],
    ['"abc,d', ['"abc,d']],
    ['"a"b,c', ['"a"b', "c"]],
    ['"', ['"']],
    ["a|b||c", ["a|b", "c"], { delimiter: "||" }],
    ["a||", ["a", ""], { delimiter: "||" }],
    ['"a||b"||c', ["a||b", "c"], { delimiter: "||" }],
    ["a,b,c,d", ["a", "c"], { includedFields: [0, 2] }],
    ["a,b", ["a"], { includedFields: [0, 2] }],
    ["'a,b',c", ["a,b", "c"], { quote: "'" }],
    ['""', [""]],
    ['a,"b,', ["a", '"b', ""]],
    [' \u00A0"a"', [' \u00A0"a"']],
  ])("%j", (line, tokens, options) => {
    expect(delimitedTokenizer(options)(line).values).toEqual(tokens);
  });

  it("wants as many fields as names, or makes do", () => {
    const names = ["a", "b"];
    const strict = delimitedTokenizer({ names });
    expect(strict("1,2").toRecord()).toEqual({ a: "1", b: "2" });
    for (const [line, actual] of [
      ["1", 1],
      ["1,2,3", 3],
      ["", 0],
    ] as const) {
      expect(() => strict(line)).toThrow(new IncorrectTokenCountError(2, actual));
    }
    const lenient = delimitedTokenizer({ names, strict: false });
    expect(["1", "1,2,3", ""].map((line) => lenient(line).values)).toEqual([
      ["1", ""],
      ["1", "2"],
      ["", ""],
    ]);
  });

  it("refuses a delimiter that cannot be one", () => {
    for (const options of [{ delimiter: "" }, { delimiter: '"' }, { quote: "" }]) {
      expect(() => delimitedTokenizer(options)).toThrow("A delimiter is not empty and not the quote");
    }
  });
});

describe("fixedLengthTokenizer cuts as Spring Batch does", () => {
  const closed = { columns: { a: [1, 3], b: [4, 5] } } as const;
  const open = { columns: { a: [1, 3], b: [4] } } as const;

  it.each([
    ["abcde", closed, ["abc", "de"]],
    ["abc  ", closed, ["abc", "  "]],
    ["abcd", open, ["abc", "d"]],
    ["abcdefgh", open, ["abc", "defgh"]],
    ["abcd", { ...closed, strict: false }, ["abc", "d"]],
    ["ab", { ...closed, strict: false }, ["ab", ""]],
    ["", { ...closed, strict: false }, ["", ""]],
    ["abcdefgh", { ...closed, strict: false }, ["abc", "de"]],
    ["ab", { ...open, strict: false }, ["ab", ""]],
    ["abcdef", { columns: { a: [1, 2], c: [5, 6] } }, ["ab", "ef"]],
  ] as const)("%j", (line, options, tokens) => {
    expect(fixedLengthTokenizer(options)(line).values).toEqual(tokens);
  });

  it.each([
    ["abcd", closed, 5, 4],
    ["abcdef", closed, 5, 6],
    ["abc", open, 4, 3],
    ["", closed, 5, 0],
  ] as const)("refuses %j", (line, options, expected, actual) => {
    expect(() => fixedLengthTokenizer(options)(line)).toThrow(new IncorrectLineLengthError(expected, actual));
  });

  it.each([[{ a: [0, 1] }], [{ a: [3, 2] }], [{ a: [1], b: [2, 3] }]] as const)("refuses the ranges %j", (columns) => {
    expect(() => fixedLengthTokenizer({ columns: { ...columns } })).toThrow("positions count from 1");
  });
});

describe("regexTokenizer", () => {
  it("takes the groups of a match, and none of a line that does not match", () => {
    const tokenize = regexTokenizer(/^(\w+)=(\w+)(!)?$/, { names: ["key", "value", "mark"] });
    expect(tokenize("a=1").toRecord()).toEqual({ key: "a", value: "1", mark: "" });
    expect(() => tokenize("nothing")).toThrow(new IncorrectTokenCountError(3, 0));
  });
});

describe("patternMatchingTokenizer", () => {
  it("lets the more specific pattern win", () => {
    const named = (name: string) => regexTokenizer(/^(.*)$/s, { names: [name] });
    const tokenize = patternMatchingTokenizer({
      "*": named("any"),
      "A*": named("a"),
      "AB*": named("ab"),
      "A?C": named("axc"),
    });
    expect(["x", "A", "ABx", "ABC", "AxC", ""].map((line) => tokenize(line).names?.[0])).toEqual([
      "any",
      "a",
      "ab",
      "ab",
      "axc",
      "any",
    ]);
    expect(() => patternMatchingTokenizer({ "A*": named("a") })("B")).toThrow("No pattern matches. Patterns: A*.");
  });
});

describe("a FieldSet converts as Spring Batch does", () => {
  const of = (value: string) => fieldSet([value], ["f"]);

  it("trims text, unless it is asked for raw", () => {
    expect(of(" \ta ").readString("f")).toBe("a");
    expect(of(" \ta ").readRawString(0)).toBe(" \ta ");
    expect(of("\u00A0a").readString(0)).toBe("\u00A0a");
  });

  it.each([
    ["1", 1],
    [" -42 ", -42],
    ["1,234", 1234],
    ["1.9", 1],
    ["2147483647", 2147483647],
    ["1E2", 100],
  ])("reads %j as the int %d", (text, value) => expect(of(text).readInt("f")).toBe(value));

  it.each(["", "x", "1x", "1 2", "+1", "1e2", "0x1", "2147483648", "-"])("refuses %j as an int", (text) => {
    expect(() => of(text).readInt("f")).toThrow(/field "f"/);
  });

  it("reads longs, doubles and decimals", () => {
    expect(of("9,223,372,036,854,775,807").readLong("f")).toBe(9223372036854775807n);
    expect(of("-.5").readLong("f")).toBe(0n);
    expect(() => of("9223372036854775808").readLong("f")).toThrow("64 bits");
    expect(of("1,234.50").readDouble("f")).toBe(1234.5);
    expect(of("12,345,678,901,234,567.890").readDecimal("f")).toBe("12345678901234567.890");
    // As Java's BigDecimal prints them.
    expect(["06", "-3E56", "0E02", ".50"].map((text) => of(text).readDecimal("f"))).toEqual([
      "6",
      "-3E+56",
      "0E+2",
      "0.50",
    ]);
  });

  it("takes a default for an empty field, not for a wrong one", () => {
    expect(of(" ").readInt("f", 7)).toBe(7);
    expect(of("").readLong("f", 7n)).toBe(7n);
    expect(of("").readDouble("f", 0.5)).toBe(0.5);
    expect(of("").readDecimal("f", "0.00")).toBe("0.00");
    expect(of("").readDate("f", "yyyy-MM-dd", new Date(0))).toEqual(new Date(0));
    expect(() => of("x").readInt("f", 7)).toThrow("no number");
  });

  it("reads only exactly true as true", () => {
    expect(["true", " true ", "TRUE", "1", ""].map((text) => of(text).readBoolean("f"))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(of("Y").readBoolean("f", "Y")).toBe(true);
  });

  it("reads dates that exist", () => {
    expect(of("2024-02-29").readDate("f")).toEqual(new Date("2024-02-29T00:00:00Z"));
    expect(of("31.12.2026 23:59:58.007").readDate("f", "dd.MM.yyyy HH:mm:ss.SSS")).toEqual(
      new Date("2026-12-31T23:59:58.007Z"),
    );
    expect(of("20260102").readDate("f", "yyyyMMdd")).toEqual(new Date("2026-01-02T00:00:00Z"));
    expect(of("2026-1-2").readDate("f")).toEqual(new Date("2026-01-02T00:00:00Z"));
    for (const text of ["2023-02-29", "2026-13-01", "2026-00-10", "26-01-02", "2026-01-023", "x", ""]) {
      expect(() => of(text).readDate("f")).toThrow("no date of the form yyyy-MM-dd");
    }
    expect(() => of("25:00").readDate("f", "HH:mm")).toThrow("no date");
    expect(() => of("2026102").readDate("f", "yyyyMMdd")).toThrow("no date");
  });

  it("knows its fields", () => {
    const fields = fieldSet(["1", " two "], ["a", "b"]);
    expect(fields.fieldCount).toBe(2);
    expect(fields.toRecord()).toEqual({ a: "1", b: "two" });
    expect(() => fields.readString("c")).toThrow('There is no field "c". Fields: a, b.');
    expect(() => fields.readString(2)).toThrow("There is no field 2");
    expect(() => fieldSet(["1"]).readString("a")).toThrow("The fields have no names");
  });
});
