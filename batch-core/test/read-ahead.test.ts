import { describe, expect, it } from "vitest";
import type { ExecutionContext, ItemReader, ItemWriter, StepListener } from "../src/index.ts";
import { assertCounts, openTestBatch } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";
import { copyNumbersJob, createNumberTable, numbers, numbersOf, numberWriter } from "./support/numbers.ts";

const ITEMS = 10;
const CHUNK = 4;

/** Counts from 1, and lets others wait until it has come so far. */
function countingReader({ readAhead = true, failAt = 0, slowly = false } = {}) {
  let next = 0;
  const waiting: { until: number; resolve: () => void }[] = [];
  const read = () => {
    if (next === ITEMS) return null;
    next += 1;
    for (const { until, resolve } of waiting) if (next >= until) resolve();
    if (next === failAt) throw new Error(`number ${failAt} cannot be read`);
    return next;
  };
  const reader: ItemReader<number> = {
    readAhead,
    read: slowly ? async () => read() : read,
    open(context) {
      next = context.getNumber("position") ?? 0;
    },
    update: (context: ExecutionContext) => context.put("position", next),
  };
  return {
    reader,
    position: () => next,
    reached: (until: number) =>
      new Promise<void>((resolve) => {
        if (next >= until) resolve();
        else waiting.push({ until, resolve });
      }),
  };
}

/** Writes only when the event loop has gone round, as every database over a network does. */
function patientWriter(beforeWrite: (items: readonly number[]) => Promise<void> | void): ItemWriter<number> {
  const writer = numberWriter();
  return {
    async write(items, scope) {
      await beforeWrite(items);
      await writer.write(items, scope);
    },
  };
}

describe.each(testDatabases)("reading ahead on $dialect", ({ openDatabase }) => {
  async function open() {
    const database = await openDatabase();
    await createNumberTable(database);
    return openTestBatch({ database });
  }

  it.each([false, true])("reads the next chunk while this one is written (reads promise: %s)", async (slowly) => {
    await using batch = await open();
    const counting = countingReader({ slowly });
    const positions: (number | undefined)[] = [];
    const job = copyNumbersJob({
      chunkSize: CHUNK,
      reader: () => counting.reader,
      // Never ends unless the next chunk is read meanwhile.
      writer: ({ stepContext }) =>
        patientWriter(async (items) => {
          await counting.reached(Math.min(Number(items.at(-1)) + CHUNK, ITEMS));
          positions.push(stepContext.getNumber("position"));
        }),
    });
    const execution = await batch.startAndWait(job);
    expect(execution.status).toBe("COMPLETED");
    assertCounts(execution.stepExecutions[0], { readCount: ITEMS, writeCount: ITEMS, commitCount: 3 });
    expect(await numbersOf(batch.database)).toEqual(numbers(1, ITEMS));
    // What each chunk had committed before it, not what had been read by then.
    expect(positions).toEqual([0, 4, 8]);
    expect(execution.stepExecutions[0]?.context.getNumber("position")).toBe(ITEMS);
  });

  it("saves the position of the failed chunk's beginning, and a restart goes on there", async () => {
    await using batch = await open();
    let broken = true;
    const job = copyNumbersJob({
      chunkSize: CHUNK,
      reader: () => counting.reader,
      writer: () =>
        patientWriter(async (items) => {
          await counting.reached(Math.min(Number(items.at(-1)) + CHUNK, ITEMS));
          if (broken && items.includes(6)) throw new Error("six");
        }),
    });
    let counting = countingReader();
    const failed = await batch.startAndWait(job);
    assertCounts(failed.stepExecutions[0], { readCount: 8, writeCount: 4, commitCount: 1, rollbackCount: 1 });
    expect(failed.stepExecutions[0]?.context.getNumber("position")).toBe(4);
    broken = false;
    counting = countingReader();
    const restarted = await batch.restartAndWait(job, failed);
    assertCounts(restarted.stepExecutions[0], { readCount: 6, writeCount: 6, commitCount: 2 });
    expect(await numbersOf(batch.database)).toEqual(numbers(1, ITEMS));
  });

  it.each([false, true])("tells of a bad item in the chunk it belongs to (reads promise: %s)", async (slowly) => {
    await using batch = await open();
    const counting = countingReader({ failAt: 7, slowly });
    const job = copyNumbersJob({
      chunkSize: CHUNK,
      reader: () => counting.reader,
      writer: () => patientWriter(() => counting.reached(7)),
    });
    const failed = await batch.startAndWait(job);
    assertCounts(failed.stepExecutions[0], { readCount: 6, writeCount: 4, commitCount: 1, rollbackCount: 1 });
    expect(failed.stepExecutions[0]?.exitStatus.description).toContain("number 7 cannot be read");
    expect(await numbersOf(batch.database)).toEqual(numbers(1, 4));
  });

  it("drops what was read when the execution is stopped, and the next one reads it again", async () => {
    await using batch = await open();
    let counting = countingReader();
    const job = copyNumbersJob({
      chunkSize: CHUNK,
      reader: () => counting.reader,
      writer: ({ jobExecutionId }) =>
        patientWriter(async (items) => {
          await counting.reached(Math.min(Number(items.at(-1)) + CHUNK, ITEMS));
          if (items.includes(1)) await batch.operator.stop(jobExecutionId);
        }),
    });
    const stopped = await batch.startAndWait(job);
    expect(stopped.status).toBe("STOPPED");
    assertCounts(stopped.stepExecutions[0], { readCount: 4, writeCount: 4, commitCount: 1 });
    counting = countingReader();
    await batch.restartAndWait(job, stopped);
    expect(await numbersOf(batch.database)).toEqual(numbers(1, ITEMS));
  });

  it("keeps what a writer puts into the context", async () => {
    await using batch = await open();
    const counting = countingReader();
    const job = copyNumbersJob({
      chunkSize: CHUNK,
      reader: () => counting.reader,
      writer: ({ stepContext }) =>
        patientWriter(async (items) => {
          await counting.reached(Math.min(Number(items.at(-1)) + CHUNK, ITEMS));
          stepContext.put("written", Number(items.at(-1)));
        }),
    });
    const { stepExecutions } = await batch.startAndWait(job);
    expect(stepExecutions[0]?.context.getNumber("written")).toBe(ITEMS);
  });

  const listeners: StepListener[] = [{ afterChunk() {} }, { beforeChunk() {} }, { afterRead() {} }];
  const cases: [name: string, reader: { readAhead?: boolean }, step: Parameters<typeof copyNumbersJob>[0]][] = [
    ["the reader does not allow it", { readAhead: false }, {}],
    ["a policy decides on chunks", {}, { chunkSize: { policy: () => (count: number) => count >= CHUNK } }],
  ];
  for (const listener of listeners)
    cases.push([`a listener has ${Object.keys(listener)}`, {}, { listeners: [listener] }]);

  it.each(cases)("waits for the commit when %s", async (_, readerOptions, options) => {
    await using batch = await open();
    const counting = countingReader(readerOptions);
    const positions: number[] = [];
    const job = copyNumbersJob({
      chunkSize: CHUNK,
      reader: () => counting.reader,
      writer: () =>
        patientWriter(async () => {
          // Two turns of the event loop: reading ahead would have begun.
          for (let i = 0; i < 2; i++) await new Promise((resolve) => setImmediate(resolve));
          positions.push(counting.position());
        }),
      ...options,
    });
    expect((await batch.startAndWait(job)).status).toBe("COMPLETED");
    expect(positions).toEqual([4, 8, 10]);
  });
});
