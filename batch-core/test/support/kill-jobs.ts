import { z } from "zod";
import {
  compositeWriter,
  csvReader,
  csvWriter,
  defineJob,
  type ExecutionContext,
  flatFileWriter,
  type Job,
  type JobOptions,
  jsonLinesReader,
  jsonLinesWriter,
  jsonReader,
  jsonWriter,
  multiResourceReader,
  multiResourceWriter,
  ParseError,
  sqlCursorReader,
  sqlPagingReader,
  sqlWriter,
  type TaskletScope,
  xmlElement,
  xmlReader,
  xmlWriter,
} from "../../src/index.ts";

/** One kind of work each, to be killed anywhere. They read `input` and `source`, and write `output` and `target`. */

const parameters = z.object({ input: z.string(), output: z.string() });
type Parameters = typeof parameters;

const item = z.object({ id: z.coerce.number(), name: z.string() });
export type Item = z.output<typeof item>;

/** Not a multiple of any chunk size here. */
export const ITEMS = 61;

/** Some names need quotes or have letters of several bytes. */
export function items(): Item[] {
  return Array.from({ length: ITEMS }, (_, index) => ({
    id: index + 1,
    name: ["plain", "with, comma", 'with "quotes"', "東京 😀"][index % 4] ?? "",
  }));
}

export const KILL_TABLES = ["source", "target"].map(
  // Without a unique key: an item that is written twice is to be seen, not refused.
  (table) => `create table ${table} (id integer not null, name varchar(50) not null)`,
);

class RefusedError extends Error {}

/** @param onItem  called with every item that is processed, in whichever thread */
export function killJobs(onItem: () => void | Promise<void> = () => {}): readonly Job[] {
  const processor = async <T>(value: T): Promise<T> => {
    await onItem();
    return value;
  };
  const define = (name: string, flow: JobOptions<Parameters>["flow"]) => defineJob({ name, parameters, flow });
  const footer = (written: number) => `${written} rows`;
  const targetWriter = () => sqlWriter({ table: "target", columns: ["id", "name"] });

  const csvToTable = define("csvToTable", (job) =>
    job.start(
      job.chunkStep("load", {
        chunkSize: 7,
        reader: (scope) => csvReader(`${scope.parameters.input}/items.csv`, item),
        processor,
        writer: targetWriter,
      }),
    ),
  );

  return [
    csvToTable,

    define("tableToCsv", (job) =>
      job.start(
        job.chunkStep("unload", {
          chunkSize: 7,
          reader: ({ database }) =>
            sqlCursorReader({ database, sql: "select id, name from source order by id", map: item }),
          processor,
          writer: (scope) => csvWriter(`${scope.parameters.output}/items.csv`, ["id", "name"], { footer }),
        }),
      ),
    ),

    define("jsonArray", (job) =>
      job.start(
        job.chunkStep("copy", {
          chunkSize: 7,
          reader: (scope) => jsonReader(`${scope.parameters.input}/items.json`, item),
          processor: async (value: Item) => {
            await onItem();
            return value.id % 5 === 0 ? null : value;
          },
          writer: (scope) => jsonWriter(`${scope.parameters.output}/items.json`),
        }),
      ),
    ),

    define("manyFiles", (job) =>
      job.start(
        job.chunkStep("copy", {
          chunkSize: 7,
          reader: (scope) =>
            multiResourceReader({
              files: `${scope.parameters.input}/part.*`,
              make: (file) => jsonLinesReader(file, item),
            }),
          processor,
          writer: (scope) =>
            multiResourceWriter({
              file: `${scope.parameters.output}/part`,
              itemCountLimitPerResource: 10,
              make: (file) => csvWriter(file, ["id", "name"], { footer }),
            }),
        }),
      ),
    ),

    define("xml", (job) =>
      job.start(
        job.chunkStep("copy", {
          chunkSize: 7,
          reader: (scope) => xmlReader(`${scope.parameters.input}/items.xml`, "item", item),
          processor,
          writer: (scope) =>
            xmlWriter(`${scope.parameters.output}/items.xml`, (value: Item) => xmlElement("item", { ...value })),
        }),
      ),
    ),

    define("packed", (job) =>
      job.start(
        job.chunkStep("copy", {
          chunkSize: 7,
          reader: ({ database }) =>
            sqlPagingReader({
              database,
              select: "id, name",
              from: "source",
              sortKeys: { id: "asc" },
              pageSize: 10,
              map: item,
            }),
          processor,
          writer: (scope) => jsonLinesWriter(`${scope.parameters.output}/items.jsonl.gz`),
        }),
      ),
    ),

    define("skips", (job) =>
      job.start(
        job.chunkStep("load", {
          chunkSize: 7,
          reader: (scope) => csvReader(`${scope.parameters.input}/dirty.csv`, item),
          processor: async (value: Item) => {
            await onItem();
            if (value.id % 17 === 0) throw new RefusedError(`${value.id} is refused`);
            return value;
          },
          writer: (scope) =>
            compositeWriter<Item>(
              csvWriter(`${scope.parameters.output}/items.csv`, ["id", "name"], { footer }),
              targetWriter(),
              {
                write(chunk) {
                  if (chunk.some(({ id }) => id % 23 === 0)) throw new RefusedError("cannot be written");
                },
              },
            ),
          skip: { limit: 50, on: [ParseError, RefusedError] },
        }),
      ),
    ),

    define("concurrent", (job) =>
      job.start(
        job.chunkStep("load", {
          chunkSize: 7,
          concurrency: 4,
          reader: (scope) => csvReader(`${scope.parameters.input}/items.csv`, item),
          processor,
          writer: (scope) =>
            compositeWriter<Item>(
              targetWriter(),
              flatFileWriter(`${scope.parameters.output}/items.txt`, ({ id, name }) => `${id} ${name}`),
            ),
        }),
      ),
    ),

    define("partitioned", (job) =>
      job.start(
        job.partitionedStep("manager", {
          gridSize: 4,
          partitioner: ({ gridSize }) => {
            const size = Math.ceil(ITEMS / gridSize);
            return Object.fromEntries(
              Array.from({ length: gridSize }, (_, n) => [`p${n}`, { first: n * size + 1, last: (n + 1) * size }]),
            );
          },
          worker: job.chunkStep("worker", {
            chunkSize: 4,
            reader: ({ database, stepContext }) =>
              sqlPagingReader({
                database,
                select: "id, name",
                from: "source",
                where: "id between :first and :last",
                parameters: { first: stepContext.getNumber("first") ?? 0, last: stepContext.getNumber("last") ?? 0 },
                sortKeys: { id: "asc" },
                map: item,
              }),
            processor,
            writer: (scope) =>
              compositeWriter<Item>(
                targetWriter(),
                csvWriter(`${scope.parameters.output}/${scope.stepName.replace(":", "-")}.csv`, ["id", "name"], {
                  footer,
                }),
              ),
          }),
        }),
      ),
    ),

    define("split", (job) => {
      const left = job.chunkStep("left", {
        chunkSize: 7,
        reader: (scope) => csvReader(`${scope.parameters.input}/items.csv`, item),
        processor,
        writer: targetWriter,
      });
      const right = job.chunkStep("right", {
        chunkSize: 5,
        reader: (scope) => jsonReader(`${scope.parameters.input}/items.json`, item),
        processor,
        writer: (scope) => jsonWriter(`${scope.parameters.output}/items.json`),
      });
      const after = job.taskletStep("after", async ({ transaction, contribute, stepContext }) => {
        if (!isFirstTime(stepContext)) return;
        const { affectedRows } = await transaction.execute("insert into target (id, name) select id, name from source");
        contribute({ writeCount: affectedRows });
      });
      return job
        .start(job.split("both", [job.flow("one", job.start(left)), job.flow("other", job.start(right))]))
        .next(after);
    }),

    define("parent", (job) => {
      const first = job.taskletStep("first", insertOne);
      const last = job.taskletStep("last", insertOne);
      return job
        .start(first)
        .next(job.jobStep("launch", { job: csvToTable }))
        .next(last);
    }),
  ];
}

async function insertOne({ transaction, stepContext }: TaskletScope): Promise<void> {
  if (isFirstTime(stepContext)) await transaction.execute("insert into target (id, name) values (0, 'one')");
}

/** Of a tasklet: killed between the commit of its call and the end of its step it is called again, here as in Java. */
function isFirstTime(stepContext: ExecutionContext): boolean {
  if (stepContext.has("done")) return false;
  stepContext.put("done", true);
  return true;
}

/** The jobs whose steps run in worker threads. */
export const THREADED = new Set(["partitioned", "split"]);
