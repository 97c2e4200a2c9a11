import { inspect } from "node:util";
import { ConfigurationError, EmptyResultDataAccessError } from "../../errors.ts";
import type { SqlValue, StatementResult, Transaction } from "../../repository/database.ts";
import type { ItemWriter } from "../item-writer.ts";
import { declareInsertion } from "../sql/insertion.ts";
import { namedStatement, type StatementValues } from "../sql/named-parameters.ts";

/** Statements sent at once: the whole of a usual chunk is a few packets, and no packet outgrows the server's limit. */
const STATEMENTS_PER_BATCH = 500;

/** Inserts into a table. */
export interface SqlInsertOptions<T> {
  readonly table: string;
  readonly columns: readonly string[];
  /** The values of an item in the order of `columns`. */
  readonly map: (item: T) => readonly SqlValue[];
}

/** Inserts the properties of the items that are named as the columns. */
export interface SqlPropertiesOptions<C extends string> {
  readonly table: string;
  readonly columns: readonly C[];
  readonly map?: undefined;
}

/** Runs a statement for every item. */
export interface SqlStatementOptions<T> {
  /** An insert, update, delete or call with `:name` or `?` parameters. */
  readonly sql: string;
  /** The parameters of an item. Absent: the item itself, by property name. */
  readonly map?: (item: T) => StatementValues;
  /** Every item must change at least one row. Default true. */
  readonly assertUpdates?: boolean;
}

/**
 * Writes a chunk into the database of the job, in the chunk's own transaction: committed together with the position of the reader.
 *
 *     sqlWriter({ table: "bird", columns: ["id", "name"], map: (bird: Bird) => [bird.id, bird.name] })   // inserts, the fast way
 *     sqlWriter({ table: "bird", columns: ["id", "name"] })                      // the items have these properties
 *     sqlWriter({ sql: "update users set status = :status where id = :id" })     // one statement per item
 *
 * @throws {EmptyResultDataAccessError} when a statement changed no row and `assertUpdates` is not false
 */
export function sqlWriter<T>(options: SqlInsertOptions<T>): ItemWriter<T>;
export function sqlWriter<const C extends string>(
  options: SqlPropertiesOptions<C>,
): ItemWriter<Readonly<Record<C, SqlValue>>>;
export function sqlWriter<T>(options: SqlStatementOptions<T>): ItemWriter<T>;
export function sqlWriter<T>(
  options: SqlInsertOptions<T> | SqlPropertiesOptions<string> | SqlStatementOptions<T>,
): ItemWriter<T> {
  return "table" in options ? insertWriter(options) : statementWriter(options);
}

function insertWriter<T>({ table, columns, map }: SqlInsertOptions<T> | SqlPropertiesOptions<string>): ItemWriter<T> {
  const values = map ?? ((item: T) => columns.map((column) => propertyOf(item, column, table)));
  const writer: ItemWriter<T> = {
    async write(items, { transaction }) {
      if (items.length > 0) await transaction.bulkInsert(table, columns, items.map(values));
    },
  };
  declareInsertion(writer, (items, transaction) => transaction.insertLater(table, columns, items.map(values)));
  return writer;
}

function propertyOf(item: unknown, column: string, table: string): SqlValue {
  // The item is the caller's; a property that is no value is refused by the driver.
  const value = (item as Record<string, SqlValue | undefined>)[column];
  if (value === undefined) {
    throw new ConfigurationError(`An item for table ${table} has no property "${column}". Give the writer a map.`);
  }
  return value;
}

function statementWriter<T>(options: SqlStatementOptions<T>): ItemWriter<T> {
  const { sql, bind } = namedStatement(options.sql);
  // Without a map an item is a record of its parameters: `bind` says so when one is missing.
  const values = options.map ?? ((item: T) => item as StatementValues);
  const assertUpdates = options.assertUpdates ?? true;

  return {
    async write(items, { transaction }) {
      for (let from = 0; from < items.length; from += STATEMENTS_PER_BATCH) {
        const part = items.slice(from, from + STATEMENTS_PER_BATCH);
        const results = await runAll(
          transaction,
          sql,
          part.map((item) => bind(values(item))),
        );
        const unchanged = assertUpdates ? results.findIndex((result) => result.affectedRows === 0) : -1;
        if (unchanged >= 0) {
          throw new EmptyResultDataAccessError(
            from + unchanged,
            inspect(part[unchanged], { breakLength: Infinity }).slice(0, 200),
          );
        }
      }
    },
  };
}

function runAll(
  transaction: Transaction,
  sql: string,
  parameters: readonly (readonly SqlValue[])[],
): Promise<StatementResult[]> {
  return transaction.batch(parameters.map((values) => ({ sql, parameters: values })));
}
