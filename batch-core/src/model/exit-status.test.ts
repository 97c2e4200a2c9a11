import { describe, expect, it } from "vitest";
import { EXIT_CODES, JOINED } from "../../test/vectors/exit-code-rules.ts";
import { addExitDescription, andExitStatus, exitStatus, truncateExitStatus } from "./exit-status.ts";

describe("ExitStatus", () => {
  it.each(EXIT_CODES.map((code) => ({ code })))("$code joined by another is as in Spring Batch", ({ code }) => {
    const joined = EXIT_CODES.map((other) => andExitStatus(exitStatus(code), exitStatus(other)).code);
    expect(joined.join(",")).toBe(JOINED[code]);
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
