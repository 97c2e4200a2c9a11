/** What the engine costs per item when nothing else happens: numbers from memory through nothing into nothing, on an in-memory database. */
import { defineJob } from "../src/definition/define-job.ts";
import type { ItemReader } from "../src/item/item-reader.ts";
import { compare, numberOption } from "./support/compare.ts";
import { openBenchRuntime } from "./support/engine.ts";

const items = numberOption("items", 5_000_000);
const chunkSize = numberOption("chunk", 1000);

function countingReader(): ItemReader<number> {
  let next = 0;
  return { read: () => (next < items ? next++ : null) };
}

const parts = { chunkSize, reader: countingReader, writer: () => ({ write: () => {} }) };
const bare = defineJob({ name: "bare", flow: (job) => job.start(job.chunkStep("step", parts)) });
const processed = defineJob({
  name: "processed",
  flow: (job) => job.start(job.chunkStep("step", { ...parts, processor: (item: number) => item })),
});

await using engine = await openBenchRuntime(":memory:", [bare, processed]);

await compare({
  title: `Items through an empty step, ${items} items, chunks of ${chunkSize}`,
  unit: "items",
  contenders: [
    {
      name: "a loop that fills arrays",
      async run() {
        const reader = countingReader();
        let count = 0;
        let chunk: number[] = [];
        for (let item = reader.read() as number | null; item !== null; item = reader.read() as number | null) {
          chunk.push(item);
          if (chunk.length < chunkSize) continue;
          count += chunk.length;
          chunk = [];
        }
        return count;
      },
    },
    { name: "batch-core, reader and writer", run: () => engine.run("bare") },
    { name: "batch-core, with a processor", run: () => engine.run("processed") },
  ],
  budgets: [{ what: "engine overhead per item, no I/O", of: "batch-core, with a processor", microsMost: 1 }],
});
