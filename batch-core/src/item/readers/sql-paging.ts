import { isDeepStrictEqual } from "node:util";
import { ConfigurationError, ItemStreamError } from "../../errors.ts";
import type { ContextValue, ExecutionContext } from "../../model/execution-context.ts";
import type { Database, Row, SqlValue } from "../../repository/database.ts";
import type { ItemReader } from "../item-reader.ts";
import { namedStatement, type StatementValues } from "../sql/named-parameters.ts";
import { type ItemCountingOptions, itemCountingReader } from "./item-counting.ts";
import type { RecordSource } from "./record-source.ts";
import { type RowMapping, rowMapper } from "./row-mapping.ts";

export interface SqlPagingReaderOptions<T> extends ItemCountingOptions {
  readonly database: Database;
  /** Columns, without the word `select`; the sort keys must be among them. */
  readonly select: string;
  /** Tables, without the word `from`. */
  readonly from: string;
  /** Condition, without the word `where`. */
  readonly where?: string;
  readonly parameters?: StatementValues;
  /** Most significant first. Together they must be unique and never null, or rows are lost between pages. */
  readonly sortKeys: Readonly<Record<string, "asc" | "desc">>;
  /** Rows per query. Default 1000. */
  readonly pageSize?: number;
  /** A function from row and row number to item, or a schema for the row. Absent: the row as the driver gives it. */
  readonly map?: RowMapping<Row, T>;
}

/**
 * Reads a query page by page, each page beginning behind the sort keys of the last row: no offset that grows, no cursor that is held.
 *
 *     sqlPagingReader({ database, select: "id, name", from: "users", where: "city = :city", parameters: { city }, sortKeys: { id: "asc" } })
 *
 * A restart goes on behind the last row that was read, whatever became of the rows before it: the job may change what `where` looks at.
 * The position is kept twice: as Spring Batch does, in `<name>.start.after` and `<name>.read.count`, and exactly, in `<name>.read.after`.
 */
export function sqlPagingReader<T = Row>(options: SqlPagingReaderOptions<T>): ItemReader<T> {
  const name = options.name ?? "sqlPagingReader";
  return itemCountingReader<Row, T>({
    ...options,
    name,
    mayDrop: true,
    source: new SqlPages(name, options),
    toItem: rowMapper(name, options.map),
    // A page of SQLite is read on this thread: ahead of time is no gain.
    readAhead: options.database.dialect === "mysql",
  });
}

type Keys = Readonly<Record<string, SqlValue>>;

class SqlPages implements RecordSource<Row> {
  readonly #name: string;
  readonly #options: SqlPagingReaderOptions<unknown>;
  readonly #columns: readonly string[];
  readonly #pageSize: number;
  /** Where each page began: Spring Batch saves the beginning of the page that is being read. */
  readonly #beginnings = new WeakMap<readonly Row[], Keys | null>();
  #after: Keys | null = null;
  #ended = false;

  constructor(name: string, options: SqlPagingReaderOptions<unknown>) {
    this.#name = name;
    this.#options = options;
    this.#columns = Object.keys(options.sortKeys);
    this.#pageSize = options.pageSize ?? 1000;
    if (this.#columns.length === 0) throw new ConfigurationError(`Reader "${name}" needs at least one sort key.`);
    if (!Number.isInteger(this.#pageSize) || this.#pageSize < 1) {
      throw new ConfigurationError(`Reader "${name}" needs a page size of at least 1, got ${options.pageSize}.`);
    }
  }

  async nextBlock(): Promise<readonly Row[] | null> {
    if (this.#ended) return null;
    const beginning = this.#after;
    const { sql, bind } = namedStatement(this.#pageSql(beginning !== null));
    const page = await this.#options.database.query(sql, [
      ...bind(this.#options.parameters ?? []),
      ...(beginning === null ? [] : this.#boundsOf(beginning)),
    ]);
    this.#ended = page.length < this.#pageSize;
    const last = page.at(-1);
    if (last === undefined) return null;
    this.#after = this.#keysOf(last);
    this.#beginnings.set(page, beginning);
    return page;
  }

  jumpTo(count: number, context: ExecutionContext): number {
    const exact = asMap(context.get(`${this.#name}.read.after`));
    if (exact && Number(exact.count) === count) {
      this.#after = this.#savedKeys(asMap(exact.keys) ?? {});
      return 0;
    }
    const beginning = asMap(context.get(`${this.#name}.start.after`));
    if (!beginning) return count;
    this.#after = this.#savedKeys(beginning);
    // At the end of a page Spring Batch saves the beginning of the next one.
    return count % this.#pageSize;
  }

  update(context: ExecutionContext, page: readonly Row[], given: number): void {
    const lastRead = given > 0 ? page[given - 1] : undefined;
    if (lastRead === undefined) return;
    const keys = this.#keysOf(lastRead);
    const startAfter = given === page.length ? keys : this.#beginnings.get(page);
    if (startAfter) putIfChanged(context, `${this.#name}.start.after`, contextValue(startAfter));
    putIfChanged(context, `${this.#name}.read.after`, {
      count: context.getNumber(`${this.#name}.read.count`) ?? 0,
      keys: contextValue(keys),
    });
  }

  #pageSql(following: boolean): string {
    const { select, from, where, sortKeys } = this.#options;
    const conditions = [where && `(${where})`, following && this.#behindCondition()].filter(Boolean);
    const order = this.#columns.map((column) => `${column} ${sortKeys[column]}`).join(", ");
    const condition = conditions.length > 0 ? ` where ${conditions.join(" and ")}` : "";
    return `select ${select} from ${from}${condition} order by ${order} limit ${this.#pageSize}`;
  }

  /** `(a > ?) or (a = ? and b > ?)`: what a comparison of rows means, in a form that every database takes to its index. */
  #behindCondition(): string {
    const { sortKeys } = this.#options;
    const alternatives = this.#columns.map((column, index) => {
      const equal = this.#columns.slice(0, index).map((before) => `${before} = ?`);
      return `(${[...equal, `${column} ${sortKeys[column] === "desc" ? "<" : ">"} ?`].join(" and ")})`;
    });
    return `(${alternatives.join(" or ")})`;
  }

  #boundsOf(keys: Keys): SqlValue[] {
    return this.#columns.flatMap((_, index) => this.#columns.slice(0, index + 1).map((column) => keys[column] ?? null));
  }

  #keysOf(row: Row): Keys {
    return Object.fromEntries(
      this.#columns.map((column) => {
        // `u.id` in the query is `id` in the row.
        const value = row[column.slice(column.lastIndexOf(".") + 1)];
        if (value === null || value === undefined) {
          throw new ItemStreamError(
            `Reader "${this.#name}" finds ${value === null ? "null in" : "no"} sort key "${column}" in a row. Select it, and sort by keys that are never null.`,
          );
        }
        // What a driver gives as a value of a column can be bound again.
        return [column, value as SqlValue];
      }),
    );
  }

  #savedKeys(saved: Readonly<Record<string, ContextValue>>): Keys {
    return Object.fromEntries(
      this.#columns.map((column) => {
        const value = saved[column];
        if (value === undefined || value === null || (typeof value === "object" && !(value instanceof Date))) {
          throw new ItemStreamError(`The saved position of reader "${this.#name}" has no usable sort key "${column}".`);
        }
        return [column, value];
      }),
    );
  }
}

function asMap(value: ContextValue | undefined): Readonly<Record<string, ContextValue>> | null {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  // A map of the context is a plain object; a JavaValue has none of the keys that are asked for.
  return value as Readonly<Record<string, ContextValue>>;
}

function contextValue(keys: Keys): Readonly<Record<string, ContextValue>> {
  // A sort key is never binary: those cannot be ordered meaningfully.
  return keys as Readonly<Record<string, ContextValue>>;
}

/** Maps are compared by content, so that a context in which nothing moved stays clean. */
function putIfChanged(context: ExecutionContext, key: string, value: Readonly<Record<string, ContextValue>>): void {
  if (!isDeepStrictEqual(context.get(key), value)) context.put(key, value);
}
