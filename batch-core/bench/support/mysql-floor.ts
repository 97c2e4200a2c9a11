import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { type Connection, createConnection } from "mysql2/promise";
import { FLIGHT_COLUMNS, type Flight } from "./flights.ts";

/** What the work costs without an engine: hand-written mysql2, as fast as simple code gets. */

const CSV_FORMAT = `character set utf8mb4 fields terminated by ',' optionally enclosed by '"' lines terminated by '\\n'`;

export async function connectMysql(url: string): Promise<Connection> {
  return createConnection({ uri: url, multipleStatements: true, timezone: "Z", dateStrings: true, charset: "utf8mb4" });
}

/** How many rows a table holds, and the highest id. */
export async function countRows(connection: Connection, table: string): Promise<{ n: number; last: number }> {
  const [rows] = await connection.query(`select count(*) as n, max(id) as last from ${table}`);
  const [row] = rows as { n: number; last: number }[]; // what a select without a type parameter gives
  return { n: row?.n ?? 0, last: row?.last ?? 0 };
}

/** One LOAD DATA LOCAL of the whole file. */
export async function loadFile(connection: Connection, file: string, table: string): Promise<void> {
  await connection.query({
    sql: `load data local infile 'flights' into table ${table} ${CSV_FORMAT} ignore 1 lines`,
    infileStreamFactory: () => createReadStream(file, { highWaterMark: 1 << 20 }),
  });
}

/** One LOAD DATA LOCAL per chunk, from memory. */
export async function loadChunk(connection: Connection, table: string, chunk: readonly Flight[]): Promise<void> {
  const text = chunk
    .map(({ id, airline, origin, destination, delay, flown_at }) => {
      const quoted = /[",]/.test(airline) ? `"${airline.replaceAll('"', '""')}"` : airline;
      return `${id},${quoted},${origin},${destination},${delay},${flown_at}\n`;
    })
    .join("");
  await connection.query({
    sql: `load data local infile 'chunk' into table ${table} ${CSV_FORMAT}`,
    infileStreamFactory: () => Readable.from([text], { objectMode: false }),
  });
}

/** One multi-row INSERT per chunk. */
export async function insertChunk(connection: Connection, table: string, chunk: readonly Flight[]): Promise<void> {
  await connection.query(insertInto(table), [chunk.map(valuesOf)]);
}

function insertInto(table: string): string {
  return `insert into ${table} (${FLIGHT_COLUMNS.join(", ")}) values ?`;
}

function valuesOf({ id, airline, origin, destination, delay, flown_at }: Flight) {
  return [id, airline, origin, destination, delay, flown_at];
}

/** Reads the file line by line into chunks of `size`. Knows quotes, and nothing else of CSV. */
export async function* readChunks(file: string, size: number): AsyncGenerator<Flight[]> {
  let chunk: Flight[] = [];
  let rest = "";
  let isHeader = true;
  for await (const block of createReadStream(file, { encoding: "utf8", highWaterMark: 1 << 18 })) {
    const lines = (rest + block).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (isHeader) {
        isHeader = false;
        continue;
      }
      chunk.push(parse(line));
      if (chunk.length === size) {
        yield chunk;
        chunk = [];
      }
    }
  }
  if (chunk.length > 0) yield chunk;
}

function parse(line: string): Flight {
  const fields = line.includes('"') ? quotedFields(line) : line.split(",");
  const [id, airline, origin, destination, delay, flown_at] = fields as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  return { id: Number(id), airline, origin, destination, delay: Number(delay), flown_at };
}

function quotedFields(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
  );
}

const UPDATE_STEP = "update bench_step set version = version + 1, read_count = read_count + 1000 where id = 1";

/**
 * Does a chunk as an engine has to: work, one update of a step row, commit; four awaited trips.
 */
export async function inChunkTransaction(connection: Connection, work: () => Promise<void>): Promise<void> {
  await connection.query("start transaction");
  await work();
  await connection.execute(UPDATE_STEP);
  await connection.query("commit");
}

/** The same with an INSERT as the work, in one packet: no error of it is told apart, and none is answered before the commit. */
export async function insertChunkInOnePacket(connection: Connection, table: string, chunk: readonly Flight[]) {
  const packet = `start transaction; ${insertInto(table)}; ${UPDATE_STEP}; commit`;
  await connection.query(packet, [chunk.map(valuesOf)]);
}
