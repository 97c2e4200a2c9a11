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

/** As many as Spring Batch was measured with. */
const chunks = numberOption("chunks", 10_000);
/** A commit takes some 15 µs there: fewer would measure the launch and the compiler. */
const sqliteChunks = 5 * chunks;
const CHUNK_SIZE = 10;

const emptyChunks = (count: number) =>
  defineJob({
    name: "emptyChunks",
    flow: (job) =>
      job.start(
        job.chunkStep("step", {
          chunkSize: CHUNK_SIZE,
          reader: () => {
            let next = 0;
            return { read: () => (next < count * CHUNK_SIZE - 1 ? next++ : null) };
          },
          writer: () => ({ write: () => {} }),
        }),
      ),
  });

/** What the engine says at the end of such a chunk, in the same order. */
const UPDATE_STEP = `update BATCH_STEP_EXECUTION set START_TIME = ?, END_TIME = ?, STATUS = ?, COMMIT_COUNT = ?, READ_COUNT = ?,
  FILTER_COUNT = ?, WRITE_COUNT = ?, EXIT_CODE = ?, EXIT_MESSAGE = ?, VERSION = VERSION + 1, READ_SKIP_COUNT = ?, PROCESS_SKIP_COUNT = ?,
  WRITE_SKIP_COUNT = ?, ROLLBACK_COUNT = ?, LAST_UPDATED = ? where STEP_EXECUTION_ID = ? and VERSION = ?`;
const SELECT_STATUS = "select VERSION as version, STATUS as status from BATCH_JOB_EXECUTION where JOB_EXECUTION_ID = ?";
const stepValues = (commits: number, time: string, stepId: number, version: number) => [
  time,
  null,
  "STARTED",
  commits,
  commits * CHUNK_SIZE,
  0,
  commits * CHUNK_SIZE,
  "EXECUTING",
  "",
  0,
  0,
  0,
  0,
  time,
  stepId,
  version,
];

const overhead = {
  what: "engine overhead per chunk commit, at most 1.3 × the same statements by hand",
  of: "batch-core",
  least: { share: 0.77, against: "the same statements by hand" },
};

const serverUrl = benchMysqlUrl();
if (serverUrl) {
  const connection = await connectMysql(serverUrl);
  await connection.query("create database if not exists bench_commit character set utf8mb4; use bench_commit");
  await connection.query(`drop table if exists bench_step;
    create table bench_step (id bigint primary key, version bigint, read_count bigint); insert into bench_step values (1, 0, 0)`);
  await using engine = await openBenchRuntime(databaseUrl(serverUrl, "bench_commit"), [emptyChunks(chunks)]);
  await engine.run("emptyChunks");
  const [found] = await connection.query(
    "select STEP_EXECUTION_ID as stepId, JOB_EXECUTION_ID as jobId, VERSION as version from BATCH_STEP_EXECUTION limit 1",
  );
  let [{ stepId, jobId, version }] = found as [{ stepId: number; jobId: number; version: number }]; // the columns selected
  const packet = `start transaction; ${UPDATE_STEP}; ${SELECT_STATUS}; commit`;
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
      {
        name: "the same statements by hand",
        async run() {
          for (let i = 0; i < chunks; i++) {
            const time = new Date().toISOString().slice(0, 23).replace("T", " ");
            await connection.query(packet, [...stepValues(i, time, stepId, version++), jobId]);
          }
          return chunks;
        },
      },
      { name: "batch-core", run: () => engine.run("emptyChunks").then(() => chunks) },
    ],
    budgets: [overhead],
  });
  await connection.end();
}

const folder = mkdtempSync(join(tmpdir(), "batchdeck-bench-"));
const file = join(folder, "bench.db");
{
  await using engine = await openBenchRuntime(`file:${file}`, [emptyChunks(sqliteChunks)]);
  await engine.run("emptyChunks");
  const sqlite = new SqliteDatabase(file);
  sqlite.pragma("synchronous = normal");
  let { stepId, jobId, version } = sqlite
    .prepare(
      "select STEP_EXECUTION_ID as stepId, JOB_EXECUTION_ID as jobId, VERSION as version from BATCH_STEP_EXECUTION limit 1",
    )
    .get() as { stepId: number; jobId: number; version: number }; // the columns selected
  const update = sqlite.prepare(UPDATE_STEP);
  const select = sqlite.prepare(SELECT_STATUS);
  await compare({
    title: `Chunks of ${CHUNK_SIZE} on SQLite, ${sqliteChunks} commits`,
    unit: "chunks",
    contenders: [
      {
        name: "the same statements by hand",
        async run() {
          for (let i = 0; i < sqliteChunks; i++) {
            sqlite.exec("begin immediate");
            update.run(...stepValues(i, new Date().toISOString().replace("Z", "+00:00"), stepId, version++));
            select.get(jobId);
            sqlite.exec("commit");
          }
          return sqliteChunks;
        },
      },
      { name: "batch-core", run: () => engine.run("emptyChunks").then(() => sqliteChunks) },
    ],
    budgets: [overhead],
  });
  sqlite.close();
}
rmSync(folder, { recursive: true });
