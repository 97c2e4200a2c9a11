import { describe, expect, it } from "vitest";
import { type ChunkStepOptions, defineJob, type ItemReader, type Row } from "../src/index.ts";
import { counts, countsOf, openTestBatch, type TestBatch } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";

class BadMessageError extends Error {}

interface Message {
  readonly id: number;
  readonly body: string;
}

type Options = Partial<ChunkStepOptions<unknown, Message, Message>>;

/** A table as a queue: reading a message takes it away, in the transaction of the chunk. */
function messageReader(): ItemReader<Message> {
  return {
    async read(scope) {
      if (!scope) throw new Error("no transaction to read in");
      const { transaction } = scope;
      const [row] = await transaction.query<Row & Message>("select id, body from message order by id limit 1");
      if (!row) return null;
      await transaction.execute("delete from message where id = ?", [row.id]);
      return { id: row.id, body: row.body };
    },
  };
}

function queueJob(options: Options) {
  return defineJob({
    name: "queue",
    flow: (job) =>
      job.start(
        job.chunkStep("work", {
          chunkSize: 5,
          reader: messageReader,
          writer: () => ({
            async write(items, { transaction }) {
              const rows = items.map(({ id }) => [id]);
              await transaction.bulkInsert("done", ["id"], rows);
            },
          }),
          readerIsTransactionalQueue: true,
          ...options,
        }),
      ),
  });
}

async function openQueue(database: NonNullable<Parameters<typeof openTestBatch>[0]>["database"]): Promise<TestBatch> {
  const batch = await openTestBatch({ ...(database && { database }) });
  await batch.database.execute("create table message (id integer primary key, body varchar(20))");
  await batch.database.execute("create table done (id integer)");
  for (let id = 1; id <= 10; id++) await batch.database.execute("insert into message values (?, ?)", [id, `m${id}`]);
  return batch;
}

async function idsOf(batch: TestBatch, table: string): Promise<number[]> {
  return (await batch.rows(table)).map((row) => Number(row.id));
}

const skip = { on: [BadMessageError] };
const badMessages =
  (...bad: number[]) =>
  (message: Message) => {
    if (bad.includes(message.id)) throw new BadMessageError(message.body);
    return message;
  };
const badWriter: NonNullable<Options["writer"]> = () => ({
  async write(items, { transaction }) {
    await transaction.bulkInsert(
      "done",
      ["id"],
      items.map(({ id }) => [id]),
    );
    if (items.some(({ id }) => id === 3)) throw new BadMessageError("m3");
  },
});

/** What Spring Batch 5.2.6 makes of them: ten messages, chunks of five. */
const outcomes: readonly {
  name: string;
  options: Options;
  status: string;
  counts: object;
  done: number[];
  left: number[];
}[] = [
  {
    name: "all is well",
    options: {},
    status: "COMPLETED",
    counts: { readCount: 10, writeCount: 10, commitCount: 3 },
    done: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    left: [],
  },
  {
    name: "a message cannot be processed, and the step tolerates nothing: all of its chunk goes back",
    options: { processor: badMessages(8) },
    status: "FAILED",
    counts: { readCount: 10, writeCount: 5, commitCount: 1, rollbackCount: 1 },
    done: [1, 2, 3, 4, 5],
    left: [6, 7, 8, 9, 10],
  },
  {
    name: "a message cannot be processed and is skipped: its chunk is read again",
    options: { skip, processor: badMessages(3) },
    status: "COMPLETED",
    counts: { readCount: 15, writeCount: 9, commitCount: 3, rollbackCount: 1, processSkipCount: 1 },
    done: [1, 2, 4, 5, 6, 7, 8, 9, 10],
    left: [],
  },
  {
    name: "a message cannot be written: all of its chunk is skipped",
    options: { skip, writer: badWriter },
    status: "COMPLETED",
    counts: { readCount: 15, writeCount: 5, commitCount: 3, rollbackCount: 1, writeSkipCount: 5 },
    done: [6, 7, 8, 9, 10],
    left: [],
  },
  {
    name: "more messages are skipped than may be: they go back",
    options: { skip: { ...skip, limit: 3 }, writer: badWriter },
    status: "FAILED",
    counts: { readCount: 10, rollbackCount: 2, writeSkipCount: 3 },
    done: [],
    left: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  },
];

describe.each(testDatabases)("a transactional queue on $dialect", ({ openDatabase }) => {
  it.each(outcomes)("when $name", async ({ options, status, counts: expected, done, left }) => {
    await using batch = await openQueue(await openDatabase());

    const { stepExecutions } = await batch.startAndWait(queueJob(options));

    expect(stepExecutions[0]?.status).toBe(status);
    expect(countsOf(stepExecutions[0])).toEqual(counts(expected));
    expect({ done: await idsOf(batch, "done"), left: await idsOf(batch, "message") }).toEqual({ done, left });
  });

  it("is tried again as often as allowed, the message being known by what it looks like", async () => {
    await using batch = await openQueue(await openDatabase());
    const seen: Message[] = [];
    const processor = (message: Message) => {
      if (message.id === 3) seen.push(message);
      if (message.id === 3 && seen.length < 3) throw new BadMessageError("not yet");
      return message;
    };

    const { stepExecutions } = await batch.startAndWait(
      queueJob({ retry: { attempts: 3, on: [BadMessageError] }, processor }),
    );

    expect(stepExecutions[0]?.status).toBe("COMPLETED");
    expect(countsOf(stepExecutions[0])).toEqual(
      counts({ readCount: 20, writeCount: 10, commitCount: 3, rollbackCount: 2 }),
    );
    // Not one object of the buffer: three that were read.
    expect(new Set(seen).size).toBe(3);
  });

  it("knows its messages by the key generator, where what they look like changes", async () => {
    await using batch = await openQueue(await openDatabase());
    let reads = 0;
    const reader = (): ItemReader<Message> => {
      const messages = messageReader();
      return {
        async read(scope) {
          const message = await messages.read(scope);
          return message && { ...message, body: `read ${++reads}` };
        },
      };
    };
    const options = { skip, reader, processor: badMessages(3), keyGenerator: ({ id }: Message) => id };

    const { stepExecutions } = await batch.startAndWait(queueJob(options));

    expect(stepExecutions[0]?.status).toBe("COMPLETED");
    expect(countsOf(stepExecutions[0])).toEqual(
      counts({ readCount: 15, writeCount: 9, commitCount: 3, rollbackCount: 1, processSkipCount: 1 }),
    );
  });

  it("loses no message when the process dies, and gives none twice", async () => {
    await using batch = await openQueue(await openDatabase());
    const job = queueJob({});

    await batch.crash({ chunk: 2, after: "write" }).startAndWait(job);
    expect(await idsOf(batch, "message")).toEqual([6, 7, 8, 9, 10]);
    await batch.startAndWait(job);

    expect({ done: await idsOf(batch, "done"), left: await idsOf(batch, "message") }).toEqual({
      done: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
      left: [],
    });
  });
});
