import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const core = fileURLToPath(new URL("../..", import.meta.url));
export const docs = join(core, "docs");
export const pages = readdirSync(docs).filter((file) => file.endsWith(".md"));

/**
 * Writes every TypeScript block of the pages into a file: `flow-1.ts` is the first of flow.md.
 * @returns the folder, beside the sources, so that "batch-core" and "zod" resolve as they do for a reader
 */
export function writeBlocks(): string {
  const folder = mkdtempSync(join(core, "test", ".docs-"));
  for (const page of pages) {
    const text = readFileSync(join(docs, page), "utf8");
    for (const [index, match] of [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].entries()) {
      writeFileSync(join(folder, `${page.replace(".md", "")}-${index + 1}.ts`), match[1] ?? "");
    }
  }
  return folder;
}
