/**
 * `npm run bench -- console`: drives the built console over histories of many executions and reports how long its pages take, how many
 * statements they cost and how large they are, against the budgets of the design. See bench/README.md for its options.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { createConnection } from "mysql2/promise";
import { findMariadb, startMariadb, stopMariadb } from "../scripts/mariadb.mjs";
import { firstLoadScripts, type Measured, measure, warmUp } from "./console/measure.ts";
import { measuredPages } from "./console/pages.ts";
import { judge, resultsPage, type Series, tableOf } from "./console/report.ts";
import { startConsole } from "./console/server.ts";

const { values } = parseArgs({
  options: {
    executions: { type: "string", default: "10000" },
    requests: { type: "string", default: "30" },
    databases: { type: "string", default: "sqlite,mariadb" },
    pages: { type: "string", default: "" },
    data: { type: "string" },
    save: { type: "boolean", default: false },
  },
});
const sizes = values.executions.split(",").map(Number);
const requests = Number(values.requests);
const wants = (database: string) => values.databases.split(",").includes(database);
const root = fileURLToPath(new URL("..", import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), "batchdeck-bench-console-"));
const data = values.data ? resolve(values.data) : temporary;
const mariadb = join(temporary, "mariadb");
const loadBefore = loadavg()[0] ?? 0;
const all: Series[] = [];
try {
  if (wants("sqlite")) for (const size of sizes) all.push(await onSqlite(size));
  if (wants("mariadb")) {
    const given = process.env.BATCHDECK_BENCH_MYSQL_URL;
    if (given || findMariadb()) {
      const server =
        given ?? (await startMariadb(mariadb, ["--innodb-buffer-pool-size=1G", "--innodb-log-file-size=512M"]));
      for (const size of sizes) all.push(await onMariadb(server, size));
    } else console.log("MariaDB is not installed here, so only SQLite is measured.");
  }
  const verdicts = judge(all);
  console.log("\nBudgets\n");
  console.table(verdicts.map(({ budget, measured, met }) => ({ budget, measured, "": met ? "met" : "MISSED" })));
  if (values.save) {
    const file = join(root, "bench/RESULTS.md");
    writeFileSync(file, resultsPage(all, [loadBefore, loadavg()[0] ?? 0], requests));
    console.log(`Written to ${file}.`);
  }
} finally {
  await stopMariadb(mariadb);
  rmSync(temporary, { recursive: true, force: true });
}

async function onSqlite(executions: number): Promise<Series> {
  mkdirSync(data, { recursive: true });
  const file = join(data, `console_${executions}.db`);
  if (!existsSync(file)) seed(`file:${file}`, executions);
  return { database: "SQLite", executions, ...(await drive(`file:${file}`, executions)) };
}

async function onMariadb(server: string, executions: number): Promise<Series> {
  const name = `console_${executions}`;
  const connection = await createConnection(server);
  const [known] = await connection.query("show databases like ?", [name]);
  if (Array.isArray(known) && known.length === 0) {
    await connection.query(`create database ${name}`);
    seed(new URL(name, server).href, executions);
  }
  await connection.end();
  return { database: "MariaDB", executions, ...(await drive(new URL(name, server).href, executions)) };
}

function seed(databaseUrl: string, executions: number): void {
  const many = ["--executions", String(executions), "--steps", "500", "--partitions", "5000"];
  const { status } = spawnSync(process.execPath, ["batch-core/bench/seed-history.ts", ...many], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, DATABASE_URL: databaseUrl, BATCH_INITIALIZE_SCHEMA: "always" },
  });
  if (status !== 0) throw new Error(`The history could not be written (exit code ${status}).`);
}

async function drive(databaseUrl: string, executions: number): Promise<Pick<Series, "measured" | "scriptsKB">> {
  await using server = await startConsole(databaseUrl);
  const pages = (await measuredPages(server, executions)).filter(({ name }) => name.includes(values.pages));
  const scriptsKB = await firstLoadScripts(server, "/executions");
  const measured: Measured[] = [];
  await warmUp(server, pages);
  for (const page of pages) {
    const found = await measure(server, page, requests);
    measured.push(found);
    console.log(`${page.name}: ${found.p50.toFixed(1)} ms, CPU ${found.cpuMs?.toFixed(0)} ms`);
  }
  console.log(`\n${databaseUrl.startsWith("file:") ? "SQLite" : "MariaDB"}, ${executions} executions\n`);
  console.table(tableOf({ database: "SQLite", executions, measured, scriptsKB }));
  return { measured, scriptsKB };
}
