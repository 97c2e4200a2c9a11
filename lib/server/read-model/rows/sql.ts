import "server-only";
import { empty, join, raw, Sql, sqltag as sql } from "@prisma/client/runtime/client";

/** Composing SQL for `$queryRaw`: text is text, `${value}` is bound. Tables are named with the default prefixes; the adapter puts in the real ones. */
export { empty, join, raw, Sql, sql };

/** `like` pattern for a text with an optional `*` at its end. To be used with `escape '!'`. */
export function likePattern(text: string): string {
  return text.endsWith("*") ? `${escapeLike(text.slice(0, -1))}%` : escapeLike(text);
}

export function escapeLike(text: string): string {
  return text.replace(/[!%_]/g, "!$&");
}

/** `a and b and c`, or nothing. */
export function where(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? empty : sql`where ${join([...conditions], " and ")}`;
}

/** A trailing `*` in `text` matches any end. */
export function matches(column: Sql, text: string): Sql {
  return text.endsWith("*") ? sql`${column} like ${likePattern(text)} escape '!'` : sql`${column} = ${text}`;
}
