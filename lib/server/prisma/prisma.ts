import "server-only";
import { resolve } from "node:path";
import type { SqlDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import type { TableLayout } from "batch-core";
import type { PrismaClient as SqliteClient } from "@/lib/generated/sqlite/client";
import { ConfigurationError } from "../engine";
import { mysqlDriver } from "./mysql-driver";
import { type ReadStatement, readAdapter } from "./read-adapter";
import { sqliteDriver } from "./sqlite-driver";

/** One type for both clients: they differ only in ways of writing, and the console does not write. */
export type Db = SqliteClient;

/**
 * Opens the console's view of a database that the engine has looked at, which also says what its tables are like.
 *
 * @param onStatement  told of every SQL statement, for counting and for the list of slow ones
 */
export async function openPrisma(
  url: string,
  layout: TableLayout,
  onStatement?: (statement: ReadStatement) => void,
): Promise<Db> {
  const options = {
    tablePrefix: layout.prefix,
    lowerCaseTables: layout.lowerCaseTables,
    sidePrefix: layout.sidePrefix,
    timeZone: layout.timeZone,
    ...(onStatement && { onStatement }),
  };
  const omit = {
    jobExecution: { jobConfigurationLocation: true },
    stepExecution: { createTime: !layout.stepCreateTime },
  } as const;
  if (layout.dialect === "mysql") {
    const { PrismaClient } = await import("@/lib/generated/mysql/client");
    const adapter: SqlDriverAdapterFactory = readAdapter(mysqlDriver(url, options), options);
    return new PrismaClient({ adapter, omit }) as unknown as Db; // see Db
  }
  const { PrismaClient } = await import("@/lib/generated/sqlite/client");
  return new PrismaClient({ adapter: readAdapter(sqliteDriver(fileOf(url), options), options), omit }) as unknown as Db; // `omit` narrows the type
}

function fileOf(url: string): string {
  if (!url.startsWith("file:") || url.includes(":memory:")) {
    throw new ConfigurationError(
      "The console needs a database in a file: a database in memory exists in one thread only.",
    );
  }
  return resolve(url.slice("file:".length).replace(/^\/\/(?=\/)/, ""));
}
