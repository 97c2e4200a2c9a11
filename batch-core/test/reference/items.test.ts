import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import {
  anyOf,
  type CompletionPolicy,
  classifierWriter,
  compose,
  compositeWriter,
  csvReader,
  csvWriter,
  defineJob,
  delimitedTokenizer,
  type ExecutionContext,
  type FieldSet,
  flatFileReader,
  flatFileWriter,
  type ItemReader,
  type ItemWriter,
  itemCount,
  lineMapper,
  listReader,
  listWriter,
  multiResourcePartitioner,
  ParseError,
  patternMatchingTokenizer,
  peekableReader,
  promotionListener,
  sqlCursorReader,
  sqlWriter,
  timeLimit,
} from "batch-core";
import { assertCounts, openTestBatch } from "batch-core/testing";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Jobs of the Spring Batch reference, chapters "Readers and Writers", "Item Processing", "Common Patterns" and "Scaling". */

interface Foo {
  readonly n: number;
}
interface Bar {
  readonly text: string;
}
interface Trade {
  readonly id: number;
  readonly customer: string;
  readonly amount: number;
}

class ValidationError extends Error {}
class FileNotFoundError extends Error {}
class DeadlockLoserError extends Error {}

const trades: readonly Trade[] = [1, 2, 3, 4, 5].map((id) => ({ id, customer: `c${id % 2}`, amount: id * 10 }));

describe("the reference's items", () => {
  it("chaining processors and filtering: Foo to Bar to Foobar, odd ones only", async () => {
    const written: { foobar: string }[] = [];
    const chain = defineJob({
      name: "chain",
      flow: (job) =>
        job.start(
          job.chunkStep("step1", {
            chunkSize: 2,
            reader: () => listReader<Foo>([{ n: 1 }, { n: 2 }, { n: 3 }]),
            processor: compose(
              ({ n }: Foo): Bar | null => (n % 2 ? { text: `bar ${n}` } : null),
              ({ text }: Bar) => ({ foobar: `foo${text}` }),
            ),
            writer: () => listWriter(written),
          }),
        ),
    });
    await using batch = await openTestBatch();
    const { stepExecutions } = await batch.startAndWait(chain);
    assertCounts(stepExecutions[0], { readCount: 3, filterCount: 1, writeCount: 2, commitCount: 2 });
    expect(written).toEqual([{ foobar: "foobar 1" }, { foobar: "foobar 3" }]);
  });

  it("fault tolerance: skips all but one kind, retries, does not roll back", async () => {
    let deadlocks = 2;
    const tolerant = (worst: number): ReturnType<typeof defineJob> =>
      defineJob({
        name: "tolerant",
        flow: (job) =>
          job.start(
            job.chunkStep("step1", {
              chunkSize: 2,
              reader: () => listReader([1, 2, 3, 4]),
              processor: (n) => {
                if (n === worst) throw new FileNotFoundError("no file");
                if (n === 2) throw new ValidationError("not valid");
                return n;
              },
              writer: () => ({
                write(items) {
                  if (items.includes(3) && deadlocks-- > 0) throw new DeadlockLoserError();
                },
              }),
              skip: { limit: 10, on: [Error], except: [FileNotFoundError] },
              retry: { attempts: 3, on: [DeadlockLoserError] },
              noRollback: [ValidationError],
            }),
          ),
      });
    await using batch = await openTestBatch();
    const good = await batch.startAndWait(tolerant(0), { run: "1" });
    expect(good.status).toBe("COMPLETED");
    assertCounts(good.stepExecutions[0], {
      readCount: 4,
      writeCount: 3,
      processSkipCount: 1,
      commitCount: 3,
      rollbackCount: 2,
    });
    const bad = await batch.startAndWait(tolerant(4), { run: "2" });
    expect(bad.status).toBe("FAILED");
    expect(bad.stepExecutions[0]?.exitStatus.description).toContain("FileNotFoundError: no file");
  });

  it("classifier composite: each customer's trades go to a writer of their own", async () => {
    const [even, odd]: [Trade[], Trade[]] = [[], []];
    const classified = defineJob({
      name: "classified",
      flow: (job) =>
        job.start(
          job.chunkStep("step1", {
            chunkSize: 3,
            reader: () => listReader(trades),
            writer: () =>
              classifierWriter({
                classify: ({ id }: Trade) => (id % 2 ? "odd" : "even"),
                writers: { odd: listWriter(odd), even: listWriter(even) },
              }),
          }),
        ),
    });
    await using batch = await openTestBatch();
    await batch.startAndWait(classified);
    expect([odd.map(({ id }) => id), even.map(({ id }) => id)]).toEqual([
      [1, 3, 5],
      [2, 4],
    ]);
  });

  it("multi-line records: header, name, lines and footer of an order make one item, also after a restart", async () => {
    using folder = temporaryFolder();
    const block = (id: number) =>
      `HEA;${id};2026-01-31\nNCU;Smith;Peter;${id}\nLIT;item a;${id}\nLIT;item b;2\nFOT;2;5\n`;
    writeFileSync(folder.file("orders.txt"), [1, 2, 3, 4, 5].map(block).join(""));

    interface Order {
      id: number;
      customer: string;
      items: { name: string; quantity: number }[];
    }
    const columns = (...names: string[]) => delimitedTokenizer({ delimiter: ";", names });
    const lines = patternMatchingTokenizer({
      "HEA*": columns("prefix", "id", "date"),
      "NCU*": columns("prefix", "lastName", "firstName", "customerId"),
      "LIT*": columns("prefix", "name", "quantity"),
      "FOT*": columns("prefix", "lines", "total"),
    });

    function orderReader(file: string): ItemReader<Order> {
      const fields = peekableReader(
        flatFileReader(
          file,
          lineMapper(lines, (fieldSet): FieldSet => fieldSet),
        ),
      );
      return {
        ...fields,
        async read() {
          let order: Order | null = null;
          for (;;) {
            const line = await fields.peek();
            if (!line || (order && line.readString("prefix") === "HEA")) return order;
            await fields.read();
            switch (line.readString("prefix")) {
              case "HEA":
                order = { id: line.readInt("id"), customer: "", items: [] };
                break;
              case "NCU":
                if (order) order.customer = `${line.readString("firstName")} ${line.readString("lastName")}`;
                break;
              case "LIT":
                order?.items.push({ name: line.readString("name"), quantity: line.readInt("quantity") });
            }
          }
        },
      };
    }

    const written: Order[] = [];
    let broken = true;
    const orders = defineJob({
      name: "orders",
      parameters: z.object({ file: z.string() }),
      flow: (job) =>
        job.start(
          job.chunkStep("load", {
            chunkSize: 2,
            reader: ({ parameters }) => orderReader(parameters.file),
            processor: (order) => {
              if (order.id === 4 && broken) throw new ValidationError("four");
              return order;
            },
            writer: () => listWriter(written),
          }),
        ),
    });
    await using batch = await openTestBatch();
    const first = await batch.startAndWait(orders, { file: folder.file("orders.txt") });
    expect([first.status, written.map(({ id }) => id)]).toEqual(["FAILED", [1, 2]]);
    broken = false;
    const second = await batch.restartAndWait(orders, first);
    expect([second.status, written.map(({ id }) => id)]).toEqual(["COMPLETED", [1, 2, 3, 4, 5]]);
    expect(written[2]).toEqual({
      id: 3,
      customer: "Peter Smith",
      items: [
        { name: "item a", quantity: 3 },
        { name: "item b", quantity: 2 },
      ],
    });
  });

  it("header copied from the input, footer with a sum over all executions", async () => {
    using folder = temporaryFolder();
    writeFileSync(folder.file("in.csv"), "ID;AMOUNT\n1;10\n2;20\n3;30\n4;40\n5;50\n");

    /** Sums what is written; the sum of the last commit is kept for a restart. */
    function totalWriter(): ItemWriter<{ amount: number }> & { text(): string } {
      let total = 0;
      let committed = 0;
      return {
        text: () => `Total: ${total}`,
        open(context: ExecutionContext) {
          total = context.getNumber("total") ?? 0;
          committed = total;
        },
        write(items) {
          for (const { amount } of items) total += amount;
        },
        update: (context) => context.put("total", total),
        beforeCommit() {
          committed = total;
        },
        afterRollback() {
          total = committed;
        },
      };
    }

    let broken = true;
    const summary = defineJob({
      name: "summary",
      parameters: z.object({ input: z.string(), output: z.string() }),
      flow: (job) => {
        let header = "";
        return job.start(
          job.chunkStep("copy", {
            chunkSize: 2,
            reader: ({ parameters }) =>
              flatFileReader(
                parameters.input,
                lineMapper(delimitedTokenizer({ delimiter: ";", names: ["id", "amount"] }), (fields) => ({
                  id: fields.readInt("id"),
                  amount: fields.readInt("amount"),
                })),
                {
                  linesToSkip: 1,
                  onSkippedLine: (line) => {
                    header = `header from input: ${line}`;
                  },
                },
              ),
            processor: (trade) => {
              if (trade.id === 5 && broken) throw new ValidationError("five");
              return trade;
            },
            writer: ({ parameters }) => {
              const total = totalWriter();
              return compositeWriter<{ id: number; amount: number }>(
                total,
                flatFileWriter(parameters.output, ({ id, amount }) => `${id};${amount}`, {
                  header: () => header,
                  footer: () => total.text(),
                  lineSeparator: "\n",
                }),
              );
            },
          }),
        );
      },
    });
    await using batch = await openTestBatch();
    const first = await batch.startAndWait(summary, { input: folder.file("in.csv"), output: folder.file("out.csv") });
    expect(readFileSync(folder.file("out.csv"), "utf8")).toBe(
      "header from input: ID;AMOUNT\n1;10\n2;20\n3;30\n4;40\nTotal: 100",
    );
    broken = false;
    expect(await batch.restartAndWait(summary, first)).toMatchObject({ status: "COMPLETED" });
    expect(readFileSync(folder.file("out.csv"), "utf8")).toBe(
      "header from input: ID;AMOUNT\n1;10\n2;20\n3;30\n4;40\n5;50\nTotal: 150",
    );
  });

  it("passing data to future steps: a writer keeps it in its step's context, a listener promotes it", async () => {
    const passing = (code: string) =>
      defineJob({
        name: "passing",
        flow: (job) => {
          const step1 = job.chunkStep("step1", {
            chunkSize: 2,
            reader: () => listReader(trades),
            writer: ({ stepContext }) => ({
              write(items) {
                const before = stepContext.getNumber("someKey") ?? 0;
                stepContext.put("someKey", before + items.reduce((sum, { amount }) => sum + amount, 0));
              },
            }),
            exitCode: () => code,
            listeners: [promotionListener({ keys: ["someKey", "absent"], statuses: ["COMPLETED*"] })],
          });
          const step2 = job.taskletStep("step2", ({ jobContext, stepContext }) => {
            stepContext.put("retrieved", jobContext.get("someKey") ?? "nothing");
          });
          return job.start(step1).next(step2);
        },
      });
    await using batch = await openTestBatch();
    const promoted = await batch.startAndWait(passing("COMPLETED WELL"), { run: "1" });
    expect(promoted.context.get("someKey")).toBe(150);
    expect(promoted.stepExecutions[1]?.context.get("retrieved")).toBe(150);
    const other = await batch.startAndWait(passing("ODD"), { run: "2" });
    expect(other.stepExecutions[1]?.context.get("retrieved")).toBe("nothing");
  });

  it("driving query: the reader reads keys, the processor the details", async () => {
    const driving = defineJob({
      name: "driving",
      flow: (job) =>
        job.start(
          job.chunkStep("play", {
            chunkSize: 2,
            reader: ({ database }) =>
              sqlCursorReader({ database, sql: "select id from foo order by id", map: z.object({ id: z.number() }) }),
            processor: async ({ id }, { database }) => {
              const [foo] = await database.query<{ bar: string }>("select bar from foo where id = ?", [id]);
              return { id, bar: foo?.bar.toUpperCase() ?? null };
            },
            writer: () => sqlWriter({ sql: "update foo set bar = :bar where id = :id" }),
          }),
        ),
    });
    await using batch = await openTestBatch();
    await batch.database.execute("create table foo (id integer primary key, bar text)");
    await batch.database.execute("insert into foo values (1, 'a'), (2, 'b'), (3, 'c')");
    expect(await batch.startAndWait(driving)).toMatchObject({ status: "COMPLETED" });
    expect((await batch.rows("foo")).map(({ bar }) => bar)).toEqual(["A", "B", "C"]);
  });

  it("completion policies: whichever is full first, or one's own", async () => {
    const commitsWith = async (policy: CompletionPolicy) => {
      const job = defineJob({
        name: "policies",
        flow: (job) =>
          job.start(
            job.chunkStep("step1", {
              chunkSize: { policy },
              reader: () => listReader([1, 2, 3, 4, 5, 6, 7]),
              writer: () => ({ write() {} }),
            }),
          ),
      });
      await using batch = await openTestBatch();
      return (await batch.startAndWait(job)).stepExecutions[0]?.commitCount;
    };
    expect(await commitsWith(anyOf(itemCount(3), timeLimit(60_000)))).toBe(3);
    expect(await commitsWith(anyOf(itemCount(3), timeLimit(0)))).toBe(8);
    let size = 0;
    const growing = () => {
      size += 1;
      return (count: number) => count >= size;
    };
    // 1, 2, 3, then the last one.
    expect(await commitsWith(growing)).toBe(4);
  });

  it("chunk size from a job parameter", async () => {
    const sized = defineJob({
      name: "sized",
      parameters: z.object({ "commit.interval": z.int() }),
      flow: (job) =>
        job.start(
          job.chunkStep("step1", {
            chunkSize: ({ parameters }) => parameters["commit.interval"],
            reader: () => listReader(trades),
            writer: () => ({ write() {} }),
          }),
        ),
    });
    await using batch = await openTestBatch();
    const { stepExecutions } = await batch.startAndWait(sized, { "commit.interval": 2 });
    expect(stepExecutions[0]?.commitCount).toBe(3);
  });

  it("partitioned files: every file of the inbox is a partition, and a restart takes the bad one alone", async () => {
    using folder = temporaryFolder();
    mkdirSync(folder.file("inbox"));
    for (const n of [0, 1, 2]) {
      writeFileSync(folder.file(`inbox/${n}.csv`), `id,name\n${n * 10 + 1},a\n${n === 1 ? "bad" : n * 10 + 2},b\n`);
    }
    const partitioned = defineJob({
      name: "partitionedFiles",
      parameters: z.object({ inbox: z.string() }),
      flow: (job) =>
        job.start(
          job.partitionedStep("step1.manager", {
            worker: job.chunkStep("step1", {
              chunkSize: 1,
              reader: ({ stepContext }) =>
                csvReader(
                  stepContext.getString("fileName") ?? "",
                  z.object({ id: z.coerce.number(), name: z.string() }),
                ),
              writer: () => sqlWriter({ table: "person", columns: ["id", "name"] }),
            }),
            partitioner: multiResourcePartitioner({ files: ({ parameters }) => `${parameters.inbox}/*.csv` }),
          }),
        ),
    });
    await using batch = await openTestBatch();
    await batch.database.execute("create table person (id integer, name text)");
    const first = await batch.startAndWait(partitioned, { inbox: folder.file("inbox") });
    expect(first.stepExecutions.map(({ stepName, status }) => `${stepName} ${status}`)).toEqual([
      "step1.manager FAILED",
      "step1:partition0 COMPLETED",
      "step1:partition1 FAILED",
      "step1:partition2 COMPLETED",
    ]);
    expect(first.stepExecutions[2]?.exitStatus.description).toContain(ParseError.name);
    writeFileSync(folder.file("inbox/1.csv"), "id,name\n11,a\n12,b\n");
    const second = await batch.restartAndWait(partitioned, first);
    expect(second.stepExecutions.map(({ stepName, readCount }) => `${stepName} ${readCount}`)).toEqual([
      "step1.manager 1",
      "step1:partition1 1",
    ]);
    expect((await batch.rows("person")).map(({ id }) => id)).toEqual([1, 2, 11, 12, 21, 22]);
  });

  it("summary of a step in a file of its own, made by a later step", async () => {
    using folder = temporaryFolder();
    const reported = defineJob({
      name: "reported",
      parameters: z.object({ output: z.string() }),
      flow: (job) => {
        const copy = job.chunkStep("copy", {
          chunkSize: 2,
          reader: () => listReader(trades),
          writer: ({ parameters }) =>
            csvWriter(
              parameters.output,
              { Id: (trade: Trade) => trade.id, Amount: (trade) => trade.amount },
              { lineSeparator: "\n" },
            ),
          listeners: [{ afterStep: (step, { jobContext }) => jobContext.put("written", step.writeCount) }],
        });
        const report = job.taskletStep("report", ({ parameters, jobContext }) => {
          writeFileSync(`${parameters.output}.txt`, `${jobContext.getNumber("written")} trades`);
        });
        return job.start(copy).next(report);
      },
    });
    await using batch = await openTestBatch();
    await batch.startAndWait(reported, { output: folder.file("trades.csv") });
    expect(readFileSync(folder.file("trades.csv"), "utf8")).toBe("Id,Amount\n1,10\n2,20\n3,30\n4,40\n5,50\n");
    expect(readFileSync(folder.file("trades.csv.txt"), "utf8")).toBe("5 trades");
  });
});
