import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Path of a Chromium: CHROMIUM_PATH where that is set, else the first on PATH; null when there is none. */
export function findChromium() {
  if (process.env.CHROMIUM_PATH) return existsSync(process.env.CHROMIUM_PATH) ? process.env.CHROMIUM_PATH : null;
  const folders = String(process.env.PATH).split(delimiter);
  const names = ["chromium", "chromium-browser", "google-chrome"];
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path)) ?? null;
}
