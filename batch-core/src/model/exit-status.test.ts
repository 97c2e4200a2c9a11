import { describe, expect, it } from "vitest";
import { addExitDescription, andExitStatus, exitStatus, truncateExitStatus } from "./exit-status.ts";

const CODES = [
  "EXECUTING",
  "COMPLETED",
  "NOOP",
  "STOPPED",
  "FAILED",
  "UNKNOWN",
  "CUSTOM",
  "COMPLETED WITH SKIPS",
] as const;
type Code = (typeof CODES)[number];

/** Row and column, in the order of CODES. Observed in Spring Batch 4.3, 5.2 and 6.0. */
const AND: Record<Code, string> = {
  EXECUTING: "EXECUTING,COMPLETED,NOOP,STOPPED,FAILED,UNKNOWN,CUSTOM,COMPLETED WITH SKIPS",
  COMPLETED: "COMPLETED,COMPLETED,NOOP,STOPPED,FAILED,UNKNOWN,CUSTOM,COMPLETED WITH SKIPS",
  NOOP: "NOOP,NOOP,NOOP,STOPPED,FAILED,UNKNOWN,CUSTOM,NOOP",
  STOPPED: "STOPPED,STOPPED,STOPPED,STOPPED,FAILED,UNKNOWN,CUSTOM,STOPPED",
  FAILED: "FAILED,FAILED,FAILED,FAILED,FAILED,UNKNOWN,CUSTOM,FAILED",
  UNKNOWN: "UNKNOWN,UNKNOWN,UNKNOWN,UNKNOWN,UNKNOWN,UNKNOWN,CUSTOM,UNKNOWN",
  CUSTOM: "CUSTOM,CUSTOM,CUSTOM,CUSTOM,CUSTOM,CUSTOM,CUSTOM,CUSTOM",
  "COMPLETED WITH SKIPS":
    "COMPLETED WITH SKIPS,COMPLETED WITH SKIPS,NOOP,STOPPED,FAILED,UNKNOWN,CUSTOM,COMPLETED WITH SKIPS",
};

describe("ExitStatus", () => {
  it.each(CODES.map((code) => ({ code })))("$code joined by another is as in Spring Batch", ({ code }) => {
    const joined = CODES.map((other) => andExitStatus(exitStatus(code), exitStatus(other)).code);
    expect(joined.join(",")).toBe(AND[code]);
  });

  it("orders two codes of nobody's list by their text", () => {
    expect(andExitStatus(exitStatus("ALPHA"), exitStatus("BETA")).code).toBe("BETA");
    expect(andExitStatus(exitStatus("BETA"), exitStatus("ALPHA")).code).toBe("BETA");
  });

  it("stays the same when there is nothing to join", () => {
    const exit = exitStatus("FAILED", "why");
    expect(andExitStatus(exit, null)).toEqual(exit);
    expect(andExitStatus(exit, undefined)).toEqual(exit);
  });

  it.each([
    { a: "", b: "", joined: "" },
    { a: "first", b: "", joined: "first" },
    { a: "first", b: "  ", joined: "first" },
    { a: "", b: "second", joined: "second" },
    { a: " ", b: "second", joined: "second" },
    { a: "first", b: "first", joined: "first" },
    { a: "first", b: "second", joined: "first; second" },
  ])("joins the descriptions $a and $b to $joined", ({ a, b, joined }) => {
    expect(andExitStatus(exitStatus("COMPLETED", a), exitStatus("NOOP", b))).toEqual(exitStatus("NOOP", joined));
    expect(addExitDescription(exitStatus("NOOP", a), b)).toEqual(exitStatus("NOOP", joined));
  });
});

describe("an exit that is longer than its columns", () => {
  it("is cut to 2500 and 2500, or 100 where the code has 100", () => {
    const exit = exitStatus("C".repeat(3_000), "d".repeat(3_000));
    expect(truncateExitStatus(exit)).toEqual(exitStatus("C".repeat(2_500), "d".repeat(2_500)));
    expect(truncateExitStatus(exit, 100)).toEqual(exitStatus("C".repeat(100), "d".repeat(2_500)));
  });

  it("keeps what just fits", () => {
    const exit = exitStatus("FAILED", "d".repeat(2_500));
    expect(truncateExitStatus(exit)).toEqual(exit);
  });

  it("is not cut in the middle of a surrogate pair", () => {
    const description = truncateExitStatus(exitStatus("FAILED", `${"d".repeat(2_499)}😀`)).description;
    expect(description).toBe("d".repeat(2_499));
    const whole = truncateExitStatus(exitStatus("FAILED", `${"d".repeat(2_498)}😀x`)).description;
    expect(whole).toBe(`${"d".repeat(2_498)}😀`);
  });
});
