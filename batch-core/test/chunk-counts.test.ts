import { describe, expect, it } from "vitest";
import { defineJob } from "../src/index.ts";
import { counts, countsOf, openTestBatch } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";
import { copyNumbersJob, createNumberTable, numbers, numbersOf } from "./support/numbers.ts";

/** Spring Batch, legacy chunk step: floor(n/s)+1 when n is a multiple of s, else ceil(n/s). Row: items, column: chunk size 1 to 7. */
const COMMITS: Record<number, readonly number[]> = {
  0: [1, 1, 1, 1, 1, 1, 1],
  1: [2, 1, 1, 1, 1, 1, 1],
  2: [3, 2, 1, 1, 1, 1, 1],
  3: [4, 2, 2, 1, 1, 1, 1],
  4: [5, 3, 2, 2, 1, 1, 1],
  5: [6, 3, 2, 2, 2, 1, 1],
  6: [7, 4, 3, 2, 2, 2, 1],
  7: [8, 4, 3, 2, 2, 2, 2],
};
const CASES = Object.entries(COMMITS).flatMap(([items, row]) =>
  row.map((commitCount, index) => ({ items: Number(items), chunkSize: index + 1, commitCount })),
);

describe.each(testDatabases)("counters of a chunk step on $dialect", ({ openDatabase }) => {
  it("counts items and commits for every number of items and every chunk size", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    await createNumberTable(batch.database);
    for (const { items, chunkSize, commitCount } of CASES) {
      await batch.database.execute("delete from copied");
      const job = copyNumbersJob({ items: numbers(1, items), chunkSize });

      const { status, exitStatus, stepExecutions } = await batch.startAndWait(job, { items, chunkSize });

      const name = `${items} items, chunk size ${chunkSize}`;
      expect({ status, exitStatus }, name).toEqual({
        status: "COMPLETED",
        exitStatus: { code: "COMPLETED", description: "" },
      });
      expect(countsOf(stepExecutions[0]), name).toEqual(counts({ readCount: items, writeCount: items, commitCount }));
      expect(await numbersOf(batch.database), name).toEqual(numbers(1, items));
      // Spring Batch 4 and 5: STARTED and the end, and for a step every commit between them.
      expect(stepExecutions[0]?.version, name).toBe(commitCount + 2);
    }
  });

  it("ends a job of 4 items in chunks of 2 at VERSION 2, its step at VERSION 5", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    await createNumberTable(batch.database);

    const execution = await batch.startAndWait(copyNumbersJob());

    expect(execution.version).toBe(2);
    expect(execution.stepExecutions[0]?.version).toBe(5);
  });

  it("counts what the processor filters", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    await createNumberTable(batch.database);
    const job = copyNumbersJob({ items: numbers(1, 7), processor: (n) => (n % 3 === 0 ? null : n * 10) });

    const { stepExecutions } = await batch.startAndWait(job);

    expect(countsOf(stepExecutions[0])).toEqual(
      counts({ readCount: 7, filterCount: 2, writeCount: 5, commitCount: 4 }),
    );
    expect(await numbersOf(batch.database)).toEqual([10, 20, 40, 50, 70]);
  });

  it("hands an empty chunk to the writer when all its items are filtered, and none when none was read", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    const written: number[][] = [];
    const job = copyNumbersJob({
      processor: (n) => (n <= 2 ? null : n),
      writer: () => ({ write: (items) => void written.push([...items]) }),
    });

    const { stepExecutions } = await batch.startAndWait(job);

    expect(written).toEqual([[], [3, 4]]);
    expect(countsOf(stepExecutions[0])).toEqual(
      counts({ readCount: 4, filterCount: 2, writeCount: 2, commitCount: 3 }),
    );
  });

  it.each([
    {
      fails: "the reader",
      options: () => {
        let next = 0;
        return {
          reader: () => ({
            read() {
              next += 1;
              if (next === 4) throw new Error("no fourth item");
              return next;
            },
          }),
        };
      },
      expected: { readCount: 3, writeCount: 2, commitCount: 1, rollbackCount: 1 },
    },
    {
      fails: "the processor",
      options: () => ({
        processor: (n: number) => {
          if (n === 4) throw new Error("no fourth item");
          return n === 3 ? null : n;
        },
      }),
      // What a failed chunk had filtered is known only when all of it is processed.
      expected: { readCount: 4, writeCount: 2, commitCount: 1, rollbackCount: 1 },
    },
    {
      fails: "the writer",
      options: () => ({
        processor: (n: number) => (n === 3 ? null : n),
        writer: () => ({
          write(items: readonly number[]) {
            if (items.includes(4)) throw new Error("no fourth item");
          },
        }),
      }),
      expected: { readCount: 4, filterCount: 1, writeCount: 2, commitCount: 1, rollbackCount: 1 },
    },
    {
      fails: "the save of the chunk",
      options: () => ({
        processor: (n: number) => (n === 3 ? null : n),
        streams: () => [
          {
            beforeCommit: failOnCall(2),
          },
        ],
      }),
      // Read counts stay, everything else of the chunk is taken back.
      expected: { readCount: 4, writeCount: 2, commitCount: 1, rollbackCount: 1 },
    },
  ])("keeps the counts of Spring Batch when $fails fails in the second chunk", async ({ options, expected }) => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    await createNumberTable(batch.database);

    const execution = await batch.startAndWait(copyNumbersJob(options()));

    const [step] = execution.stepExecutions;
    expect(execution).toMatchObject({ status: "FAILED", exitStatus: { code: "FAILED" } });
    expect(step).toMatchObject({ status: "FAILED", exitStatus: { code: "FAILED" } });
    expect(step?.exitStatus.description).toMatch(/^Error: no fourth item\n\tat /);
    expect(countsOf(step)).toEqual(counts(expected));
    // STARTED, one chunk, the end.
    expect(step?.version).toBe(3);
  });

  it("counts a tasklet's calls as commits, and the one that fails as a rollback", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    await createNumberTable(batch.database);
    let calls = 0;
    const job = defineJob({
      name: "calls",
      flow: (builder) =>
        builder.start(
          builder.taskletStep("call", async ({ transaction, contribute }) => {
            await transaction.execute("insert into copied (n) values (?)", [++calls]);
            contribute({ readCount: 10, writeCount: 1 });
            if (calls === 3) throw new Error("no third call");
            return "CONTINUABLE";
          }),
        ),
    });

    const { status, stepExecutions } = await batch.startAndWait(job);

    expect([status, stepExecutions[0]?.status]).toEqual(["FAILED", "FAILED"]);
    // What the failed call had contributed is added all the same.
    expect(countsOf(stepExecutions[0])).toEqual(
      counts({ readCount: 30, writeCount: 3, commitCount: 2, rollbackCount: 1 }),
    );
    expect(await numbersOf(batch.database)).toEqual([1, 2]);
  });

  it("begins to count at zero with every attempt", async () => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    await createNumberTable(batch.database);
    let broken = true;
    const job = copyNumbersJob({
      items: numbers(1, 7),
      processor: (n) => {
        if (n === 6 && broken) throw new Error("six");
        return n;
      },
    });

    const first = await batch.startAndWait(job);
    broken = false;
    const second = await batch.startAndWait(job);

    // The example of spec §8.7.
    expect(countsOf(first.stepExecutions[0])).toEqual(
      counts({ readCount: 6, writeCount: 4, commitCount: 2, rollbackCount: 1 }),
    );
    expect(first.stepExecutions[0]?.context.get("listReader.read.count")).toBe(4);
    expect(countsOf(second.stepExecutions[0])).toEqual(counts({ readCount: 3, writeCount: 3, commitCount: 2 }));
    expect(second.stepExecutions[0]?.context.get("listReader.read.count")).toBe(8);
    expect(await numbersOf(batch.database)).toEqual(numbers(1, 7));
  });
});

function failOnCall(number: number): () => void {
  let calls = 0;
  return () => {
    calls += 1;
    if (calls === number) throw new Error("no fourth item");
  };
}
