import type { z } from "zod";
import type { ChunkStepOptions, Database, Job, JobOptions } from "../../src/index.ts";
import { defineJob, listReader, sqlWriter } from "../../src/index.ts";
import type { ItemWriter } from "../../src/item/item-writer.ts";

/** `from` to `to`, both included. */
export function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** Without a unique key: an item that is written twice is to be seen, not refused. */
export async function createNumberTable(database: Database, table = "copied"): Promise<void> {
  await database.execute(`create table ${table} (n integer not null)`);
}

export async function numbersOf(database: Database, table = "copied"): Promise<number[]> {
  const rows = await database.query<{ n: number }>(`select n from ${table} order by n`);
  return rows.map(({ n }) => n);
}

/** Writes numbers into a table, through the chunk's transaction. */
export function numberWriter(table = "copied"): ItemWriter<number> {
  return sqlWriter({ table, columns: ["n"], map: (n) => [n] });
}

type NumberStep = ChunkStepOptions<unknown, number, number>;

export interface CopyNumbers extends Partial<NumberStep> {
  readonly items?: readonly number[];
  readonly job?: Partial<Omit<JobOptions<z.ZodObject>, "flow">>;
}

/** A job of one step, `copy`: 1 to 4 from a list into the table `copied`, two by two. Takes any parameters. */
export function copyNumbersJob({ items = [1, 2, 3, 4], job, ...options }: CopyNumbers = {}): Job {
  const step: NumberStep = {
    chunkSize: 2,
    reader: () => listReader(items),
    writer: () => numberWriter(),
    ...options,
  };
  return defineJob({ name: "copyNumbers", ...job, flow: (builder) => builder.start(builder.chunkStep("copy", step)) });
}
