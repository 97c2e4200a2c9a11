import type { Database, SqlValue } from "batch-core";

/**
 * Whether the example jobs are offered and get their tables: with the embedded database unless `setting` (BATCHDECK_EXAMPLES) says `false`, with a
 * database server only when it says `true`.
 */
export function wantsExamples(databaseUrl: string, setting: string | undefined): boolean {
  return setting ? setting === "true" : databaseUrl.startsWith("file:");
}

/**
 * Creates the business tables of the example jobs where they are missing, and fills users and orders once. Their names start with
 * `example_`, so that they cannot meet tables of another application. The tables of Batchdeck itself are none of this file's business.
 */
export async function createExampleTables(database: Database): Promise<void> {
  const id = database.dialect === "sqlite" ? "integer primary key autoincrement" : "bigint auto_increment primary key";
  for (const [table, columns] of Object.entries(TABLES)) {
    await database.execute(`create table if not exists ${table} (${columns.replace("AUTO_ID", id)})`);
  }
  await fillWhenEmpty(database, "example_user", ["id", "name", "email", "status", "updated_at"], exampleUsers);
  await fillWhenEmpty(
    database,
    "example_order",
    ["id", "user_id", "status", "amount_cents", "ordered_at"],
    exampleOrders,
  );
}

const TABLES = {
  example_bird_strike: `
    id AUTO_ID, flight_date date not null, airport varchar(50) not null, state varchar(20) not null, airline varchar(40) not null,
    aircraft varchar(30) not null, phase varchar(20) not null, species varchar(40) not null, wildlife_size varchar(10) not null,
    time_of_day varchar(10) not null, damage varchar(15) not null, cost_dollars bigint not null, speed_knots int`,
  example_zip_code: `
    zip_code char(5) primary key, latitude decimal(9, 6) not null, longitude decimal(9, 6) not null,
    city varchar(40) not null, state char(2) not null, county varchar(40) not null`,
  example_flight: `
    id AUTO_ID, flew_at datetime not null, origin char(3) not null, destination char(3) not null,
    distance_miles int not null, delay_minutes int not null`,
  example_invoice: `
    import_id bigint not null, invoice_number varchar(20) not null, customer varchar(60) not null,
    issued_on date not null, due_on date not null, amount_cents bigint not null, primary key (import_id, invoice_number)`,
  example_user: `
    id bigint primary key, name varchar(60) not null, email varchar(100) not null, status varchar(10) not null,
    updated_at datetime(3) not null`,
  example_order: `
    id bigint primary key, user_id bigint not null, status varchar(10) not null, amount_cents bigint not null,
    ordered_at datetime(3) not null`,
  example_order_daily_sum: `
    request_date date not null, version bigint not null, user_id bigint not null, order_count int not null,
    amount_cents bigint not null, primary key (request_date, version, user_id)`,
};

async function fillWhenEmpty(
  database: Database,
  table: string,
  columns: readonly string[],
  makeRows: () => readonly (readonly SqlValue[])[],
): Promise<void> {
  await database.transaction(async (transaction) => {
    const present = await transaction.query(`select 1 from ${table} limit 1`);
    if (present.length === 0) await transaction.bulkInsert(table, columns, makeRows());
  });
}

/** 500 users; a bit more than a third of them were not updated for a year by the end of 2026. */
function exampleUsers(): SqlValue[][] {
  const random = seededRandom(1);
  const given = ["Ada", "Minjun", "Olu", "Sofía", "Jörg", "Haruka", "Priya", "Luca", "Ewa", "서연"];
  const family = ["Berg", "Kim", "Okafor", "García", "Weiß", "Tanaka", "Rao", "Rossi", "Nowak", "박"];
  return Array.from({ length: 500 }, (_, index) => [
    index + 1,
    `${pick(given, random)} ${pick(family, random)}`,
    `user${index + 1}@example.com`,
    random() < 0.9 ? "ACTIVE" : "INACTIVE",
    instantBetween("2024-06-01", "2027-01-01", random),
  ]);
}

/** 10 000 orders of the year 2026, some 27 a day. */
function exampleOrders(): SqlValue[][] {
  const random = seededRandom(2);
  return Array.from({ length: 10_000 }, (_, index) => [
    index + 1,
    1 + Math.floor(random() * 500),
    random() < 0.94 ? "PAID" : "CANCELLED",
    100 + Math.floor(random() * 50_000),
    instantBetween("2026-01-01", "2027-01-01", random),
  ]);
}

function instantBetween(from: string, until: string, random: () => number): Date {
  const start = Date.parse(from);
  return new Date(start + Math.floor(random() * (Date.parse(until) - start)));
}

function pick<T>(values: readonly T[], random: () => number): T {
  return values[Math.floor(random() * values.length)] as T; // the index is below the length
}

/** The same numbers in [0, 1) for the same seed: mulberry32. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
