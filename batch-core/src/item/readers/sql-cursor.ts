import type { Database, Row } from "../../repository/database.ts";
import type { ItemReader } from "../item-reader.ts";
import { namedStatement, type StatementValues } from "../sql/named-parameters.ts";
import { type ItemCountingOptions, itemCountingReader } from "./item-counting.ts";
import { type RowMapping, rowMapper } from "./row-mapping.ts";

export interface SqlCursorReaderOptions<T> extends ItemCountingOptions {
  readonly database: Database;
  /** A query with `:name` or `?` parameters. Give it an `order by` that is the same every time: a restart counts rows. */
  readonly sql: string;
  readonly parameters?: StatementValues;
  /** A function from row and row number to item, or a schema for the row. Absent: the row as the driver gives it. */
  readonly map?: RowMapping<Row, T>;
  /** Rows held at a time; one more batch is on its way. Default 1000. */
  readonly fetchSize?: number;
}

/**
 * Reads the rows of one query while they stream in, on a connection of their own that the commits of the step do not touch.
 *
 *     sqlCursorReader({ database, sql: "select id, name from users where city = :city order by id", parameters: { city } })
 *
 * A restart runs the query again and passes over the rows it had; where rows come and go meanwhile, `sqlPagingReader` is the safe one.
 */
export function sqlCursorReader<T = Row>(options: SqlCursorReaderOptions<T>): ItemReader<T> {
  const name = options.name ?? "sqlCursorReader";
  const { sql, bind } = namedStatement(options.sql);
  let batches: AsyncIterator<Row[]> | null = null;

  return itemCountingReader<Row, T>({
    ...options,
    name,
    mayDrop: true,
    source: {
      open() {
        const rows = options.database.stream(sql, bind(options.parameters ?? []), options.fetchSize ?? 1000);
        batches = rows[Symbol.asyncIterator]();
      },
      async nextBlock() {
        const { value, done } = (await batches?.next()) ?? { value: undefined, done: true };
        return done ? null : value;
      },
      async close() {
        await batches?.return?.();
        batches = null;
      },
    },
    toItem: rowMapper(name, options.map),
  });
}
