import { csvReader, csvWriter, defineJob, type Job } from "../../../src/index.ts";

/** Seven records in chunks of two, from one CSV file to another that has a header and a footer. */
export function copyJob(input: string, output: string, check: (id: string) => void = () => {}): Job {
  return defineJob({
    name: "copy",
    flow: (job) =>
      job.start(
        job.chunkStep("copy", {
          chunkSize: 2,
          reader: () => csvReader(input, (row) => ({ id: String(row.id) }), { name: "reader", columns: ["id"] }),
          processor: (item) => {
            check(item.id);
            return item;
          },
          writer: () =>
            csvWriter(
              output,
              { head: (item: { id: string }) => item.id },
              { name: "writer", lineSeparator: "\n", footer: (written) => `end ${written}` },
            ),
        }),
      ),
  });
}

export const COPY_INPUT = "a-1\na-2\na-3\na-4\na-5\na-6\na-7\n";
export const COPY_OUTPUT = `head\n${COPY_INPUT}end 7\n`;
