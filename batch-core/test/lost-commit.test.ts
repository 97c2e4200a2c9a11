import { describe, expect, it } from "vitest";
import { openDatabase } from "../src/index.ts";
import { assertCounts, openTestBatch } from "../src/testing.ts";
import { openCutLine } from "./support/cut-line.ts";
import { testDatabases } from "./support/databases.ts";
import { copyNumbersJob, createNumberTable, numbers, numbersOf } from "./support/numbers.ts";

const mysql = testDatabases.find(({ dialect }) => dialect === "mysql");
const items = numbers(1, 30);

/** With a stream that makes something real before the commit, the commit is a packet of its own; else it travels with the bookkeeping. */
const shapes = [
  { shape: "one packet", streams: undefined },
  { shape: "a packet of its own", streams: () => [{ beforeCommit: () => {} }] },
];

describe.runIf(mysql)("a commit whose answer is lost", () => {
  async function open() {
    // Only run where there is one.
    const url = await (mysql as NonNullable<typeof mysql>).url();
    const line = await openCutLine(url);
    const database = await openDatabase(line.url);
    await createNumberTable(database);
    const batch = await openTestBatch({ database });
    return {
      line,
      database,
      batch,
      async [Symbol.asyncDispose]() {
        await batch[Symbol.asyncDispose]();
        await database.close();
        await line[Symbol.asyncDispose]();
      },
    };
  }

  it.each(shapes)("in $shape goes on when it had happened, and writes nothing twice", async ({ streams }) => {
    await using rig = await open();
    rig.line.cutAtCommit("COMMIT_COUNT = 2", "after");
    const execution = await rig.batch.startAndWait(copyNumbersJob({ items, chunkSize: 10, streams }));
    expect([rig.line.cuts, execution.status]).toEqual([1, "COMPLETED"]);
    assertCounts(execution.stepExecutions[0], { readCount: 30, writeCount: 30, commitCount: 4 });
    expect(await numbersOf(rig.database)).toEqual(items);
  });

  it.each(shapes)("in $shape fails the step when it had not, and a restart goes on from there", async ({ streams }) => {
    await using rig = await open();
    const job = copyNumbersJob({ items, chunkSize: 10, streams });
    rig.line.cutAtCommit("COMMIT_COUNT = 2", "before");
    const failed = await rig.batch.startAndWait(job);
    expect([rig.line.cuts, failed.status]).toEqual([1, "FAILED"]);
    assertCounts(failed.stepExecutions[0], { readCount: 20, writeCount: 10, commitCount: 1, rollbackCount: 1 });
    expect(failed.stepExecutions[0]?.exitStatus.description).toContain("may or may not have happened");
    expect(await numbersOf(rig.database)).toEqual(numbers(1, 10));

    const restarted = await rig.batch.restartAndWait(job, failed);
    expect(restarted.status).toBe("COMPLETED");
    assertCounts(restarted.stepExecutions[0], { readCount: 20, writeCount: 20, commitCount: 3 });
    expect(await numbersOf(rig.database)).toEqual(items);
  });
});
