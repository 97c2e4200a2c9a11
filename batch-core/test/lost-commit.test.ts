import { describe, expect, it } from "vitest";
import { CommitOutcomeUnknownError, type Database, defineJob, openDatabase } from "../src/index.ts";
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
      url,
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

  it("does not happen later, when the server was still at work on it", async () => {
    await using rig = await open();
    await using other = await openDatabase(rig.url);
    const held = holdContexts(other);
    const job = copyNumbersJob({
      items,
      chunkSize: 10,
      processor: async (n, { stepContext }) => {
        stepContext.put("seen", n);
        if (n === 20) await held.begin();
        return n;
      },
      // The server waits for the context's row until then, and goes on with a connection that is gone.
      listeners: [{ afterChunkError: () => held.end() }],
    });
    rig.line.cutAtCommit("COMMIT_COUNT = 2", "during");
    const failed = await rig.batch.startAndWait(job);
    expect([rig.line.cuts, failed.status]).toEqual([1, "FAILED"]);
    expect(await numbersOf(rig.database)).toEqual(numbers(1, 10));

    expect(await rig.batch.restartAndWait(job, failed)).toMatchObject({ status: "COMPLETED" });
  });

  it.each([
    { when: "after", status: "COMPLETED", commitCount: 2, rollbackCount: 0, calls: [1, 2] },
    { when: "before", status: "FAILED", commitCount: 1, rollbackCount: 1, calls: [1] },
  ] as const)("of a tasklet: $status when the line broke $when it", async ({ when, status, calls, ...expected }) => {
    await using rig = await open();
    let call = 0;
    const job = defineJob({
      name: "calls",
      flow: (job) =>
        job.start(
          job.taskletStep("insert", async ({ transaction }) => {
            await transaction.execute("insert into copied (n) values (?)", [++call]);
            return call < 2 ? "CONTINUABLE" : "FINISHED";
          }),
        ),
    });
    rig.line.cutAtCommit("COMMIT_COUNT = 2", when);
    const execution = await rig.batch.startAndWait(job);
    expect([rig.line.cuts, execution.status]).toEqual([1, status]);
    assertCounts(execution.stepExecutions[0], expected);
    expect(await numbersOf(rig.database)).toEqual(calls);
  });

  it("of a transaction of the job's own does not pass for the chunk's", async () => {
    await using batch = await openTestBatch();
    await createNumberTable(batch.database);
    const job = copyNumbersJob({
      processor: (n) => {
        if (n === 3) throw new CommitOutcomeUnknownError("Another database was lost.");
        return n;
      },
    });
    const failed = await batch.startAndWait(job);
    expect(failed.status).toBe("FAILED");
    assertCounts(failed.stepExecutions[0], { readCount: 4, writeCount: 2, commitCount: 1, rollbackCount: 1 });
  });
});

/** Locks the rows of all step contexts in a transaction of its own. */
function holdContexts(database: Database): { begin(): Promise<void>; end(): void } {
  const ended = Promise.withResolvers<void>();
  return {
    begin: () =>
      new Promise((resolve, reject) => {
        database
          .transaction(async (transaction) => {
            await transaction.query("select STEP_EXECUTION_ID from BATCH_STEP_EXECUTION_CONTEXT for update");
            resolve();
            await ended.promise;
          })
          .catch(reject);
      }),
    end: ended.resolve,
  };
}
