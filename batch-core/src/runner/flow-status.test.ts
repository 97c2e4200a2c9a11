import { describe, expect, it } from "vitest";
import { flowStatus, toBatchStatus, worstStatus } from "./flow-status.ts";

describe("the result of a split", () => {
  it.each([
    [["COMPLETED", "COMPLETED"], "COMPLETED"],
    [["COMPLETED", "STOPPED"], "STOPPED"],
    [["FAILED", "STOPPED"], "FAILED"],
    [["UNKNOWN", "FAILED", "COMPLETED"], "UNKNOWN"],
    [["COMPLETED", "ODD"], "ODD"],
    [["ODD", "STOPPED"], "STOPPED"],
    [["COMPLETED", "COMPLETED WITH SKIPS"], "COMPLETED WITH SKIPS"],
    [["FAILED", "FAILED LATE"], "FAILED LATE"],
  ])("of %j is %s", (texts, expected) => {
    expect(worstStatus(texts.map(flowStatus)).text).toBe(expected);
    expect(worstStatus(texts.toReversed().map(flowStatus)).text).toBe(expected);
  });

  it("is a stop when the worst flow was stopped by an end", () => {
    const stopped = { text: "STOPPED", stops: true };

    expect(worstStatus([flowStatus("COMPLETED"), stopped]).stops).toBe(true);
    expect(worstStatus([flowStatus("FAILED"), stopped]).stops).toBe(false);
  });
});

describe("the status of a job", () => {
  it.each([
    ["COMPLETED", "COMPLETED"],
    ["COMPLETED WITH SKIPS", "COMPLETED"],
    ["STOPPED", "STOPPED"],
    ["FAILED", "FAILED"],
    ["ABANDONED", "ABANDONED"],
    ["UNKNOWN", "UNKNOWN"],
    ["ODD", "UNKNOWN"],
  ] as const)("whose flow ended as %s is %s", (text, expected) => {
    expect(toBatchStatus(flowStatus(text))).toBe(expected);
  });
});
