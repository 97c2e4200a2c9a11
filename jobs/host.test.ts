import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase, openRuntime } from "batch-core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { asOrdinaryUser } from "../batch-core/test/support/ordinary-user.ts";
import { createSpringTables } from "../batch-core/test/support/spring-schema.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "batchdeck-test-"));
});
afterEach(() => {
  chmodSync(folder, 0o777);
  rmSync(folder, { recursive: true, force: true });
});

function startWorker(databaseUrl: string, settings: Readonly<Record<string, string>> = {}) {
  return spawnSync(process.execPath, ["jobs/host.ts"], {
    encoding: "utf8",
    timeout: 20_000,
    env: { ...process.env, DATABASE_URL: databaseUrl, BATCHDECK_EXAMPLES: "false", ...settings },
  });
}

it("a worker without its database says so in one sentence, and ends", () => {
  const worker = startWorker("file:/dev/null/batchdeck.db");
  expect(worker.status).toBe(1);
  expect(worker.stderr).toMatch(
    /^The SQLite database \/dev\/null\/batchdeck\.db cannot be opened: .* Check the path and its rights\.\n$/,
  );
});

it("a worker that may not write to its database does not say that it is ready", async () => {
  const file = join(folder, "test.db");
  await (await openRuntime({ databaseUrl: `file:${file}`, jobs: [] })).close();
  chmodSync(file, 0o444);
  chmodSync(folder, 0o555);
  const worker = await asOrdinaryUser(async () => startWorker(`file:${file}`));
  expect(worker.stderr).toMatch(/^A worker writes what it executes, and may not write to file:.*test\.db\. .*\n$/);
  expect(worker.stdout).toBe("");
  expect(worker.status).toBe(1);
});

it("a worker over tables without leases says where its work would come from", async () => {
  const databaseUrl = `file:${join(folder, "test.db")}`;
  {
    await using database = await openDatabase(databaseUrl);
    await createSpringTables(database, { generation: 5, sequences: "tables" });
  }
  const worker = startWorker(databaseUrl, { BATCH_INITIALIZE_SCHEMA: "never" });
  expect(worker.stderr).toMatch(
    /^A worker takes its work from tables of Batchdeck's own, and file:.*test\.db has none\. .*\n$/,
  );
  expect(worker.status).toBe(1);
});
