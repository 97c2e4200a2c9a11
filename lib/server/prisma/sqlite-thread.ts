import { parentPort, workerData } from "node:worker_threads";
import Database from "better-sqlite3";

/** Entry of the reading thread of sqlite-driver.ts: answers one question after another from a connection that cannot write. */
export interface SqliteQuestion {
  readonly id: number;
  readonly sql: string;
  readonly parameters: readonly (string | number | bigint | null)[];
}

export interface SqliteResult {
  /** `type` as declared by the table; null for expressions. */
  readonly columns: readonly { readonly name: string; readonly type: string | null }[];
  /** Integers as bigint. */
  readonly rows: unknown[][];
}

export type SqliteAnswer =
  | { readonly id: number; readonly ok: true; readonly result: SqliteResult }
  | { readonly id: number; readonly ok: false; readonly code: string; readonly message: string };

/** Statements kept prepared; our pages have some dozens, times the sizes of their `in` lists. */
const STATEMENTS_MAX = 200;

const { file } = workerData as { file: string }; // given by sqlite-driver.ts
const database = await connect();
database.defaultSafeIntegers(true);
database.pragma("query_only = 1");

/** Where WAL cannot be read in its folder the engine knows how; its code takes 70 MB, which other threads need not have. */
async function connect(): Promise<Database.Database> {
  const waiting = { timeout: 5_000 };
  try {
    const connection = new Database(file, { ...waiting, readonly: true, fileMustExist: true });
    connection.prepare("select 1 from sqlite_master").get();
    return connection;
  } catch {
    const { connectToRead } = await import("batch-core");
    return connectToRead(file, waiting);
  }
}

const statements = new Map<string, Database.Statement>();

function prepare(sql: string): Database.Statement {
  const known = statements.get(sql);
  if (known) return known;
  const statement = database.prepare(sql).raw();
  if (statements.size >= STATEMENTS_MAX) statements.clear();
  statements.set(sql, statement);
  return statement;
}

function answer({ id, sql, parameters }: SqliteQuestion): SqliteAnswer {
  try {
    const statement = prepare(sql);
    const rows = statement.all(...parameters) as unknown[][]; // raw() makes every row an array
    return { id, ok: true, result: { columns: statement.columns().map(({ name, type }) => ({ name, type })), rows } };
  } catch (error) {
    const code = error instanceof Database.SqliteError ? error.code : "SQLITE_ERROR";
    return { id, ok: false, code, message: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on("message", (question: SqliteQuestion) => parentPort?.postMessage(answer(question)));
