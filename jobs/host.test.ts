import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";

it("a worker without its database says so in one sentence, and ends", () => {
  const worker = spawnSync(process.execPath, ["jobs/host.ts"], {
    encoding: "utf8",
    timeout: 20_000,
    env: { ...process.env, DATABASE_URL: "file:/dev/null/batchdeck.db" },
  });
  expect(worker.status).toBe(1);
  expect(worker.stderr).toMatch(
    /^The SQLite database \/dev\/null\/batchdeck\.db cannot be opened: .* Check the path and its rights\.\n$/,
  );
});
