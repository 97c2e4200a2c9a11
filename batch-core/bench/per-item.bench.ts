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

const emptyJob = (name: string, processor?: (item: number) => number) =>
  defineJob({
    name,
    flow: (job) =>
      job.start(
        job.chunkStep("step", { chunkSize, reader: countingReader, processor, writer: () => ({ write: () => {} }) }),
      ),
  });

await using engine = await openBenchRuntime(":memory:", [emptyJob("bare"), emptyJob("processed", (item) => item)]);

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
});
