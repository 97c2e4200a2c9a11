/** What the engine costs per commit: chunks of ten items that go nowhere, against the same bookkeeping by hand. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SqliteDatabase from "better-sqlite3";
import { defineJob } from "../src/definition/define-job.ts";
import { compare, numberOption } from "./support/compare.ts";
import { openBenchRuntime } from "./support/engine.ts";
import { benchMysqlUrl, databaseUrl } from "./support/mysql.ts";
import { connectMysql, inChunkTransaction } from "./support/mysql-floor.ts";

const chunks = numberOption("chunks", 5_000);
const CHUNK_SIZE = 10;

const emptyChunks = defineJob({
  name: "emptyChunks",
  flow: (job) =>
    job.start(
      job.chunkStep("step", {
        chunkSize: CHUNK_SIZE,
        reader: () => {
          let next = 0;
          return { read: () => (next < chunks * CHUNK_SIZE - 1 ? next++ : null) };
        },
        writer: () => ({ write: () => {} }),
      }),
    ),
});

const serverUrl = benchMysqlUrl();
if (serverUrl) {
  const connection = await connectMysql(serverUrl);
  await connection.query("create database if not exists bench_commit character set utf8mb4; use bench_commit");
  await connection.query(`drop table if exists bench_step;
    create table bench_step (id bigint primary key, version bigint, read_count bigint); insert into bench_step values (1, 0, 0)`);
  await using engine = await openBenchRuntime(databaseUrl(serverUrl, "bench_commit"), [emptyChunks]);
  const bookkeeping = `start transaction; update bench_step set version = version + 1, read_count = read_count + 10 where id = 1;
    select version from bench_step where id = 1; commit`;
  await compare({
    title: `Chunks of ${CHUNK_SIZE} on MariaDB, ${chunks} commits`,
    unit: "chunks",
    contenders: [
      {
        name: "hand-written, 3 trips",
        async run() {
          for (let i = 0; i < chunks; i++) await inChunkTransaction(connection, async () => {});
          return chunks;
        },
      },
      {
        name: "hand-written, 1 packet",
        async run() {
          for (let i = 0; i < chunks; i++) await connection.query(bookkeeping);
          return chunks;
        },
      },
      { name: "batch-core", run: () => engine.run("emptyChunks").then(() => chunks) },
    ],
  });
  await connection.end();
}

const folder = mkdtempSync(join(tmpdir(), "batchdeck-bench-"));
const file = join(folder, "bench.db");
{
  await using engine = await openBenchRuntime(`file:${file}`, [emptyChunks]);
  const sqlite = new SqliteDatabase(join(folder, "floor.db"));
  sqlite.pragma("journal_mode = wal");
  sqlite.pragma("synchronous = normal");
  sqlite.exec("create table bench_step (id integer primary key, version integer, read_count integer)");
  sqlite.exec("insert into bench_step values (1, 0, 0)");
  const update = sqlite.prepare(
    "update bench_step set version = version + 1, read_count = read_count + 10 where id = 1",
  );
  const select = sqlite.prepare("select version from bench_step where id = 1");
  const chunk = sqlite.transaction(() => [update.run(), select.get()]);
  await compare({
    title: `Chunks of ${CHUNK_SIZE} on SQLite, ${chunks} commits`,
    unit: "chunks",
    contenders: [
      {
        name: "hand-written better-sqlite3",
        async run() {
          for (let i = 0; i < chunks; i++) chunk.immediate();
          return chunks;
        },
      },
      { name: "batch-core", run: () => engine.run("emptyChunks").then(() => chunks) },
    ],
  });
  sqlite.close();
}
rmSync(folder, { recursive: true });
