import { describe, expect, it } from "vitest";
import { javaDouble, javaFloat } from "./java-double.ts";

describe("a double in Java's form", () => {
  it.each([
    [0, "0.0"],
    [-0, "-0.0"],
    [1, "1.0"],
    [-1.5, "-1.5"],
    [100, "100.0"],
    [123.456, "123.456"],
    [0.001, "0.001"],
    [0.0123, "0.0123"],
    [0.00099, "9.9E-4"],
    [9_999_999, "9999999.0"],
    [1e7, "1.0E7"],
    [12_345_678.9, "1.23456789E7"],
    [-2.5e-10, "-2.5E-10"],
    [1e21, "1.0E21"],
    [Number.MAX_VALUE, "1.7976931348623157E308"],
    [Number.MIN_VALUE, "4.9E-324"],
    [-Number.MIN_VALUE, "-4.9E-324"],
    [1e-323, "9.9E-324"],
    [2e23, "2.0E23"],
    [Number.NaN, "NaN"],
    [Number.POSITIVE_INFINITY, "Infinity"],
    [Number.NEGATIVE_INFINITY, "-Infinity"],
  ])("%s is %s", (value, text) => expect(javaDouble(value)).toBe(text));
});

describe("a float in Java's form", () => {
  it.each([
    [0.1, "0.1"],
    [1.5, "1.5"],
    [-0, "-0.0"],
    [16_777_216, "1.6777216E7"],
    [3.4028234663852886e38, "3.4028235E38"],
    [1 / 3, "0.33333334"],
    [1e-45, "1.4E-45"],
  ])("%s is %s", (value, text) => expect(javaFloat(value)).toBe(text));
});
