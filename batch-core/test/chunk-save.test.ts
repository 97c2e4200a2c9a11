import { describe, expect, it } from "vitest";
import type { ContextValue, ItemStream, StepScope } from "../src/index.ts";
import { counts, countsOf, openTestBatch } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";
import { copyNumbersJob, createNumberTable, numbers, numbersOf } from "./support/numbers.ts";

class Transient extends Error {}

const KINDS = [
  { kind: "a plain step", tolerance: {} },
  {
    kind: "a step that skips and retries",
    tolerance: { skip: { on: [Error], limit: 100 }, retry: { on: [Error], attempts: 3 } },
  },
] as const;

type Breaking = (isNow: () => boolean, scope: StepScope) => ItemStream;

const BREAKINGS: readonly { what: string; stream: Breaking }[] = [
  {
    what: "a stream's update",
    stream: (isNow) => ({ update: () => (isNow() ? fail() : undefined) }),
  },
  {
    what: "a stream's beforeCommit",
    stream: (isNow) => ({ beforeCommit: () => (isNow() ? fail() : undefined) }),
  },
  {
    what: "a value that cannot be kept",
    stream: (isNow, { stepContext }) => ({
      // A function is no value of a context; TypeScript says so, JavaScript does not.
      update: () => stepContext.put("odd", isNow() ? ((() => 1) as unknown as ContextValue) : "fine"),
    }),
  },
];

describe.each(testDatabases)("a chunk that cannot be saved on $dialect", ({ openDatabase }) => {
  it.each(KINDS.flatMap((kind) => BREAKINGS.map((breaking) => ({ ...kind, ...breaking }))))(
    "fails $kind when it is for $what: nothing of the chunk stays, and nothing is passed over",
    async ({ stream, tolerance }) => {
      await using batch = await openTestBatch({ database: await openDatabase() });
      await createNumberTable(batch.database);
      let attempt = 1;
      const job = copyNumbersJob({
        items: numbers(1, 8),
        ...tolerance,
        streams: (scope) => {
          let chunks = 0;
          // `update` is also called before the first chunk, `beforeCommit` is not.
          const first = "beforeCommit" in stream(() => false, scope) ? 0 : 1;
          return [stream(() => attempt === 1 && ++chunks === 2 + first, scope)];
        },
      });

      const failed = await batch.startAndWait(job);

      expect(failed.status).toMatch(/^(FAILED|UNKNOWN)$/);
      expect(await numbersOf(batch.database)).toEqual([1, 2]);
      if (failed.status === "UNKNOWN") await batch.operator.recover(failed.id);
      else {
        expect(countsOf(failed.stepExecutions[0])).toEqual(
          counts({ readCount: 4, writeCount: 2, commitCount: 1, rollbackCount: 1 }),
        );
      }
      attempt = 2;
      expect(await batch.restartAndWait(job, failed)).toMatchObject({ status: "COMPLETED" });
      expect(await numbersOf(batch.database)).toEqual(numbers(1, 8));
    },
  );

  it.each([
    // What did not begin is not rolled back.
    { what: "beforeChunk throws", options: { listeners: [{ beforeChunk: fail }] }, rollbackCount: 0 },
    { what: "a completion policy throws", options: { chunkSize: { policy: () => fail } }, rollbackCount: 1 },
  ])("is not tried for ever in a step that skips and retries: $what", async ({ options, rollbackCount }) => {
    await using batch = await openTestBatch({ database: await openDatabase() });
    await createNumberTable(batch.database);
    const { tolerance } = KINDS[1];
    const execution = await batch.startAndWait(copyNumbersJob({ ...tolerance, ...options }));
    expect(execution).toMatchObject({ status: "FAILED" });
    expect(execution.stepExecutions[0]).toMatchObject({ status: "FAILED", commitCount: 0, rollbackCount });
    expect(await numbersOf(batch.database)).toEqual([]);
  });
});

function fail(): never {
  throw new Transient("disk full");
}
