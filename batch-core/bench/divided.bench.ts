/** The same work in one worker thread and partitioned over several; and the items of a chunk in turn and together. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Contender, compare, numberOption } from "./support/compare.ts";
import { CONCURRENCIES, dividedJobs, FILE_COUNT, filesOf, GRID_SIZES } from "./support/divided-jobs.ts";
import { type BenchRuntime, openBenchRuntime } from "./support/engine.ts";
import { flightTable, writeFlightsCsv } from "./support/flights.ts";
import { benchMysqlUrl, databaseUrl } from "./support/mysql.ts";
import { connectMysql } from "./support/mysql-floor.ts";

const items = numberOption("items", 20_000);
const rows = numberOption("rows", 200_000);
const calls = numberOption("calls", 2_000);
const folder = mkdtempSync(join(tmpdir(), "batchdeck-bench-"));
const options = { stepThreads: { workerUrl: new URL("./support/divided-worker.ts", import.meta.url), threads: 2 } };

/** Jobs whose partitions leave `count` rows in `table`. */
function partitioned(engine: BenchRuntime, jobName: string, table: string, count: number): Contender[] {
  const { database } = engine.runtime;
  return GRID_SIZES.map((gridSize) => ({
    name: gridSize === 1 ? "1 partition" : `${gridSize} partitions, 2 threads`,
    prepare: async () => void (await database.execute(`delete from ${table}`)),
    async run() {
      await engine.run(`${jobName}${gridSize}`, { items: count, folder });
      const [found] = await database.query(`select count(*) as n, count(distinct id) as ids from ${table}`);
      if (found?.n !== count || found.ids !== count) {
        throw new Error(`The table holds ${found?.n} rows of ${found?.ids} ids, expected ${count}.`);
      }
      return count;
    },
  }));
}

{
  await using engine = await openBenchRuntime(`file:${join(folder, "bench.db")}`, dividedJobs, options);
  await engine.runtime.database.execute("create table digest (id bigint primary key, digest char(64) not null)");
  await compare({
    title: `Computing, ${items} items of some 50 µs into SQLite`,
    unit: "items",
    contenders: partitioned(engine, "digest", "digest", items),
    budgets: [
      {
        what: "computing over two threads, on two idle cores",
        of: "2 partitions, 2 threads",
        least: { share: 1.7, against: "1 partition" },
      },
    ],
  });
  await compare({
    title: `Waiting, ${calls} items of 1 ms in one thread`,
    unit: "items",
    contenders: CONCURRENCIES.map((concurrency) => ({
      name: concurrency === 1 ? "in turn" : `${concurrency} at a time`,
      run: () => engine.run(`call${concurrency}`, { items: calls, folder }),
    })),
  });
}

const serverUrl = benchMysqlUrl();
if (serverUrl) {
  for (const [index, file] of filesOf(folder).entries()) {
    await writeFlightsCsv(file, rows / FILE_COUNT, { firstId: 1 + (index * rows) / FILE_COUNT });
  }
  const connection = await connectMysql(serverUrl);
  await connection.query("create database if not exists bench_divided character set utf8mb4; use bench_divided");
  await connection.query(`drop table if exists flight; ${flightTable("flight")}`);
  await using engine = await openBenchRuntime(databaseUrl(serverUrl, "bench_divided"), dividedJobs, options);
  await compare({
    title: `Loading, ${FILE_COUNT} CSV files of ${rows} rows → MariaDB`,
    unit: "rows",
    contenders: partitioned(engine, "load", "flight", rows),
  });
  await connection.end();
}
rmSync(folder, { recursive: true });
