import { Readable } from "node:stream";
import type { SqlValue } from "../database.ts";
import { toMysqlTime } from "./mysql-values.ts";

/** What a column holds, as far as it decides how a value is written for LOAD DATA. */
export interface LoadColumn {
  readonly kind: "number" | "text" | "time" | "bytes";
  readonly nullable: boolean;
}

/** Text per piece, in UTF-16 units: the server parses one while the next is written. */
const PIECE_LENGTH = 8 * 1024;

/** Bytes per packet, well below any `max_allowed_packet`. */
const PACKET_BYTES = 1024 * 1024;

const NEEDS_ESCAPE = /[\\\t\n\0]/;
const ESCAPED: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\0": "\\0" };
const NULL_FIELD = "\\N";

/**
 * Rows as LOAD DATA reads them with tabs between fields, a newline behind each row and backslashes as escape; bytes in hexadecimal.
 *
 * Ends early, and then `refused` is true, at a value that LOAD DATA would take for something else than INSERT does.
 */
export class LoadDataStream extends Readable {
  readonly #rows: readonly (readonly SqlValue[])[];
  readonly #columns: readonly LoadColumn[];
  #next = 0;
  refused = false;

  constructor(rows: readonly (readonly SqlValue[])[], columns: readonly LoadColumn[]) {
    super({ highWaterMark: PACKET_BYTES });
    this.#rows = rows;
    this.#columns = columns;
  }

  override _read(): void {
    let text = "";
    while (this.#next < this.#rows.length && text.length < PIECE_LENGTH) {
      // In bounds by the condition above.
      const line = rowText(this.#rows[this.#next++] as readonly SqlValue[], this.#columns);
      if (line === null) {
        this.refused = true;
        break;
      }
      text += line;
    }
    if (text !== "") this.#pushAll(Buffer.from(text));
    if (this.refused || this.#next >= this.#rows.length) this.push(null);
  }

  #pushAll(bytes: Buffer): void {
    for (let from = 0; from < bytes.length; from += PACKET_BYTES) this.push(bytes.subarray(from, from + PACKET_BYTES));
  }
}

function rowText(row: readonly SqlValue[], columns: readonly LoadColumn[]): string | null {
  if (row.length !== columns.length) return null;
  let text = "";
  for (let i = 0; i < columns.length; i++) {
    // In bounds: both are as long as `columns`.
    const field = fieldText(row[i] as SqlValue, columns[i] as LoadColumn);
    if (field === null) return null;
    text += i === 0 ? field : `\t${field}`;
  }
  return `${text}\n`;
}

/** Null for a value that has to go by INSERT. */
function fieldText(value: SqlValue, { kind, nullable }: LoadColumn): string | null {
  switch (typeof value) {
    case "string":
      if (kind === "bytes") return Buffer.from(value).toString("hex");
      return NEEDS_ESCAPE.test(value) ? value.replace(/[\\\t\n\0]/g, (character) => ESCAPED[character] ?? "") : value;
    case "number":
      return numberText(value, kind);
    case "bigint":
      return kind === "bytes" ? null : String(value);
    case "boolean":
      return kind === "number" || kind === "text" ? (value ? "1" : "0") : null;
    default:
      // INSERT refuses NULL here, or makes it the present time; LOAD DATA would do the other.
      if (value === null) return nullable ? NULL_FIELD : null;
      if (value instanceof Date) return kind === "bytes" || Number.isNaN(value.getTime()) ? null : toMysqlTime(value);
      return value instanceof Uint8Array && kind === "bytes" ? hexText(value) : null;
  }
}

/** A number stands bare in an INSERT, and is text here: the same only for numbers, and in text when it has no exponent. */
function numberText(value: number, kind: LoadColumn["kind"]): string | null {
  if (!Number.isFinite(value) || kind === "bytes" || kind === "time") return null;
  const text = String(value);
  return kind === "text" && text.includes("e") ? null : text;
}

function hexText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}
