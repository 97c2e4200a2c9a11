/** Launches per second of a job with one tasklet that does nothing: new instance, one execution, one step, everything recorded. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineJob } from "../src/definition/define-job.ts";
import { compare, numberOption } from "./support/compare.ts";
import { openBenchRuntime } from "./support/engine.ts";
import { benchMysqlUrl, databaseUrl } from "./support/mysql.ts";
import { connectMysql } from "./support/mysql-floor.ts";

const launches = numberOption("launches", 500);
const hello = defineJob({ name: "hello", flow: (job) => job.start(job.taskletStep("step", () => {})) });

const folder = mkdtempSync(join(tmpdir(), "batchdeck-bench-"));
await using sqlite = await openBenchRuntime(`file:${join(folder, "bench.db")}`, [hello]);
const contenders = [{ name: "batch-core on SQLite", run: () => launch(sqlite) }];

const serverUrl = benchMysqlUrl();
const connection = serverUrl ? await connectMysql(serverUrl) : null;
await connection?.query("drop database if exists bench_launch; create database bench_launch character set utf8mb4");
await using mysql = serverUrl ? await openBenchRuntime(databaseUrl(serverUrl, "bench_launch"), [hello]) : null;
if (mysql) contenders.unshift({ name: "batch-core on MariaDB", run: () => launch(mysql) });

await compare({ title: `${launches} launches, one after the other`, unit: "launches", contenders });
await connection?.end();
rmSync(folder, { recursive: true });

async function launch(engine: typeof sqlite): Promise<number> {
  for (let i = 0; i < launches; i++) await engine.run("hello");
  return launches;
}
