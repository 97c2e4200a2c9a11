import "server-only";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { type ColumnType, ColumnTypeEnum, DriverAdapterError, type SqlQuery } from "@prisma/driver-adapter-utils";
import { type ReadDriver, type ReadOptions, resultSet } from "./read-adapter";
import type { SqliteAnswer, SqliteQuestion, SqliteResult } from "./sqlite-thread";

/** Run by Node as it stands, not bundled: hence found at run time. */
const THREAD_FILE = "lib/server/prisma/sqlite-thread.ts";

type Waiting = { resolve(result: SqliteResult): void; reject(error: unknown): void };

/**
 * SQLite through better-sqlite3 in a thread of its own. The library is synchronous: a count over a million rows on the server's thread would
 * hold up every other request, the heartbeats included.
 */
export function sqliteDriver(file: string, options: Pick<ReadOptions, "timeZone">): ReadDriver {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let thread: Worker | null = null;

  const failAll = (error: unknown) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
    thread = null;
  };

  /** Started on first use, and again after it died: one bad statement must not end the console. */
  const open = (): Worker => {
    if (thread) return thread;
    const started = new Worker(pathToFileURL(join(/* turbopackIgnore: true */ process.cwd(), THREAD_FILE)), {
      workerData: { file },
    });
    started.on("message", (answer: SqliteAnswer) => {
      const asker = waiting.get(answer.id);
      waiting.delete(answer.id);
      if (answer.ok) asker?.resolve(answer.result);
      else asker?.reject(toPrismaError(answer));
    });
    started.on("error", failAll);
    started.on("exit", (code) => failAll(new Error(`The SQLite reader ended with code ${code}.`)));
    started.unref();
    thread = started;
    return started;
  };

  const ask = (sql: string, parameters: SqliteQuestion["parameters"]) =>
    new Promise<SqliteResult>((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      open().postMessage({ id, sql, parameters } satisfies SqliteQuestion);
    });

  return {
    provider: "sqlite",
    async read(query) {
      const parameters = query.args.map((value, index) => toSqlite(value, query.argTypes[index]));
      const { columns, rows } = await ask(query.sql, parameters);
      const described = columns.map(({ name, type }, index) => {
        const mapped = mapType(type, rows, index);
        return mapped === ColumnTypeEnum.DateTime
          ? { name, type: mapped, timeZone: options.timeZone }
          : { name, type: mapped };
      });
      return resultSet(described, rows);
    },
    async close() {
      await thread?.terminate();
    },
  };
}

function toSqlite(value: unknown, type: SqlQuery["argTypes"][number] | undefined): string | number | bigint | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString().replace("Z", "+00:00");
  if (type?.scalarType === "datetime") return new Date(String(value)).toISOString().replace("Z", "+00:00");
  if (typeof value === "boolean") return value ? 1 : 0;
  if (type?.scalarType === "bigint" || type?.scalarType === "int") return BigInt(String(value));
  return typeof value === "number" || typeof value === "bigint" ? value : String(value);
}

/** By the declared type; an expression has none, so its first value decides. */
function mapType(declared: string | null, rows: unknown[][], index: number): ColumnType {
  const type = declared?.toUpperCase() ?? "";
  if (/^(TIMESTAMP|DATETIME)/.test(type)) return ColumnTypeEnum.DateTime;
  if (/INT/.test(type)) return ColumnTypeEnum.Int64;
  if (/CHAR|CLOB|TEXT/.test(type)) return ColumnTypeEnum.Text;
  if (/REAL|FLOA|DOUB/.test(type)) return ColumnTypeEnum.Double;
  const sample = rows.find((row) => row[index] !== null)?.[index];
  if (typeof sample === "bigint") return ColumnTypeEnum.Int64;
  return typeof sample === "number" ? ColumnTypeEnum.Double : ColumnTypeEnum.Text;
}

function toPrismaError(answer: { readonly code: string; readonly message: string }): DriverAdapterError {
  const { message } = answer;
  if (answer.code.startsWith("SQLITE_BUSY")) return new DriverAdapterError({ kind: "SocketTimeout" });
  return new DriverAdapterError({ kind: "sqlite", extendedCode: 1, message });
}
