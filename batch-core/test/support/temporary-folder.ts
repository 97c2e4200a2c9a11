import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder that is gone when it goes out of scope. */
export interface TemporaryFolder extends Disposable {
  readonly path: string;
  file(name: string): string;
  /** Every file by name, with its content; one character is one byte. */
  read(): Record<string, string>;
}

export function temporaryFolder(): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), "batchdeck-files-"));
  return {
    path,
    file: (name) => join(path, name),
    read: () =>
      Object.fromEntries(
        readdirSync(path)
          .sort()
          .map((name) => [name, readFileSync(join(path, name), "latin1")]),
      ),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}
