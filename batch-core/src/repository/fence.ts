import type { Dialect } from "./database.ts";

/**
 * A value to select that fails its query, and with it whatever follows in the same packet, COMMIT included, unless the statement before
 * affected exactly one row. MySQL has no other way to stop a packet half-way; a statement of its own for it costs three times as much.
 */
export const FENCE: Readonly<Record<Dialect, string>> = {
  mysql: "exp(if(row_count() = 1, 0, 1000)) as fence",
  sqlite: "case when changes() = 1 then 1 else json('') end as fence",
};

/** Whether a query failed because of {@link FENCE}. */
export function isFenced(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return error.code === "ER_DATA_OUT_OF_RANGE" || (error.code === "SQLITE_ERROR" && error.message === "malformed JSON");
}
