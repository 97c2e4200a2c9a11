import { once } from "node:events";
import { createWriteStream } from "node:fs";

const SEED = 42;

export interface Flight {
  readonly id: number;
  readonly airline: string;
  readonly origin: string;
  readonly destination: string;
  readonly delay: number;
  readonly flown_at: string;
}

export const FLIGHT_COLUMNS = ["id", "airline", "origin", "destination", "delay", "flown_at"] as const;

export function flightTable(name: string): string {
  return `create table ${name} (id bigint primary key, airline varchar(20) not null, origin char(3) not null,
    destination char(3) not null, delay int not null, flown_at datetime not null)`;
}

/** A flight of a row of the CSV file. */
export function toFlight(row: Readonly<Record<string, string>>): Flight {
  return {
    id: Number(row.id),
    airline: row.airline ?? "",
    origin: row.origin ?? "",
    destination: row.destination ?? "",
    delay: Number(row.delay),
    flown_at: row.flown_at ?? "",
  };
}

/** Writes `count` flights as CSV with a header; 6 % of the lines need quotes. The same numbers give the same file. */
export async function writeFlightsCsv(file: string, count: number, { firstId = 1 } = {}): Promise<void> {
  const out = createWriteStream(file);
  out.write(`${FLIGHT_COLUMNS.join(",")}\n`);
  let block = "";
  for (const flight of flights(count, firstId)) {
    const airline = /[",]/.test(flight.airline) ? `"${flight.airline.replaceAll('"', '""')}"` : flight.airline;
    block += `${flight.id},${airline},${flight.origin},${flight.destination},${flight.delay},${flight.flown_at}\n`;
    if (block.length > 1 << 20) {
      if (!out.write(block)) await once(out, "drain");
      block = "";
    }
  }
  out.end(block);
  await once(out, "finish");
}

export function* flights(count: number, firstId = 1): Generator<Flight> {
  let state = SEED;
  const random = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const airports = ["ATL", "DFW", "ICN", "JFK", "LAX", "MUC", "NRT", "ORD", "PHX", "SEA"];
  const airlines = ["AA", "DL", "UA", "WN", "KE", "LH", "Sky, Inc", 'The "Jet"'];
  const start = Date.UTC(2020, 0, 1);
  for (let id = firstId; id < firstId + count; id++) {
    yield {
      id,
      airline: airlines[random(100) < 6 ? 6 + random(2) : random(6)] as string, // the index is below the length
      origin: airports[random(10)] as string,
      destination: airports[random(10)] as string,
      delay: random(200) - 30,
      flown_at: new Date(start + id * 60_000).toISOString().slice(0, 19).replace("T", " "),
    };
  }
}
