import { expect, it } from "vitest";
import { csvLine } from "./csv";

it.each([
  [[1, null, "plain"], "1,,plain"],
  [[-5], "-5"],
  [["-5"], "'-5"],
  [["=1+1"], "'=1+1"],
  [["+1"], "'+1"],
  [["@SUM(A1)"], "'@SUM(A1)"],
  [["  =1+1"], "'  =1+1"],
  [["＝1+1"], "'＝1+1"],
  [["\t=1"], "'\t=1"],
  [["\r=1"], '"\'\r=1"'],
  [['say "hi", you'], '"say ""hi"", you"'],
  [['="a"'], '"\'=""a"""'],
  [["two\nlines"], '"two\nlines"'],
  [["a=b", "x-y", "한글"], "a=b,x-y,한글"],
  [[""], ""],
])("%j is written as %s", (values, expected) => {
  expect(csvLine(values)).toBe(`${expected}\r\n`);
});
