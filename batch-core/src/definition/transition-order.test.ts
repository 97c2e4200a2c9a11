import { describe, expect, it } from "vitest";
import { PATTERNS_IN_ORDER } from "../../test/vectors/exit-code-rules.ts";
import { comparePatterns, matchesPattern } from "./transition-order.ts";

describe("the order of patterns", () => {
  it("is from the most to the least specific, however they were registered", () => {
    expect([...PATTERNS_IN_ORDER].sort(comparePatterns)).toEqual(PATTERNS_IN_ORDER);
    expect([...PATTERNS_IN_ORDER].reverse().sort(comparePatterns)).toEqual(PATTERNS_IN_ORDER);
    expect([...PATTERNS_IN_ORDER.slice(7), ...PATTERNS_IN_ORDER.slice(0, 7)].sort(comparePatterns)).toEqual(
      PATTERNS_IN_ORDER,
    );
  });

  it("takes equal patterns for equal", () => {
    expect(comparePatterns("C*", "C*")).toBe(0);
  });
});

describe("a pattern", () => {
  it.each([
    ["*", "", true],
    ["*", "ANYTHING", true],
    ["", "ANYTHING", true],
    [" ", "ANYTHING", true],
    ["COMPLETED", "COMPLETED", true],
    ["COMPLETED", "COMPLETED WITH SKIPS", false],
    ["COMPLETED", "completed", false],
    ["COMPLETED*", "COMPLETED WITH SKIPS", true],
    ["COMPLETED*", "COMPLETED", true],
    ["*ED", "FAILED", true],
    ["*ED", "FAILED!", false],
    ["C?T", "CAT", true],
    ["C?T", "CT", false],
    ["C?T", "COUNT", false],
    ["C*T", "COUNT", true],
    ["C*T", "CT", true],
    ["?*", "", false],
    ["A.B", "AXB", false],
    ["A.B", "A.B", true],
    ["(A|B)[x]+$", "(A|B)[x]+$", true],
    ["LINE*END", "LINE\nEND", true],
  ])("%j matches %j: %s", (pattern, text, expected) => {
    expect(matchesPattern(pattern, text)).toBe(expected);
  });
});
