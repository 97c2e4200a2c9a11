/** CSV file → SQLite table, committed every 1000 rows; against hand-written better-sqlite3. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import SqliteDatabase from "better-sqlite3";
import { defineJob } from "../src/definition/define-job.ts";
import { csvReader } from "../src/item/readers/csv.ts";
import { sqlWriter } from "../src/item/writers/sql.ts";
import { compare, numberOption } from "./support/compare.ts";
import { openBenchRuntime } from "./support/engine.ts";
import { FLIGHT_COLUMNS, flightTable, toFlight, writeFlightsCsv } from "./support/flights.ts";
import { readChunks } from "./support/mysql-floor.ts";

const rows = numberOption("rows", 200_000);
const chunkSize = numberOption("chunk", 1000);
const folder = mkdtempSync(join(tmpdir(), "batchdeck-bench-"));
const file = join(folder, "flights.csv");
await writeFlightsCsv(file, rows);

const load = defineJob({
  name: "load",
  flow: (job) =>
    job.start(
      job.chunkStep("load", {
        chunkSize,
        reader: () => csvReader(file, toFlight),
        writer: () => sqlWriter({ table: "flight", columns: FLIGHT_COLUMNS }),
      }),
    ),
});
{
  const databaseFile = join(folder, "bench.db");
  await using engine = await openBenchRuntime(`file:${databaseFile}`, [load]);
  const sqlite = new SqliteDatabase(databaseFile);
  sqlite.pragma("synchronous = normal");
  sqlite.exec(flightTable("flight"));
  const insert = sqlite.prepare("insert into flight values (?, ?, ?, ?, ?, ?)");
  const prepare = async () => void sqlite.exec("delete from flight");
  const verified = async (work: () => Promise<unknown>) => {
    await work();
    const { n } = sqlite.prepare("select count(*) as n from flight").get() as { n: number }; // the column selected
    if (n !== rows) throw new Error(`The table holds ${n} rows, expected ${rows}.`);
    return rows;
  };
  await compare({
    title: `CSV → SQLite, ${rows} rows, chunks of ${chunkSize}`,
    unit: "rows",
    contenders: [
      {
        name: "hand-written better-sqlite3",
        prepare,
        run: () =>
          verified(async () => {
            for await (const chunk of readChunks(file, chunkSize)) {
              sqlite.exec("begin immediate");
              for (const { id, airline, origin, destination, delay, flown_at } of chunk) {
                insert.run(id, airline, origin, destination, delay, flown_at);
              }
              sqlite.exec("commit");
            }
          }),
      },
      { name: "batch-core", prepare, run: () => verified(() => engine.run("load")) },
    ],
  });
  sqlite.close();
}
rmSync(folder, { recursive: true });
