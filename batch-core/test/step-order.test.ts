import { describe, expect, it } from "vitest";
import type { ItemStream, JobListener, StepListener } from "../src/index.ts";
import { openTestBatch } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";
import { copyNumbersJob, createNumberTable } from "./support/numbers.ts";
import { taskletJob } from "./support/tasklet-job.ts";
import { tracedDatabase } from "./support/traced-database.ts";

const STEP_METHODS = [
  "beforeStep",
  "afterStep",
  "beforeChunk",
  "afterChunk",
  "afterChunkError",
  "beforeRead",
  "afterRead",
  "onReadError",
  "beforeProcess",
  "afterProcess",
  "onProcessError",
  "beforeWrite",
  "afterWrite",
  "onWriteError",
] as const;

describe.each(testDatabases)("the order of a step on $dialect", ({ openDatabase }) => {
  /** Everything a job of one chunk step does, in order. */
  async function traceOf(options: Parameters<typeof copyNumbersJob>[0] = {}): Promise<string[]> {
    const real = await openDatabase();
    await createNumberTable(real);
    const events: string[] = [];
    const note = (event: string) => void events.push(event);
    const job = copyNumbersJob({
      streams: () => [tracedStream(note)],
      listeners: [
        tracedStepListener(note, ["beforeStep", "afterStep", "beforeChunk", "afterChunk", "afterChunkError"]),
      ],
      job: { listeners: [tracedJobListener(note)] },
      ...options,
    });
    await using batch = await openTestBatch({ database: tracedDatabase(real, note), initializeSchema: "always" });
    events.length = 0;
    await batch.startAndWait(job);
    return events;
  }

  const launch = ["begin", "add instance row", "add job row", "add job context", "commit"];
  const startJob = ["update job STARTED", "beforeJob"];
  const addStep = ["begin", "add step row", "add step context", "commit"];
  const startStep = ["update step STARTED", "beforeStep", "open", "update", "save step context"];
  const chunk = (rows: number) => [
    "beforeChunk",
    "begin",
    `insert ${rows} rows into copied`,
    "update",
    "save step context",
    "update step STARTED",
    "beforeCommit",
    "commit",
    "afterChunk",
  ];
  const endStep = (status: string) => [
    "afterStep",
    "begin",
    "save step context",
    `update step ${status}`,
    "commit",
    "close",
  ];
  const endJob = (status: string) => ["save job context", "afterJob", `update job ${status}`];

  it("for 4 items in chunks of 2 is Spring Batch's", async () => {
    // The last chunk reads nothing, writes nothing, and is saved all the same: the reader counted its end.
    const [beforeChunk = "", begin = "", , ...save] = chunk(0);
    const lastChunk = [beforeChunk, ...save.toSpliced(1, 0, begin)];
    expect(await traceOf()).toEqual([
      ...launch,
      ...startJob,
      ...addStep,
      ...startStep,
      ...chunk(2),
      ...chunk(2),
      ...lastChunk,
      ...endStep("COMPLETED"),
      ...endJob("COMPLETED"),
    ]);
  });

  it("for a chunk that fails tells the streams first, then the listeners", async () => {
    const processor = (n: number) => {
      if (n === 4) throw new Error("four");
      return n;
    };
    expect(await traceOf({ processor })).toEqual([
      ...launch,
      ...startJob,
      ...addStep,
      ...startStep,
      ...chunk(2),
      "beforeChunk",
      // Nothing had been written, so no transaction had begun.
      "afterRollback",
      "afterChunkError",
      ...endStep("FAILED"),
      ...endJob("FAILED"),
    ]);
  });

  it("for a chunk whose save fails rolls back what was written", async () => {
    let commits = 0;
    const streams = () => [
      {
        beforeCommit() {
          commits += 1;
          if (commits === 2) throw new Error("disk full");
        },
      },
    ];
    const events = await traceOf({ streams });
    expect(events.slice(events.indexOf("rollback") - 4)).toEqual([
      "begin",
      "insert 2 rows into copied",
      "save step context",
      "update step STARTED",
      "rollback",
      "afterChunkError",
      ...endStep("FAILED").filter((event) => event !== "close"),
      ...endJob("FAILED"),
    ]);
  });

  it("for a stream that cannot be opened closes it all the same", async () => {
    const events: string[] = [];
    const note = (event: string) => void events.push(event);
    const streams = () => [
      tracedStream(note),
      {
        ...tracedStream((event) => note(`second ${event}`)),
        open() {
          throw new Error("no such file");
        },
      },
    ];
    const all = await traceOf({ streams });
    expect(events).toEqual(["open", "close", "second close"]);
    expect(all).toEqual([
      ...launch,
      ...startJob,
      ...addStep,
      "update step STARTED",
      "beforeStep",
      ...endStep("FAILED").filter((event) => event !== "close"),
      ...endJob("FAILED"),
    ]);
  });

  it("opens the transaction only when something is to be written, so a slow reader or processor locks nobody", async () => {
    const events: string[] = [];
    const real = await openDatabase();
    await createNumberTable(real);
    const note = (event: string) => void events.push(event);
    await using batch = await openTestBatch({ database: tracedDatabase(real, note) });
    const job = copyNumbersJob({
      items: [1],
      processor: (n) => {
        events.push("process");
        return n;
      },
      writer: () => ({
        write() {
          events.push("write");
        },
      }),
    });
    events.length = 0;
    await batch.startAndWait(job);
    const from = events.indexOf("process");
    expect(events.slice(from, from + 6)).toEqual([
      "process",
      "write",
      "begin",
      "save step context",
      "update step STARTED",
      "commit",
    ]);
  });

  it("of a tasklet: its statements, its counters and its contexts commit together, call by call", async () => {
    const events: string[] = [];
    const note = (event: string) => void events.push(event);
    const real = await openDatabase();
    await createNumberTable(real);
    let calls = 0;
    const job = taskletJob(
      async ({ transaction, stepContext }) => {
        calls += 1;
        await transaction.bulkInsert("copied", ["n"], [[calls]]);
        if (calls === 1) stepContext.put("calls", calls);
        return calls < 2 ? "CONTINUABLE" : "FINISHED";
      },
      { listeners: [tracedStepListener(note, ["beforeStep", "beforeChunk", "afterChunk", "afterStep"])] },
    );
    await using batch = await openTestBatch({ database: tracedDatabase(real, note) });
    events.length = 0;
    await batch.startAndWait(job);
    expect(events.slice(events.indexOf("beforeStep"))).toEqual([
      "beforeStep",
      "save step context",
      "beforeChunk",
      "begin",
      "insert 1 rows into copied",
      "save step context",
      "update step STARTED",
      "commit",
      "afterChunk",
      "beforeChunk",
      "begin",
      "insert 1 rows into copied",
      // The context had not changed.
      "update step STARTED",
      "commit",
      "afterChunk",
      "afterStep",
      "begin",
      "save step context",
      "update step COMPLETED",
      "commit",
      "save job context",
      "update job COMPLETED",
    ]);
  });
});

describe.each(testDatabases)("listeners on $dialect", ({ openDatabase }) => {
  async function heardBy(options: Parameters<typeof copyNumbersJob>[0]): Promise<string[]> {
    await using batch = await openTestBatch({ database: await openDatabase() });
    await createNumberTable(batch.database);
    const heard: string[] = [];
    const names = ["A", "B"];
    await batch.startAndWait(
      copyNumbersJob({
        items: [1, 2],
        chunkSize: 3,
        ...options,
        listeners: names.map((name) =>
          tracedStepListener((event) => void heard.push(`${name}.${event}`), STEP_METHODS),
        ),
        job: { listeners: names.map((name) => tracedJobListener((event) => void heard.push(`${name}.${event}`))) },
      }),
    );
    return heard;
  }

  const forward = (event: string) => [`A.${event}`, `B.${event}`];
  const reverse = (event: string) => [`B.${event}`, `A.${event}`];
  const readItem = [...forward("beforeRead"), ...reverse("afterRead")];
  const processItem = [...forward("beforeProcess"), ...reverse("afterProcess")];
  const begin = [...forward("beforeJob"), ...forward("beforeStep"), ...forward("beforeChunk")];
  const end = [...reverse("afterStep"), ...reverse("afterJob")];

  it("hear before… in the order of the list and after… in reverse, and nothing after the last read", async () => {
    expect(await heardBy({ processor: (n) => n })).toEqual([
      ...begin,
      ...readItem,
      ...readItem,
      ...forward("beforeRead"),
      ...processItem,
      ...processItem,
      ...forward("beforeWrite"),
      ...reverse("afterWrite"),
      ...reverse("afterChunk"),
      ...end,
    ]);
  });

  it("hear everything once, also when one stands there twice", async () => {
    const heard: string[] = [];
    const listener: StepListener = {
      beforeStep: () => void heard.push("beforeStep"),
      afterStep: () => void heard.push("afterStep"),
    };
    const jobListener: JobListener = {
      beforeJob: () => void heard.push("beforeJob"),
      afterJob: () => void heard.push("afterJob"),
    };
    await using batch = await openTestBatch({ database: await openDatabase() });
    await createNumberTable(batch.database);
    const job = copyNumbersJob({ listeners: [listener, listener], job: { listeners: [jobListener, jobListener] } });
    await batch.startAndWait(job);
    expect(heard).toEqual(["beforeJob", "beforeStep", "afterStep", "afterJob"]);
  });

  it("hear nothing of processing in a step without a processor", async () => {
    expect((await heardBy({})).filter((event) => event.includes("Process"))).toEqual([]);
  });

  it.each([
    {
      fails: "the reader",
      options: {
        reader: () => ({
          read() {
            throw new Error("no");
          },
        }),
      },
      heard: [...begin, ...forward("beforeRead"), ...reverse("onReadError"), ...reverse("afterChunkError"), ...end],
    },
    {
      fails: "the processor",
      options: {
        processor: (): number => {
          throw new Error("no");
        },
      },
      heard: [
        ...begin,
        ...readItem,
        ...readItem,
        ...forward("beforeRead"),
        ...forward("beforeProcess"),
        ...reverse("onProcessError"),
        ...reverse("afterChunkError"),
        ...end,
      ],
    },
    {
      fails: "the writer",
      options: {
        writer: () => ({
          write() {
            throw new Error("no");
          },
        }),
      },
      heard: [
        ...begin,
        ...readItem,
        ...readItem,
        ...forward("beforeRead"),
        ...forward("beforeWrite"),
        ...reverse("onWriteError"),
        ...reverse("afterChunkError"),
        ...end,
      ],
    },
  ])("hear of it in reverse when $fails fails", async ({ options, heard }) => {
    expect(await heardBy(options)).toEqual(heard);
  });
});

function tracedStream(note: (event: string) => void): ItemStream {
  return {
    open: () => note("open"),
    update(context) {
      note("update");
      // Something to save with every chunk, as a reader's position is.
      context.put("updates", (context.getNumber("updates") ?? 0) + 1);
    },
    beforeCommit: () => note("beforeCommit"),
    afterRollback: () => note("afterRollback"),
    close: () => note("close"),
  };
}

function tracedStepListener(
  note: (event: string) => void,
  methods: readonly (typeof STEP_METHODS)[number][],
): StepListener {
  return Object.fromEntries(methods.map((method) => [method, () => note(method)]));
}

function tracedJobListener(note: (event: string) => void): JobListener {
  return { beforeJob: () => note("beforeJob"), afterJob: () => note("afterJob") };
}
