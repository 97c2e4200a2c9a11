import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "batchdeck-items-"));
let files = 0;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A path that nothing stands at yet. */
export function newPath(suffix = ".txt"): string {
  files++;
  return join(folder, `${files}${suffix}`);
}

/** A new file with this content. */
export function fileWith(content: string | Uint8Array, suffix = ".txt"): string {
  const file = newPath(suffix);
  writeFileSync(file, content);
  return file;
}
