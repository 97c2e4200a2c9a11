import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  compositeWriter,
  consumerWriter,
  csvWriter,
  defineJob,
  listReader,
  openRuntime,
  type Runtime,
} from "../../src/index.ts";
import { testDatabases } from "../support/databases.ts";
import { COPY_INPUT, COPY_OUTPUT, copyJob } from "./support/copy-job.ts";
import { fileWith, newPath } from "./support/files.ts";

const input = fileWith(COPY_INPUT);
const copyAndDie = fileURLToPath(new URL("./support/copy-and-die.ts", import.meta.url));

describe.each(testDatabases)("the files of a step on $dialect", ({ url }) => {
  it("go on to the byte after a failure, with Spring Batch's counts and positions", async () => {
    let broken = true;
    const output = newPath();
    const job = copyJob(input, output, (id) => {
      if (broken && id === "a-6") throw new Error("a-6 is broken");
    });
    await using runtime = await openRuntime({ databaseUrl: await url(), initializeSchema: "always", jobs: [job] });

    const failed = await runtime.operator.launch("copy", { day: "1" }, { by: "test" });
    const first = await stepOf(runtime, failed.jobExecutionId);
    expect(first).toMatchObject({ status: "FAILED", readCount: 6, writeCount: 4, commitCount: 2, rollbackCount: 1 });
    expect(Object.fromEntries(first.context.entries())).toMatchObject({
      "reader.read.count": 4,
      "writer.written": 4n,
      "writer.current.count": 21n,
    });
    expect(readFileSync(output, "utf8")).toBe("head\na-1\na-2\na-3\na-4\nend 4\n");

    broken = false;
    const restarted = await runtime.operator.restart(failed.jobExecutionId, { by: "test" });
    const second = await stepOf(runtime, restarted.jobExecutionId);
    expect(second).toMatchObject({
      status: "COMPLETED",
      readCount: 3,
      writeCount: 3,
      commitCount: 2,
      rollbackCount: 0,
    });
    expect(second.context.get("reader.read.count")).toBe(8);
    expect(second.context.get("writer.written")).toBe(7n);
    expect(readFileSync(output, "utf8")).toBe(COPY_OUTPUT);
  });

  it.each(
    ["after-read", "after-write", "before-commit", "after-commit"].flatMap((point) =>
      [1, 4].map((chunk) => ({ point, chunk })),
    ),
  )("are whole after kill -9 $point in chunk $chunk, and a restart", async ({ point, chunk }) => {
    const [databaseUrl, output] = [await url(), newPath()];
    const child = spawnSync(process.execPath, [copyAndDie, databaseUrl, input, output, point, String(chunk)]);
    expect(child).toMatchObject({ signal: "SIGKILL" });

    await using runtime = await openRuntime({
      databaseUrl,
      initializeSchema: "always",
      jobs: [copyJob(input, output)],
    });
    await runtime.operator.recover(1n);
    const { jobExecutionId } = await runtime.operator.restart(1n, { by: "test" });
    expect(await stepOf(runtime, jobExecutionId)).toMatchObject({ status: "COMPLETED" });
    expect(readFileSync(output, "utf8")).toBe(COPY_OUTPUT);
  });

  it("hold every item once when some are skipped in writing, and their chunks are scanned", async () => {
    const output = newPath();
    const job = defineJob({
      name: "skipping",
      flow: (job) =>
        job.start(
          job.chunkStep("copy", {
            chunkSize: 3,
            reader: () => listReader([1, 2, 3, 4, 5, 6, 7].map((id) => ({ id }))),
            writer: () =>
              compositeWriter<{ id: number }>(
                csvWriter(output, ["id"], { lineSeparator: "\n", footer: (written) => `# ${written}` }),
                consumerWriter(({ id }) => {
                  if (id === 2 || id === 6) throw new UnwantedError(`${id} is unwanted`);
                }),
              ),
            skip: { limit: 5, on: [UnwantedError] },
          }),
        ),
    });
    await using runtime = await openRuntime({ databaseUrl: await url(), initializeSchema: "always", jobs: [job] });
    const { jobExecutionId } = await runtime.operator.launch("skipping", {}, { by: "test" });
    expect(await stepOf(runtime, jobExecutionId)).toMatchObject({
      status: "COMPLETED",
      writeCount: 5,
      writeSkipCount: 2,
    });
    expect(readFileSync(output, "utf8")).toBe("id\n1\n3\n4\n5\n7\n# 5\n");
  });
});

class UnwantedError extends Error {}

async function stepOf(runtime: Runtime, jobExecutionId: bigint) {
  const execution = await runtime.repository.getJobExecution(jobExecutionId);
  const [stepExecution] = execution?.stepExecutions ?? [];
  if (!stepExecution) throw new Error(`Execution ${jobExecutionId} has no step`);
  return stepExecution;
}
