import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";

const SCHEMA = `
datasource db {
  provider = "sqlite"
}
generator client {
  provider     = "prisma-client"
  output       = "client"
  moduleFormat = "esm"
  importFileExtension = "ts"
}
model User {
  id    Int    @id
  city  String
  name  String
  email String @unique
}
`;

export interface User {
  readonly id: number;
  readonly city: string;
  readonly name: string;
  readonly email: string;
}

/** As much of the generated client as the tests use; its own types exist only after it is generated. */
export interface TestPrismaClient {
  readonly user: {
    findMany(args?: object): Promise<User[]>;
    createMany(args: object): Promise<{ count: number }>;
    create(args: object): Promise<User>;
    update(args: object): Promise<User>;
    upsert(args: object): Promise<User>;
    delete(args: object): Promise<User>;
  };
  $transaction(operations: readonly PromiseLike<unknown>[]): Promise<unknown[]>;
  $executeRawUnsafe(sql: string): Promise<number>;
  $disconnect(): Promise<void>;
}

/** A real Prisma client, generated here and now, as a user has one. */
export async function openPrismaClient(databaseFile: string): Promise<TestPrismaClient> {
  const folder = fileURLToPath(new URL("../.generated/", import.meta.url));
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}.gitignore`, "*\n");
  writeFileSync(`${folder}schema.prisma`, SCHEMA);
  const prisma = createRequire(import.meta.url).resolve("prisma/build/index.js");
  execFileSync(process.execPath, [prisma, "generate", "--schema", `${folder}schema.prisma`], {
    // The command line insists on an engine that generating does not need.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: "1" },
    stdio: "pipe",
  });
  const { PrismaClient } = await import(pathToFileURL(`${folder}client/client.ts`).href);
  const client: TestPrismaClient = new PrismaClient({
    adapter: new PrismaBetterSqlite3({ url: `file:${databaseFile}` }),
  });
  await client.$executeRawUnsafe(
    'create table "User" (id integer primary key, city text not null, name text not null, email text not null unique)',
  );
  return client;
}
