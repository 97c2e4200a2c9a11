import "server-only";
import { type ColumnType, ColumnTypeEnum, DriverAdapterError, type SqlQuery } from "@prisma/driver-adapter-utils";
import { createPool, type FieldPacket } from "mysql2/promise";
import { instantToWallClock } from "../engine";
import { type ReadDriver, type ReadOptions, resultSet } from "./read-adapter";

/** Apart from the engine's own connections, so that a slow page never waits for a chunk or the other way round. */
const CONNECTIONS_MAX = 4;

/** Type codes of the client/server protocol, as far as our tables and expressions have them. */
const COLUMN_TYPES: Readonly<Record<number, ColumnType>> = {
  1: ColumnTypeEnum.Int64,
  2: ColumnTypeEnum.Int64,
  3: ColumnTypeEnum.Int64,
  8: ColumnTypeEnum.Int64,
  9: ColumnTypeEnum.Int64,
  4: ColumnTypeEnum.Double,
  5: ColumnTypeEnum.Double,
  0: ColumnTypeEnum.Numeric,
  246: ColumnTypeEnum.Numeric,
  7: ColumnTypeEnum.DateTime,
  12: ColumnTypeEnum.DateTime,
};

/** MySQL and MariaDB through mysql2, the engine's own driver. */
export function mysqlDriver(url: string, options: Pick<ReadOptions, "timeZone" | "sidePrefix">): ReadDriver {
  const pool = createPool({
    uri: url,
    connectionLimit: CONNECTIONS_MAX,
    charset: "utf8mb4",
    dateStrings: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    jsonStrings: true,
  });

  const describe = (field: FieldPacket) => {
    const code = field.columnType ?? field.type ?? 0;
    // The sum of a BIGINT is a DECIMAL without decimals.
    const type =
      code === 246 && field.decimals === 0 ? ColumnTypeEnum.Int64 : (COLUMN_TYPES[code] ?? ColumnTypeEnum.Text);
    if (type !== ColumnTypeEnum.DateTime) return { name: field.name, type };
    const isOurs = field.orgTable.toUpperCase().startsWith(options.sidePrefix.toUpperCase());
    return { name: field.name, type, timeZone: isOurs ? "UTC" : options.timeZone };
  };

  /** A text that the tables' character set has no letters for is not in them: it is asked for as one that nobody writes. */
  const ask = async (sql: string, values: readonly Bindable[]) => {
    try {
      return await pool.execute({ sql, rowsAsArray: true }, [...values]);
    } catch (error) {
      if (!isForeignText(error)) throw error;
      return pool.execute({ sql, rowsAsArray: true }, values.map(withoutForeignLetters));
    }
  };

  return {
    provider: "mysql",
    async read(query) {
      try {
        const values = query.args.map((value, index) => toMysql(value, query.argTypes[index], options.timeZone));
        const [rows, fields] = await ask(query.sql, values);
        // With `rowsAsArray` a query gives arrays of plain values, which the driver's types do not say.
        return resultSet(fields.map(describe), rows as unknown as unknown[][]);
      } catch (error) {
        throw toPrismaError(error);
      }
    },
    close: () => pool.end(),
  };
}

type Bindable = string | number | null;

/** ER_CANT_AGGREGATE_2COLLATIONS and its likes for three and more. */
const MIXED_COLLATIONS = new Set([1267, 1270, 1271]);

function isForeignText(error: unknown): boolean {
  return error instanceof Error && "errno" in error && MIXED_COLLATIONS.has(Number(error.errno));
}

/** What is left can be written in any character set; U+0001 stands in no name. */
function withoutForeignLetters(value: Bindable): Bindable {
  return typeof value === "string" ? value.replace(/[^\0-\xff]/gu, "\u0001") : value;
}

function toMysql(value: unknown, type: SqlQuery["argTypes"][number] | undefined, timeZone: string): Bindable {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return instantToWallClock(value, timeZone);
  if (type?.scalarType === "datetime") return instantToWallClock(new Date(String(value)), timeZone);
  if (typeof value === "boolean") return value ? 1 : 0;
  return typeof value === "number" ? value : String(value);
}

function toPrismaError(error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  const { errno, sqlState } = error as { errno?: number; sqlState?: string }; // mysql2 sets them on errors of the server
  if (errno === undefined || sqlState === undefined) return new DriverAdapterError({ kind: "DatabaseNotReachable" });
  return new DriverAdapterError({ kind: "mysql", code: errno, message: error.message, state: sqlState });
}
