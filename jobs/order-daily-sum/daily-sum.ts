import { type Database, sqlCursorReader, sqlWriter } from "batch-core";

const DAY_MS = 86_400_000;

/** What each user paid on a day (UTC), in the order of their ids. */
export function paidOnDay(database: Database, date: string) {
  const start = Date.parse(`${date}T00:00:00Z`);
  return sqlCursorReader({
    database,
    sql: `select user_id, count(*) as order_count, sum(amount_cents) as amount_cents from example_order
          where status = 'PAID' and ordered_at >= :start and ordered_at < :end group by user_id order by user_id`,
    parameters: { start: new Date(start), end: new Date(start + DAY_MS) },
    map: (row) => ({
      user_id: Number(row.user_id),
      order_count: Number(row.order_count),
      amount_cents: Number(row.amount_cents),
    }),
  });
}

export function dailySumWriter() {
  return sqlWriter({
    table: "example_order_daily_sum",
    columns: ["request_date", "version", "user_id", "order_count", "amount_cents"],
  });
}
