/** MariaDB table → MariaDB table, committed every 1000 rows; against INSERT … SELECT inside the server, and against hand-written mysql2. */
import { defineJob } from "../src/definition/define-job.ts";
import type { ItemReader } from "../src/item/item-reader.ts";
import { sqlCursorReader } from "../src/item/readers/sql-cursor.ts";
import { sqlPagingReader } from "../src/item/readers/sql-paging.ts";
import { sqlWriter } from "../src/item/writers/sql.ts";
import type { Database, Row } from "../src/repository/database.ts";
import { compare, numberOption } from "./support/compare.ts";
import { openBenchRuntime } from "./support/engine.ts";
import { FLIGHT_COLUMNS, type Flight, flights, flightTable } from "./support/flights.ts";
import { benchMysqlUrl, databaseUrl } from "./support/mysql.ts";
import { connectMysql, countRows, inChunkTransaction, insertChunk } from "./support/mysql-floor.ts";

const rows = numberOption("rows", 200_000);
const chunkSize = numberOption("chunk", 1000);
const serverUrl = benchMysqlUrl();

if (serverUrl) {
  const connection = await connectMysql(serverUrl);
  await connection.query("create database if not exists bench_table character set utf8mb4; use bench_table");
  await connection.query("drop table if exists flight, copied, bench_step");
  await connection.query(`${flightTable("flight")}; ${flightTable("copied")};
    create table bench_step (id bigint primary key, version bigint, read_count bigint); insert into bench_step values (1, 0, 0)`);
  let chunk: Flight[] = [];
  for (const flight of flights(rows)) {
    chunk.push(flight);
    if (chunk.length === 1000 || flight.id === rows) {
      await insertChunk(connection, "flight", chunk);
      chunk = [];
    }
  }

  const select = FLIGHT_COLUMNS.join(", ");
  const copyJob = (name: string, reader: (database: Database) => ItemReader<Row>) =>
    defineJob({
      name,
      flow: (job) =>
        job.start(
          job.chunkStep("copy", {
            chunkSize,
            reader: ({ database }) => reader(database),
            // Rows are written as they were read: what a driver gives can be bound again.
            processor: (row) => row as unknown as Flight,
            writer: () => sqlWriter({ table: "copied", columns: FLIGHT_COLUMNS }),
          }),
        ),
    });
  await using engine = await openBenchRuntime(databaseUrl(serverUrl, "bench_table"), [
    copyJob("cursor", (database) => sqlCursorReader({ database, sql: `select ${select} from flight order by id` })),
    copyJob("paging", (database) => sqlPagingReader({ database, select, from: "flight", sortKeys: { id: "asc" } })),
  ]);

  const prepare = async () => void (await connection.query("truncate table copied"));
  const verified = async (work: () => Promise<unknown>) => {
    await work();
    const { n, last } = await countRows(connection, "copied");
    if (n !== rows || last !== rows) throw new Error(`The table holds ${n} rows up to ${last}, expected ${rows}.`);
    return rows;
  };

  await compare({
    title: `MariaDB → MariaDB, ${rows} rows, chunks of ${chunkSize}`,
    unit: "rows",
    contenders: [
      {
        name: "INSERT … SELECT",
        prepare,
        run: () => verified(() => connection.query(`insert into copied select ${select} from flight`)),
      },
      {
        name: "hand-written, keyset pages",
        prepare,
        run: () =>
          verified(async () => {
            for (let after = 0; after < rows; ) {
              const [page] = await connection.execute(
                `select ${select} from flight where id > ? order by id limit ${chunkSize}`,
                [after],
              );
              const items = page as Flight[]; // the columns selected
              await inChunkTransaction(connection, () => insertChunk(connection, "copied", items));
              after = items.at(-1)?.id ?? rows;
            }
          }),
      },
      { name: "batch-core, cursor", prepare, run: () => verified(() => engine.run("cursor")) },
      { name: "batch-core, paging", prepare, run: () => verified(() => engine.run("paging")) },
    ],
    budgets: [
      {
        // 1.2 × what Spring Batch 6 with its bulk url reached of the same floor: 0.28.
        what: "table → table, 1.2 × Spring Batch's best share of INSERT … SELECT",
        of: "batch-core, cursor",
        least: { share: 0.34, against: "INSERT … SELECT" },
      },
    ],
  });
  await connection.end();
}
