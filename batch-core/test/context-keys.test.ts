import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  type ChunkStep,
  defineJob,
  flatFileReader,
  flatFileWriter,
  type JobBuilder,
  jsonWriter,
  listReader,
  multiResourceReader,
  multiResourceWriter,
  passThroughAggregator,
  passThroughLineMapper,
  type Step,
  sqlPagingReader,
  xmlElement,
  xmlWriter,
} from "../src/index.ts";
import { openTestBatch } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";
import { createSpringTables } from "./support/spring-schema.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const TASKLET_STEP = "org.springframework.batch.core.step.tasklet.TaskletStep";
const CHUNK_TASKLET = "org.springframework.batch.core.step.item.ChunkOrientedTasklet";
const long = (value: number) => ["java.lang.Long", value];

interface Row {
  readonly key: string;
  readonly step: (job: JobBuilder<unknown>, file: (name: string) => string) => Step;
  /** As Jackson writes it: a bare number is an Integer. */
  readonly stored: unknown;
}

class BadItemError extends Error {}

function copyStep(
  job: JobBuilder<unknown>,
  options: Partial<Parameters<typeof job.chunkStep<"s", string>>[1]>,
): ChunkStep {
  return job.chunkStep("step", {
    chunkSize: 2,
    reader: () => listReader(["a", "b", "c"]),
    writer: () => ({ write() {} }),
    ...(options as object),
  });
}

/** Into files of two items each. */
function partsStep(job: JobBuilder<unknown>, file: (name: string) => string): Step {
  const options = {
    name: "parts",
    file: file("part.txt"),
    itemCountLimitPerResource: 2,
    make: (path: string) => flatFileWriter(path, passThroughAggregator),
  };
  return copyStep(job, { writer: () => multiResourceWriter<string>(options) });
}

/** Spec §8.6: what there is of it here, key by key. */
const KEYS: readonly Row[] = [
  { key: "batch.stepType", step: (job) => copyStep(job, {}), stored: TASKLET_STEP },
  { key: "batch.taskletType", step: (job) => copyStep(job, {}), stored: CHUNK_TASKLET },
  {
    key: "lines.read.count",
    step: (job, file) =>
      copyStep(job, { reader: () => flatFileReader(file("in.txt"), passThroughLineMapper, { name: "lines" }) }),
    stored: 4,
  },
  {
    key: "lines.read.count.max",
    step: (job, file) =>
      copyStep(job, {
        reader: () => flatFileReader(file("in.txt"), passThroughLineMapper, { name: "lines", maxItemCount: 2 }),
      }),
    stored: 2,
  },
  {
    key: "rows.start.after",
    step: (job) =>
      copyStep(job, {
        reader: ({ database }) =>
          sqlPagingReader<{ name: string }>({
            database,
            name: "rows",
            select: "id, name",
            from: "item",
            sortKeys: { id: "asc" },
            pageSize: 2,
          }) as never,
      }),
    stored: { "@class": "java.util.LinkedHashMap", id: 2 },
  },
  {
    key: "files.resourceIndex",
    step: (job, file) =>
      copyStep(job, {
        reader: () =>
          multiResourceReader({
            name: "files",
            files: [file("in.txt")],
            make: (path) => flatFileReader(path, passThroughLineMapper),
          }),
      }),
    stored: 1,
  },
  {
    key: "out.current.count",
    step: (job, file) =>
      copyStep(job, {
        writer: () => flatFileWriter(file("out.txt"), passThroughAggregator, { name: "out", lineSeparator: "\n" }),
      }),
    stored: long(6),
  },
  {
    key: "out.written",
    step: (job, file) =>
      copyStep(job, { writer: () => flatFileWriter(file("out.txt"), passThroughAggregator, { name: "out" }) }),
    stored: long(3),
  },
  {
    key: "json.written",
    step: (job, file) => copyStep(job, { writer: () => jsonWriter(file("out.json"), { name: "json" }) }),
    stored: long(3),
  },
  {
    key: "parts.resource.index",
    step: partsStep,
    stored: 2,
  },
  {
    key: "parts.resource.item.count",
    step: partsStep,
    stored: 1,
  },
  {
    key: "xml.record.count",
    step: (job, file) =>
      copyStep(job, {
        writer: () => xmlWriter(file("out.xml"), (text: string) => xmlElement("i", text), { name: "xml" }),
      }),
    stored: long(3),
  },
  {
    key: "xml.position",
    step: (job, file) =>
      copyStep(job, {
        writer: () => xmlWriter(file("out.xml"), (text: string) => xmlElement("i", text), { name: "xml" }),
      }),
    stored: ["java.lang.Long", expect.any(Number)],
  },
  {
    key: "org.springframework.batch.core.step.item.ChunkMonitor.OFFSET",
    step: (job) =>
      copyStep(job, {
        chunkSize: 3,
        skip: { on: [BadItemError], limit: 0 },
        writer: () => ({
          write(items) {
            if (items.length > 1 || items[0] === "b") throw new RangeError("no");
          },
        }),
        noRollback: [RangeError],
        retry: { attempts: 1, on: [BadItemError] },
        listeners: [{ beforeProcess() {}, afterChunk: failOnCall(1) }],
      }),
    stored: 1,
  },
  {
    key: "SimpleStepExecutionSplitter.GRID_SIZE",
    step: (job) =>
      job.partitionedStep("step", {
        gridSize: 2,
        worker: job.taskletStep("worker", () => {}),
        partitioner: () => ({ partition0: {}, partition1: {} }),
      }),
    stored: long(2),
  },
];

describe.each(testDatabases)("keys of a step's context on $dialect", ({ openDatabase }) => {
  it.each(KEYS)("$key", async ({ key, step, stored }) => {
    using folder = temporaryFolder();
    writeFileSync(folder.file("in.txt"), "a\nb\nc\n");
    await using batch = await openTestBatch({ database: await openDatabase() });
    await batch.database.execute("create table item (id integer primary key, name varchar(10))");
    await batch.database.execute("insert into item values (1, 'a'), (2, 'b')");
    const job = defineJob({
      name: "keys",
      flow: (builder) => builder.start(step(builder, (name) => folder.file(name))),
    });

    const { stepExecutions } = await batch.startAndWait(job);

    const [row] = await batch.rows("BATCH_STEP_EXECUTION_CONTEXT");
    const context = JSON.parse(String(row?.SERIALIZED_CONTEXT ?? row?.SHORT_CONTEXT));
    expect(context[key], stepExecutions[0]?.exitStatus.description).toEqual(stored);
    // In memory only.
    expect(Object.keys(context)).not.toContain("batch.executed");
  });

  it.each([5, 6] as const)("batch.version of the job and its step on tables of %i.x", async (generation) => {
    const database = await openDatabase();
    await createSpringTables(database, { generation, sequences: "tables" });
    await using batch = await openTestBatch({ database });
    const job = defineJob({ name: "version", flow: (builder) => builder.start(copyStep(builder, {})) });

    const { context, stepExecutions } = await batch.startAndWait(job);

    expect([context, stepExecutions[0]?.context].map((each) => each?.getString("batch.version"))).toEqual([
      "batch-core 0.1.0",
      "batch-core 0.1.0",
    ]);
  });
});

function failOnCall(number: number): () => void {
  let calls = 0;
  return () => {
    calls += 1;
    if (calls === number) throw new Error("broken off");
  };
}
