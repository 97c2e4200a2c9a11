import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import * as engine from "../src/index.ts";
import { core, docs, pages, writeBlocks } from "./support/docs-blocks.ts";

const scratch = writeBlocks();
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe("the documentation", () => {
  it("compiles, every TypeScript block of it", () => {
    expect(readdirSync(scratch).length).toBeGreaterThan(3);
    writeFileSync(
      join(scratch, "tsconfig.json"),
      JSON.stringify({ extends: "../../tsconfig.json", include: ["*.ts"], exclude: [] }),
    );
    expect(typeErrors()).toBe("");
  });

  it("names every error of the catalogue with its code, and no other", () => {
    const text = readFileSync(join(docs, "errors.md"), "utf8");
    const documented = [...text.matchAll(/^\| `([A-Z_]+)` \| `(\w+)` \|/gm)].map(([, code, name]) => `${name} ${code}`);
    const sources = readFileSync(join(core, "src", "errors.ts"), "utf8");
    const defined = [...sources.matchAll(/class (\w+) extends BatchError \{\s+readonly code = "([A-Z_]+)"/g)].map(
      ([, name, code]) => `${name} ${code}`,
    );
    expect(documented.sort()).toEqual(defined.sort());
    for (const name of defined) expect(engine).toHaveProperty(String(name.split(" ")[0]));
  });

  it("links to pages that exist", () => {
    const links = readFileSync(join(docs, "README.md"), "utf8").matchAll(/\]\(([\w-]+\.md)\)/g);
    expect([...links].map(([, page]) => page).filter((page) => !pages.includes(String(page)))).toEqual([]);
  });
});

/** Of the blocks alone: the sources are judged by `npm run check`. */
function typeErrors(): string {
  try {
    execFileSync(process.execPath, [join(core, "..", "node_modules", "typescript", "bin", "tsc"), "-p", scratch], {
      encoding: "utf8",
      stdio: "pipe",
    });
    return "";
  } catch (error) {
    const lines = String((error as { stdout?: string }).stdout).split("\n");
    return lines.filter((line) => line.includes(".docs-")).join("\n");
  }
}
