import { describe, expectTypeOf, it } from "vitest";
import { z } from "zod";
import { csvReader, csvWriter, defineJob, type ItemReader, jsonLinesWriter, sqlWriter } from "../../src/index.ts";

interface Bird {
  readonly id: number;
  readonly name: string;
}

const birds = () => csvReader("birds.csv", z.object({ id: z.coerce.number(), name: z.string() }));

describe("the items of a step", () => {
  it("are what the schema or the function of the reader gives", () => {
    expectTypeOf(birds()).toEqualTypeOf<ItemReader<{ id: number; name: string }>>();
    expectTypeOf(csvReader("x", (row) => Number(row.id))).toEqualTypeOf<ItemReader<number>>();
  });

  it("must be what the writer takes", () => {
    defineJob({
      name: "birds",
      flow: (job) =>
        job
          .start(
            job.chunkStep("by property", { chunkSize: 1, reader: birds, writer: () => csvWriter("x", ["name", "id"]) }),
          )
          .next(
            job.chunkStep("after a processor", {
              chunkSize: 1,
              reader: birds,
              processor: ({ id }) => ({ number: id }),
              writer: () => sqlWriter({ table: "bird", columns: ["number"] }),
            }),
          )
          .next(
            job.chunkStep("by function", {
              chunkSize: 1,
              reader: birds,
              writer: () => csvWriter("x", { id: (bird: Bird) => bird.id, name: (bird) => bird.name }),
            }),
          )
          .next(job.chunkStep("anything", { chunkSize: 1, reader: birds, writer: () => jsonLinesWriter("x") }))
          .next(
            job.chunkStep("other properties", {
              chunkSize: 1,
              reader: birds,
              processor: (bird) => bird,
              // @ts-expect-error there is no weight
              writer: () => sqlWriter({ table: "bird", columns: ["id", "weight"] }),
            }),
          )
          .next(
            job.chunkStep("no processor", {
              chunkSize: 1,
              reader: birds,
              // @ts-expect-error there is no weight, and no processor that makes one
              writer: () => sqlWriter({ table: "bird", columns: ["id", "weight"] }),
            }),
          ),
    });
  });
});
