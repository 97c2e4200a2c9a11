import { escape as literal } from "mysql2";
import { DatabaseError } from "../../errors.ts";
import type { SqlValue, Statement } from "../database.ts";

/** A value as mysql2 binds it: what JavaScript has and the protocol has not becomes text. */
export function toMysql(value: SqlValue): null | string | number | Buffer {
  if (value instanceof Date) return toMysqlTime(value);
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "bigint") return value.toString();
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return value;
}

/** `YYYY-MM-DD HH:MM:SS.mmm` in UTC. */
export function toMysqlTime(instant: Date): string {
  return instant.toISOString().replace("T", " ").slice(0, -1);
}

/** Literals, quoted names and comments come first, so that a question mark inside them is no parameter. */
const TOKENS = /'(?:[^'\\]|\\.|'')*'|"(?:[^"\\]|\\.|"")*"|`[^`]*`|--[^\n]*|#[^\n]*|\/\*[\s\S]*?\*\/|\?/g;

const KNOWN_MAX = 500;

/** Statements with their values written into them, as they travel together in one packet. Needs a session in which backslashes escape. */
export class StatementText {
  readonly #known = new Map<string, readonly string[]>();

  /** @throws {DatabaseError} when there are more or fewer values than question marks */
  packet(statements: readonly Statement[]): string {
    let text = "";
    for (const { sql, parameters } of statements) {
      if (text !== "") text += ";\n";
      text += parameters ? this.#bound(sql, parameters) : sql;
    }
    return text;
  }

  #bound(sql: string, parameters: readonly SqlValue[]): string {
    const parts = this.#partsOf(sql);
    if (parts.length !== parameters.length + 1) {
      throw new DatabaseError(
        `The statement has ${parts.length - 1} parameters and was given ${parameters.length} values: ${sql}`,
      );
    }
    let text = parts[0] ?? "";
    // In bounds: the lengths were compared.
    for (let i = 0; i < parameters.length; i++) text += literal(toMysql(parameters[i] as SqlValue)) + parts[i + 1];
    return text;
  }

  #partsOf(sql: string): readonly string[] {
    const known = this.#known.get(sql);
    if (known) return known;
    const parts: string[] = [];
    let from = 0;
    for (const { 0: token, index } of sql.matchAll(TOKENS)) {
      if (token !== "?") continue;
      parts.push(sql.slice(from, index));
      from = index + 1;
    }
    parts.push(sql.slice(from));
    if (this.#known.size >= KNOWN_MAX) this.#known.clear();
    this.#known.set(sql, parts);
    return parts;
  }
}

/** Statement text per INSERT, in UTF-16 units: at most four times as many bytes, which is what the smallest usual `max_allowed_packet` takes. */
const INSERT_LENGTH_MAX = 1_000_000;

/** Multi-row INSERTs over all rows, one unless they are very long. */
export function* insertStatements(
  table: string,
  columns: readonly string[],
  rows: readonly (readonly SqlValue[])[],
): Generator<string> {
  const head = `insert into ${table} (${columns.join(", ")}) values `;
  let tuples = "";
  for (const row of rows) {
    const tuple = tupleOf(row);
    if (tuples !== "" && tuples.length + tuple.length > INSERT_LENGTH_MAX) {
      yield head + tuples;
      tuples = "";
    }
    tuples += tuples === "" ? tuple : `,${tuple}`;
  }
  yield head + tuples;
}

function tupleOf(row: readonly SqlValue[]): string {
  let text = "(";
  // In bounds by the condition of the loop.
  for (let i = 0; i < row.length; i++) text += (i === 0 ? "" : ",") + literal(toMysql(row[i] as SqlValue));
  return `${text})`;
}
