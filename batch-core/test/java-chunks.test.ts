import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  type ChunkStepOptions,
  defineJob,
  type ErrorClass,
  type ItemReader,
  type ItemWriter,
  type Job,
  type StepListener,
} from "../src/index.ts";
import { openTestBatch } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";
import { outcomeCounts } from "./support/outcome-counts.ts";

class XError extends Error {}
class YError extends Error {}
const CLASSES = { X: XError, Y: YError } as const;

type Kind = keyof typeof CLASSES;
type Fault = readonly [kind: Kind, times: number];
type Faults = Readonly<Record<string, Fault>>;

/** A step, and what became of it in Spring Batch 5.2.6; see fixtures/spring-batch/JavaChunks.java. */
interface JavaCase {
  readonly items: number;
  readonly chunk: number;
  readonly filter?: readonly number[];
  /** By item. */
  readonly read?: Faults;
  readonly process?: Faults;
  readonly write?: Faults;
  /** Of every write of more than one item. */
  readonly bulk?: Fault;
  /** Not fault-tolerant. */
  readonly plain?: true;
  readonly queue?: true;
  readonly skip?: readonly Kind[];
  readonly skipLimit?: number;
  readonly retry?: readonly Kind[];
  readonly retryLimit?: number;
  readonly noRollback?: readonly Kind[];
  readonly nonTransactional?: true;
  /** A method that throws an X, and for which item. */
  readonly listener?: readonly [method: string, item: number];
  readonly status: string;
  /** Read, filter, write, commit, rollback, read skip, process skip, write skip. */
  readonly counts: readonly number[];
  readonly error?: string;
  readonly written: readonly number[];
  readonly trace: string;
}

const cases: readonly JavaCase[] = JSON.parse(
  readFileSync(new URL("fixtures/spring-batch/chunks.json", import.meta.url), "utf8"),
);
const groups = Map.groupBy(cases, kindOf);

describe.each(testDatabases)("a chunk step on $dialect does what Java does", ({ openDatabase }) => {
  it.each([...groups])("with %s", async (_, group) => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    for (const given of group) {
      const replay = replayOf(given);
      const { stepExecutions } = await batch.startAndWait(replay.job, { number: cases.indexOf(given) });

      const [step] = stepExecutions;
      const { status, counts, error, written, trace } = given;
      expect(
        {
          status: step?.status,
          counts: step && outcomeCounts(step),
          error: /^\w+/.exec(step?.exitStatus.description ?? "")?.[0],
          written: replay.written,
          trace: replay.trace.join(" "),
        },
        JSON.stringify(given),
      ).toEqual({ status, counts, error, written, trace });
    }
  });
});

function kindOf({ plain, queue, noRollback, nonTransactional, listener, retry }: JavaCase): string {
  if (listener) return "a listener that throws";
  if (queue) return "a transactional queue";
  if (plain) return "no fault tolerance";
  if (noRollback?.length) return "errors that do not roll back";
  if (nonTransactional) return "a processor that is not transactional";
  return retry ? "retry" : "skip";
}

/** The same step here, and what is seen of it. */
function replayOf(given: JavaCase): { job: Job; trace: string[]; written: number[] } {
  const trace: string[] = [];
  const written: number[] = [];
  const failures = new Map<string, number>();
  const fail = (fault: Fault | undefined, what: string) => {
    if (!fault) return;
    const [kind, times] = fault;
    const failed = failures.get(what) ?? 0;
    failures.set(what, failed + 1);
    if (failed < times) throw new CLASSES[kind](what);
  };
  const job = defineJob({
    name: "replay",
    flow: (builder) =>
      builder.start(
        builder.chunkStep("work", {
          chunkSize: given.chunk,
          reader: () => countingReader(given, fail),
          processor: (item) => {
            trace.push(`p${item}`);
            fail(given.process?.[item], `p${item}`);
            return given.filter?.includes(item) ? null : item;
          },
          writer: () => committedWriter(given, fail, trace, written),
          listeners: [tracingListener(given, trace)],
          ...toleranceOf(given),
        }),
      ),
  });
  return { job, trace, written };
}

type Fail = (fault: Fault | undefined, what: string) => void;

/** Counts from 1; of a queue, what was taken comes back when the chunk rolls back. */
function countingReader({ items, queue, read }: JavaCase, fail: Fail): ItemReader<number> {
  const input = Array.from({ length: items }, (_, index) => index + 1);
  let taken: number[] = [];
  return {
    read() {
      const item = input.shift();
      if (item === undefined) return null;
      taken.push(item);
      fail(read?.[item], `r${item}`);
      return item;
    },
    beforeCommit() {
      taken = [];
    },
    afterRollback() {
      if (queue) input.unshift(...taken);
      taken = [];
    },
  };
}

function committedWriter(
  { bulk, write }: JavaCase,
  fail: Fail,
  trace: string[],
  written: number[],
): ItemWriter<number> {
  const pending: number[] = [];
  return {
    write(items) {
      trace.push(`W[${items}]`);
      if (items.length > 1) fail(bulk, "bulk");
      for (const item of items) fail(write?.[item], `w${item}`);
      pending.push(...items);
    },
    beforeCommit: () => void written.push(...pending.splice(0)),
    afterRollback: () => void pending.splice(0),
  };
}

function tracingListener({ listener }: JavaCase, trace: string[]): StepListener<number, number> {
  const hear = (event: string, method: string, items?: readonly number[]) => {
    trace.push(event);
    if (listener?.[0] === method && (!items || items.includes(listener[1]))) throw new XError(method);
  };
  return {
    beforeChunk: () => hear("{", "beforeChunk"),
    afterChunk: () => hear("}", "afterChunk"),
    afterChunkError: () => hear("}E", "afterChunkError"),
    beforeRead: () => hear("br", "beforeRead"),
    afterRead: (item) => hear("ar", "afterRead", [item]),
    onReadError: () => hear("re", "onReadError"),
    beforeProcess: (item) => hear("bp", "beforeProcess", [item]),
    afterProcess: (item) => hear("ap", "afterProcess", [item]),
    onProcessError: (item) => hear("pe", "onProcessError", [item]),
    beforeWrite: (items) => hear("bw", "beforeWrite", items),
    afterWrite: (items) => hear("aw", "afterWrite", items),
    onWriteError: (_, items) => hear("we", "onWriteError", items),
    onSkipInRead: (error) => hear(`sr:${(error as Error).message}`, "onSkipInRead"),
    onSkipInProcess: (item) => hear(`sp${item}`, "onSkipInProcess", [item]),
    onSkipInWrite: (item) => hear(`sw${item}`, "onSkipInWrite", [item]),
  };
}

function toleranceOf(given: JavaCase): Partial<ChunkStepOptions<unknown, number, number>> {
  const queue = given.queue && { readerIsTransactionalQueue: true };
  if (given.plain) return { ...queue };
  const { skipLimit, retry, retryLimit = 1 } = given;
  return {
    ...queue,
    skip: { on: classesOf(given.skip), ...(skipLimit !== undefined && { limit: skipLimit }) },
    ...(retry && { retry: { attempts: retryLimit, on: classesOf(retry) } }),
    noRollback: classesOf(given.noRollback),
    processorNonTransactional: given.nonTransactional ?? false,
  };
}

function classesOf(kinds: readonly Kind[] = []): ErrorClass[] {
  return kinds.map((kind) => CLASSES[kind]);
}
