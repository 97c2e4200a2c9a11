/** CSV file → MariaDB table, committed every 1000 rows, then every 10; against the whole file as one LOAD DATA, and hand-written mysql2. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { defineJob } from "../src/definition/define-job.ts";
import { csvReader } from "../src/item/readers/csv.ts";
import { sqlWriter } from "../src/item/writers/sql.ts";
import { compare, numberOption } from "./support/compare.ts";
import { openBenchRuntime } from "./support/engine.ts";
import { FLIGHT_COLUMNS, flightTable, toFlight, writeFlightsCsv } from "./support/flights.ts";
import { benchMysqlUrl, databaseUrl } from "./support/mysql.ts";
import {
  connectMysql,
  countRows,
  inChunkTransaction,
  insertChunk,
  insertChunkInOnePacket,
  loadChunk,
  loadFile,
  readChunks,
} from "./support/mysql-floor.ts";

const rows = numberOption("rows", 200_000);
const chunkSize = numberOption("chunk", 1000);
const serverUrl = benchMysqlUrl();

if (serverUrl) {
  const folder = mkdtempSync(join(tmpdir(), "batchdeck-bench-"));
  const file = join(folder, "flights.csv");
  await writeFlightsCsv(file, rows);

  const connection = await connectMysql(serverUrl);
  await connection.query("create database if not exists bench_csv character set utf8mb4; use bench_csv");
  await connection.query("drop table if exists flight, bench_step");
  await connection.query(
    `${flightTable("flight")}; create table bench_step (id bigint primary key, version bigint, read_count bigint)`,
  );
  await connection.query("insert into bench_step values (1, 0, 0)");

  const flightRow = z.object({
    id: z.coerce.number().int(),
    airline: z.string(),
    origin: z.string().length(3),
    destination: z.string().length(3),
    delay: z.coerce.number().int(),
    flown_at: z.string(),
  });
  const writer = () => sqlWriter({ table: "flight", columns: FLIGHT_COLUMNS });
  const jobs = [
    defineJob({
      name: "mapped",
      flow: (job) => job.start(job.chunkStep("load", { chunkSize, reader: () => csvReader(file, toFlight), writer })),
    }),
    defineJob({
      name: "validated",
      flow: (job) => job.start(job.chunkStep("load", { chunkSize, reader: () => csvReader(file, flightRow), writer })),
    }),
  ];
  await using engine = await openBenchRuntime(databaseUrl(serverUrl, "bench_csv"), jobs);

  const prepare = async () => void (await connection.query("truncate table flight"));
  const verified = async (work: () => Promise<unknown>) => {
    await work();
    const { n, last } = await countRows(connection, "flight");
    if (n !== rows || last !== rows) throw new Error(`The table holds ${n} rows up to ${last}, expected ${rows}.`);
    return rows;
  };
  const byHand = (write: typeof insertChunk) => async () => {
    for await (const chunk of readChunks(file, chunkSize)) {
      await inChunkTransaction(connection, () => write(connection, "flight", chunk));
    }
  };

  await compare({
    title: `CSV → MariaDB, ${rows} rows, chunks of ${chunkSize}`,
    unit: "rows",
    contenders: [
      { name: "LOAD DATA LOCAL, whole file", prepare, run: () => verified(() => loadFile(connection, file, "flight")) },
      { name: "hand-written, INSERT per chunk", prepare, run: () => verified(byHand(insertChunk)) },
      { name: "hand-written, LOAD DATA per chunk", prepare, run: () => verified(byHand(loadChunk)) },
      { name: "batch-core, mapped by a function", prepare, run: () => verified(() => engine.run("mapped")) },
      { name: "batch-core, validated by zod", prepare, run: () => verified(() => engine.run("validated")) },
    ],
    budgets: [
      {
        what: "CSV → MariaDB table, chunk 1000, share of LOAD DATA LOCAL",
        of: "batch-core, mapped by a function",
        least: { share: 0.5, against: "LOAD DATA LOCAL, whole file" },
      },
    ],
  });

  // Ten thousand chunks of ten, as many as Spring Batch was measured with.
  const fewRows = Math.floor(rows / 2);
  const fewFile = join(folder, "few.csv");
  await writeFlightsCsv(fewFile, fewRows);
  const tens = defineJob({
    name: "tens",
    flow: (job) =>
      job.start(job.chunkStep("load", { chunkSize: 10, reader: () => csvReader(fewFile, toFlight), writer })),
  });
  await using small = await openBenchRuntime(databaseUrl(serverUrl, "bench_csv"), [tens]);
  const few = async (work: () => Promise<unknown>) => {
    await work();
    const { n } = await countRows(connection, "flight");
    if (n !== fewRows) throw new Error(`The table holds ${n} rows, expected ${fewRows}.`);
    return fewRows / 10;
  };
  await compare({
    title: `CSV → MariaDB, ${fewRows} rows, chunks of 10`,
    unit: "chunks",
    contenders: [
      {
        name: "hand-written, INSERT per chunk, 4 trips",
        prepare,
        run: () =>
          few(async () => {
            for await (const chunk of readChunks(fewFile, 10)) {
              await inChunkTransaction(connection, () => insertChunk(connection, "flight", chunk));
            }
          }),
      },
      {
        name: "hand-written, INSERT per chunk, 1 packet",
        prepare,
        run: () =>
          few(async () => {
            for await (const chunk of readChunks(fewFile, 10))
              await insertChunkInOnePacket(connection, "flight", chunk);
          }),
      },
      { name: "batch-core", prepare, run: () => few(() => small.run("tens")) },
    ],
    budgets: [
      {
        // Spring Batch 6 reached 0.69 of the same loop.
        what: "chunks of 10, 2 × Spring Batch's share of the hand-written loop",
        of: "batch-core",
        least: { share: 1.38, against: "hand-written, INSERT per chunk, 4 trips" },
      },
    ],
  });
  await connection.end();
  rmSync(folder, { recursive: true });
}
