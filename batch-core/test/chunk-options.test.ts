import { describe, expect, it } from "vitest";
import { z } from "zod";
import { anyOf, defineJob, itemCount, listReader, timeLimit } from "../src/index.ts";
import { assertCounts, openTestBatch } from "../src/testing.ts";
import { numbers } from "./support/numbers.ts";

const nowhere = { write: () => {} };

describe("items of a chunk that are processed at the same time", () => {
  /** Each item waits until `together` of them are being processed. */
  function meetingJob(together: number, fail = 0) {
    let waiting: (() => void)[] = [];
    const written: number[] = [];
    const job = defineJob({
      name: "meetingJob",
      flow: (job) =>
        job.start(
          job.chunkStep("meet", {
            chunkSize: 8,
            concurrency: together,
            reader: () => listReader(numbers(1, 16)),
            processor: async (n: number) => {
              await new Promise<void>((resolve) => {
                waiting.push(resolve);
                if (waiting.length < together) return;
                // The last to come goes first: the order of the output must not be that of the ends.
                for (const go of waiting.reverse()) go();
                waiting = [];
              });
              if (n === fail) throw new Error(`${n} fails`);
              return n;
            },
            writer: () => ({ write: (items) => void written.push(...items) }),
          }),
        ),
    });
    return { job, written };
  }

  it("overlap, and come out in the order they were read", async () => {
    await using batch = await openTestBatch();
    const { job, written } = meetingJob(4);
    const execution = await batch.startAndWait(job);
    expect(execution.status).toBe("COMPLETED");
    assertCounts(execution.stepExecutions[0], { readCount: 16, writeCount: 16, commitCount: 3 });
    expect(written).toEqual(numbers(1, 16));
  });

  it("fail together with the one that fails", async () => {
    await using batch = await openTestBatch();
    const { job, written } = meetingJob(4, 11);
    const execution = await batch.startAndWait(job);
    expect(execution).toMatchObject({ status: "FAILED" });
    expect(execution.exitStatus.description).toMatch(/^Error: 11 fails/);
    assertCounts(execution.stepExecutions[0], { readCount: 16, writeCount: 8, commitCount: 1, rollbackCount: 1 });
    expect(written).toEqual(numbers(1, 8));
  });
});

describe("a chunk is full", () => {
  async function sizes(chunkSize: Parameters<typeof chunkedJob>[0], parameters = {}): Promise<number[]> {
    await using batch = await openTestBatch();
    const { job, chunks } = chunkedJob(chunkSize);
    expect((await batch.startAndWait(job, parameters)).status).toBe("COMPLETED");
    return chunks;
  }

  function chunkedJob(
    chunkSize:
      | number
      | ((scope: { parameters: { size: number } }) => number)
      | { policy: () => (count: number) => boolean },
  ) {
    const chunks: number[] = [];
    const job = defineJob({
      name: "chunkedJob",
      parameters: z.object({ size: z.int().default(3) }),
      flow: (job) =>
        job.start(
          job.chunkStep("work", {
            chunkSize,
            reader: () => listReader(numbers(1, 7)),
            writer: () => ({ write: (items: readonly number[]) => void chunks.push(items.length) }),
          }),
        ),
    });
    return { job, chunks };
  }

  it("at a number that a parameter says", async () => {
    expect(await sizes(({ parameters }) => parameters.size, { size: "2" })).toEqual([2, 2, 2, 1]);
  });

  it("when a policy says so, by time or by number, whichever is first", async () => {
    let now = 0;
    const clock = () => (now += 10);
    // Begun at 10, asked at 20, 30, …: full at the third question.
    expect(await sizes({ policy: timeLimit(30, clock) })).toEqual([3, 3, 1]);
    expect(await sizes({ policy: anyOf(itemCount(2), timeLimit(30, clock)) })).toEqual([2, 2, 2, 1]);
  });

  it("only at a number that can be one", async () => {
    await using batch = await openTestBatch();
    const { job } = chunkedJob(() => 0);
    const execution = await batch.startAndWait(job);
    expect(execution.exitStatus.description).toMatch(/JobDefinitionError: .*expected chunkSize/);
    expect(() =>
      defineJob({
        name: "wrongJob",
        flow: (job) =>
          job.start(
            job.chunkStep("wrong", {
              chunkSize: 0,
              reader: () => listReader([1]),
              writer: () => nowhere,
              retry: { attempts: 0 },
            }),
          ),
      }),
    ).toThrow(/chunkSize.*retry.attempts.*retry names no errors/);
  });
});
