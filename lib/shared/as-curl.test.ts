import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asCurl, launchBodyOf, quoteForShell } from "./as-curl";

/** What a real shell makes of the words behind `curl`. */
function wordsOf(command: string): string[] {
  const script = `curl() { for word do printf '%s\\0' "$word"; done; }\n${command}\n`;
  return execFileSync("/bin/sh", ["-c", script]).toString("utf8").split("\0").slice(0, -1);
}

describe("a copied command", () => {
  it("asks for a list", () => {
    expect(asCurl({ method: "GET", url: "http://localhost:3000/api/v1/executions?status=FAILED" })).toBe(
      "curl --fail-with-body --silent --show-error \\\n  --globoff 'http://localhost:3000/api/v1/executions?status=FAILED'",
    );
  });

  it.each([
    "$(reboot)",
    "`reboot`",
    "it's",
    "''; reboot; '",
    '"; reboot; "',
    "a\nb",
    "back\\slash \\",
    "!history",
    "$HOME ~ * ? [a] {b,c}",
    "--data @/etc/passwd",
    "한글 😀",
  ])("sends %j as it is", (reason) => {
    const url = "http://localhost:3000/api/v1/executions/1/stop";
    const words = wordsOf(asCurl({ method: "POST", url, body: { reason } }));
    expect(words.at(-1)).toBe(url);
    expect(JSON.parse(words[words.indexOf("--data-raw") + 1] ?? "")).toEqual({ reason });
  });

  it("gives a shell back every text, whatever is in it", () => {
    const texts = fc.array(fc.string({ unit: "binary" }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(texts, (values) => {
        const clean = values.map((value) => value.replaceAll("\0", "").toWellFormed());
        expect(wordsOf(`curl ${clean.map(quoteForShell).join(" ")}`)).toEqual(clean);
      }),
      { numRuns: 30 },
    );
  });

  it("saves a download under its own name", () => {
    const command = asCurl({ method: "GET", url: "http://localhost:3000/api/v1/executions.csv", download: true });
    expect(command).toContain("--remote-name --remote-header-name");
  });

  it("holds no secret and no empty value of a launch form", () => {
    const fields = [
      { name: "day", kind: "date" },
      { name: "apiKey", kind: "secret" },
      { name: "pin", kind: "secret" },
    ];
    expect(launchBodyOf(fields, { day: "2026-11-19", apiKey: "s3cr3t", pin: "", extra: "x" })).toEqual({
      parameters: { day: "2026-11-19", apiKey: "<secret>", extra: "x" },
    });
  });
});
