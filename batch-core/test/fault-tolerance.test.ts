import { describe, expect, it } from "vitest";
import {
  type ChunkStepOptions,
  type Clock,
  defineJob,
  type ErrorClass,
  exponential,
  listReader,
  openRuntime,
  type StepExecution,
  type StepListener,
} from "../src/index.ts";
import { SCAN_OFFSET_KEY } from "../src/runner/fault-tolerant-chunk.ts";
import { testClock } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";
import { outcomeCounts } from "./support/outcome-counts.ts";

class BadItemError extends Error {}

type Fault = { at: readonly number[]; times?: number };

interface Case {
  readonly name: string;
  readonly items?: number;
  readonly filter?: readonly number[];
  readonly reader?: Fault;
  readonly processor?: Fault;
  readonly writer?: Fault;
  readonly options?: Partial<ChunkStepOptions<unknown, number, number>>;
  /** Status, then read, filter, write, commit, rollback, read skip, process skip, write skip. */
  readonly expected: readonly [status: string, ...counts: number[]];
  readonly failure?: string;
}

const skip = { on: [BadItemError] };
const retry = (attempts: number) => ({ attempts, on: [BadItemError] });
const always = Number.POSITIVE_INFINITY;
const noRollback: readonly ErrorClass[] = [BadItemError];

/** Spec §9.6, column "Legacy": ten items, chunks of five, unless said otherwise. */
const outcomes: readonly Case[] = [
  { name: "no fault tolerance, all fine", expected: ["COMPLETED", 10, 0, 10, 3, 0, 0, 0, 0] },
  { name: "0 items", items: 0, expected: ["COMPLETED", 0, 0, 0, 1, 0, 0, 0, 0] },
  { name: "7 items, 1 filtered", items: 7, filter: [3], expected: ["COMPLETED", 7, 1, 6, 2, 0, 0, 0, 0] },
  { name: "5 items, all filtered", items: 5, filter: [1, 2, 3, 4, 5], expected: ["COMPLETED", 5, 5, 0, 2, 0, 0, 0, 0] },
  { name: "writer fails on 8", writer: { at: [8] }, expected: ["FAILED", 10, 0, 5, 1, 1, 0, 0, 0] },
  { name: "reader fails on 8", reader: { at: [8] }, expected: ["FAILED", 7, 0, 5, 1, 1, 0, 0, 0] },
  { name: "processor fails on 8", processor: { at: [8] }, expected: ["FAILED", 10, 0, 5, 1, 1, 0, 0, 0] },
  {
    name: "skip: processor fails on 3",
    options: { skip },
    processor: { at: [3] },
    expected: ["COMPLETED", 10, 0, 9, 3, 1, 0, 1, 0],
  },
  {
    name: "skip: processor fails on 3 and 4",
    options: { skip },
    processor: { at: [3, 4] },
    expected: ["COMPLETED", 10, 0, 8, 3, 2, 0, 2, 0],
  },
  {
    name: "skip: writer fails on 3",
    options: { skip },
    writer: { at: [3] },
    expected: ["COMPLETED", 10, 0, 9, 6, 2, 0, 0, 1],
  },
  {
    name: "skip: writer fails on 5, the last of its chunk",
    options: { skip },
    writer: { at: [5] },
    expected: ["COMPLETED", 10, 0, 9, 7, 2, 0, 0, 1],
  },
  {
    name: "skip: writer fails on 2 and 3",
    options: { skip },
    writer: { at: [2, 3] },
    expected: ["COMPLETED", 10, 0, 8, 5, 3, 0, 0, 2],
  },
  {
    name: "skip: writer fails on 3, item 2 filtered",
    options: { skip },
    filter: [2],
    writer: { at: [3] },
    expected: ["COMPLETED", 10, 1, 8, 5, 2, 0, 0, 1],
  },
  {
    name: "skip: reader fails on 3",
    options: { skip },
    reader: { at: [3] },
    expected: ["COMPLETED", 9, 0, 9, 2, 0, 1, 0, 0],
  },
  {
    name: "skip limit 1, reader fails on 3 and 4",
    options: { skip: { ...skip, limit: 1 } },
    reader: { at: [3, 4] },
    expected: ["FAILED", 2, 0, 0, 0, 1, 1, 0, 0],
    failure: "SkipLimitExceededError",
  },
  {
    name: "skip limit 1, processor fails on 3 and 4",
    options: { skip: { ...skip, limit: 1 } },
    processor: { at: [3, 4] },
    expected: ["FAILED", 5, 0, 0, 0, 3, 0, 1, 0],
    failure: "SkipLimitExceededError",
  },
  {
    name: "skip limit 1, writer fails on 3 and 4",
    options: { skip: { ...skip, limit: 1 } },
    writer: { at: [3, 4] },
    expected: ["FAILED", 5, 0, 2, 2, 3, 0, 0, 1],
    failure: "SkipLimitExceededError",
  },
  {
    name: "reader fails on 3, not skippable",
    options: { skip: { on: [RangeError] } },
    reader: { at: [3] },
    expected: ["FAILED", 2, 0, 0, 0, 1, 0, 0, 0],
    failure: "NonSkippableReadError",
  },
  {
    name: "processor fails on 3, not skippable",
    options: { skip: { on: [RangeError] } },
    processor: { at: [3] },
    expected: ["FAILED", 5, 0, 0, 0, 2, 0, 0, 0],
    failure: "RetryError",
  },
  {
    name: "writer fails on 3, not skippable",
    options: { skip: { on: [RangeError] } },
    writer: { at: [3] },
    expected: ["FAILED", 5, 0, 0, 0, 2, 0, 0, 0],
    failure: "ExhaustedRetryError",
  },
  {
    name: "retry limit 3, processor succeeds on its 3rd call",
    options: { retry: retry(3) },
    processor: { at: [3], times: 2 },
    expected: ["COMPLETED", 10, 0, 10, 3, 2, 0, 0, 0],
  },
  {
    name: "retry limit 3, processor always fails",
    options: { retry: retry(3) },
    processor: { at: [3] },
    expected: ["FAILED", 5, 0, 0, 0, 4, 0, 0, 0],
    failure: "RetryError",
  },
  {
    name: "retry limit 3 and skip, processor always fails",
    options: { retry: retry(3), skip },
    processor: { at: [3] },
    expected: ["COMPLETED", 10, 0, 9, 3, 3, 0, 1, 0],
  },
  {
    name: "retry limit 3, writer succeeds on its 3rd call",
    options: { retry: retry(3) },
    writer: { at: [3], times: 2 },
    expected: ["COMPLETED", 10, 0, 10, 3, 2, 0, 0, 0],
  },
  {
    name: "retry limit 3, writer always fails",
    options: { retry: retry(3) },
    writer: { at: [3] },
    expected: ["FAILED", 5, 0, 0, 0, 4, 0, 0, 0],
    failure: "ExhaustedRetryError",
  },
  {
    name: "retry limit 2 and skip, writer always fails on 3",
    options: { retry: retry(2), skip },
    writer: { at: [3] },
    expected: ["COMPLETED", 10, 0, 9, 6, 3, 0, 0, 1],
  },
  {
    name: "noRollback and skip, processor fails on 3",
    options: { noRollback, skip },
    processor: { at: [3] },
    expected: ["COMPLETED", 10, 0, 9, 3, 0, 0, 1, 0],
  },
  {
    name: "noRollback and skip, writer fails on 3",
    options: { noRollback, skip },
    writer: { at: [3] },
    expected: ["COMPLETED", 10, 0, 9, 7, 1, 0, 0, 1],
  },
  {
    name: "processorNonTransactional and skip, writer fails on 3",
    options: { processorNonTransactional: true, skip },
    writer: { at: [3] },
    expected: ["COMPLETED", 10, 0, 9, 6, 2, 0, 0, 1],
  },
];

/** Call orders observed in Java, spec §9.6: `{` beforeChunk, `}` afterChunk, `}E` afterChunkError, p process, W write, aw/we its listeners. */
const orders = [
  {
    name: "a process skip",
    processor: { at: [3] },
    trace: "{ p1 p2 p3 }E { p1 p2 p4 p5 bw W[1,2,4,5] aw skipP3 } { p6 p7 p8 p9 p10 bw W[6,7,8,9,10] aw } { }",
  },
  {
    name: "a write skip",
    writer: { at: [3] },
    trace:
      "{ p1 p2 p3 p4 p5 bw W[1,2,3,4,5] we }E { p1 W[1] aw } { p2 W[2] aw } { p3 W[3] we }E { p4 W[4] aw skipW3 } { p5 W[5] aw } { p6 p7 p8 p9 p10 bw W[6,7,8,9,10] aw } { }",
  },
  {
    name: "a write skip whose items are not processed again",
    writer: { at: [3] },
    options: { processorNonTransactional: true },
    trace:
      "{ p1 p2 p3 p4 p5 bw W[1,2,3,4,5] we }E { W[1] aw } { W[2] aw } { W[3] we }E { W[4] aw skipW3 } { W[5] aw } { p6 p7 p8 p9 p10 bw W[6,7,8,9,10] aw } { }",
  },
  {
    name: "a read skip",
    reader: { at: [3] },
    trace: "{ p1 p2 p4 p5 p6 bw W[1,2,4,5,6] aw skipR } { p7 p8 p9 p10 bw W[7,8,9,10] aw }",
  },
];

describe.each(testDatabases)("fault tolerance on $dialect", ({ openDatabase }) => {
  it.each(outcomes)("$name", async ({ expected, failure, ...given }) => {
    const { step, written } = await runCase(await openDatabase(), given);
    expect([step.status, ...outcomeCounts(step)]).toEqual(expected);
    expect(written).toHaveLength(step.writeCount);
    if (failure) expect(step.exitStatus.description.startsWith(`${failure}: `)).toBe(true);
  });

  it.each(orders)("calls its parts and listeners in Java's order for $name", async ({ trace, options, ...given }) => {
    const outcome = await runCase(await openDatabase(), { ...given, options: { skip, ...options } });
    expect(outcome.trace.join(" ")).toBe(trace);
  });

  it("waits before it tries again, and not before it skips", async () => {
    const clock = testClock();
    const backoff = exponential({ firstMs: 100 });
    const options = { retry: { ...retry(3), backoff }, skip };
    const database = await openDatabase();
    const { step } = await runCase(database, { options, processor: { at: [2] }, writer: { at: [7] }, clock });
    expect([step.status, ...outcomeCounts(step)]).toEqual(["COMPLETED", 10, 0, 8, 6, 7, 0, 1, 1]);
    expect(clock.sleeps).toEqual([100, 200, 100, 200]);
  });

  it("says after each failed attempt how often it failed, of a processor and of a writer", async () => {
    const heard: string[] = [];
    const onError = (error: unknown, failures: number) => void heard.push(`${(error as Error).message}, ${failures}`);
    const options = { retry: { ...retry(2), onError }, skip };
    const { step } = await runCase(await openDatabase(), { options, processor: { at: [2] }, writer: { at: [7] } });
    expect(step.status).toBe("COMPLETED");
    expect(heard).toEqual(["process of 2, 1", "process of 2, 2", "write of 7, 1", "write of 7, 2"]);
  });

  it("goes on after a stop in the middle of a scan with the items that were not scanned", async () => {
    const database = await openDatabase();
    let commits = 0;
    const stopAfterTwoScans = async (point: string) => {
      if (point !== "after-commit" || ++commits !== 2) return;
      await database.execute("update BATCH_JOB_EXECUTION set STATUS = 'STOPPING', VERSION = VERSION + 1");
    };
    const options = { skip };
    const stopped = await runCase(database, { options, writer: { at: [3] }, crash: stopAfterTwoScans });
    expect([stopped.step.status, ...outcomeCounts(stopped.step)]).toEqual(["STOPPED", 5, 0, 3, 3, 2, 0, 0, 1]);

    const { step, written } = await runCase(database, { options, writer: { at: [3] } });
    expect([step.status, ...outcomeCounts(step)]).toEqual(["COMPLETED", 6, 0, 6, 2, 0, 0, 0, 0]);
    expect(written.sort((a, b) => a - b)).toEqual([1, 2, 4, 5, 6, 7, 8, 9, 10]);
  });
});

describe.each(testDatabases)("after a scan that failed, on $dialect, a restart", ({ openDatabase }) => {
  it("passes over what was scanned before its first chunk, and no listener hears of it", async () => {
    const database = await openDatabase();
    const heard: number[] = [];
    const options = {
      skip: { ...skip, limit: 1 },
      listeners: [{ afterRead: (item: number) => void heard.push(item) }],
    };
    const failed = await runCase(database, { options, writer: { at: [3, 4] } });
    expect([failed.step.status, ...outcomeCounts(failed.step)]).toEqual(["FAILED", 5, 0, 2, 2, 3, 0, 0, 1]);
    expect(failed.step.context.get(SCAN_OFFSET_KEY)).toBe(2);
    heard.length = 0;

    const { step, written } = await runCase(database, { options });

    expect(heard).toEqual([3, 4, 5, 6, 7, 8, 9, 10]);
    expect([step.status, ...outcomeCounts(step)]).toEqual(["COMPLETED", 8, 0, 8, 2, 0, 0, 0, 0]);
    expect(step.context.has(SCAN_OFFSET_KEY)).toBe(false);
    expect(written.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});

async function runCase(
  database: Awaited<ReturnType<(typeof testDatabases)[number]["openDatabase"]>>,
  given: Omit<Case, "name" | "expected"> & { crash?: (point: string) => Promise<void>; clock?: Clock },
): Promise<{ step: StepExecution; written: number[]; trace: string[] }> {
  const trace: string[] = [];
  const failures = new Map<string, number>();
  const fail = (fault: Fault | undefined, phase: string, item: number) => {
    if (!fault?.at.includes(item)) return;
    const key = `${phase}${item}`;
    const failed = failures.get(key) ?? 0;
    if (failed >= (fault.times ?? always)) return;
    failures.set(key, failed + 1);
    throw new BadItemError(`${phase} of ${item}`);
  };
  const listener: StepListener<number, number> = {
    beforeChunk: () => void trace.push("{"),
    afterChunk: () => void trace.push("}"),
    afterChunkError: () => void trace.push("}E"),
    beforeWrite: () => void trace.push("bw"),
    afterWrite: () => void trace.push("aw"),
    onWriteError: () => void trace.push("we"),
    onSkipInRead: () => void trace.push("skipR"),
    onSkipInProcess: (item) => void trace.push(`skipP${item}`),
    onSkipInWrite: (item) => void trace.push(`skipW${item}`),
  };
  const job = defineJob({
    name: "faultToleranceJob",
    flow: (job) =>
      job.start(
        job.chunkStep("work", {
          chunkSize: 5,
          reader: () => {
            const numbers = listReader(Array.from({ length: given.items ?? 10 }, (_, index) => index + 1));
            return {
              open: (context) => numbers.open?.(context),
              update: (context) => numbers.update?.(context),
              async read() {
                const item = await numbers.read();
                if (item !== null) fail(given.reader, "read", item);
                return item;
              },
            };
          },
          processor: (item) => {
            trace.push(`p${item}`);
            fail(given.processor, "process", item);
            return given.filter?.includes(item) ? null : item;
          },
          writer: () => ({
            async write(items, { transaction }) {
              trace.push(`W[${items}]`);
              for (const item of items) fail(given.writer, "write", item);
              await transaction.bulkInsert(
                "written",
                ["id"],
                items.map((item) => [item]),
              );
            },
          }),
          listeners: [listener],
          ...given.options,
        }),
      ),
  });
  await database.execute("create table if not exists written (id integer)");
  await using runtime = await openRuntime({
    database,
    jobs: [job],
    initializeSchema: "always",
    crash: given.crash,
    clock: given.clock,
  });
  const { jobExecutionId } = await runtime.operator.launch("faultToleranceJob", { run: "1" });
  const execution = await runtime.repository.getJobExecution(jobExecutionId);
  const step = execution?.stepExecutions[0];
  if (!step) throw new Error("no step row");
  const rows = await database.query<{ id: number }>("select id from written");
  return { step, written: rows.map((row) => row.id), trace };
}
