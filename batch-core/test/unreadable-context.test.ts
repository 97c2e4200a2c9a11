import { describe, expect, it } from "vitest";
import type { JobExecution } from "../src/index.ts";
import { openTestBatch, type TestBatch } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";
import { copyNumbersJob, createNumberTable } from "./support/numbers.ts";

const job = copyNumbersJob({
  processor: (n: number) => {
    if (n === 3) throw new Error("no threes");
    return n;
  },
});
const CUT = '{"@class":"java.util.HashMap","reader.read.count": ...';

describe.each(testDatabases)("a stored context that cannot be read, on $dialect", ({ openDatabase }) => {
  it.each([
    { kind: "JOB", of: ({ id }: JobExecution) => id, says: "context of execution" },
    { kind: "STEP", of: ({ stepExecutions }: JobExecution) => stepExecutions[0]?.id ?? 0n, says: 'step "copy"' },
  ])("of the $kind refuses a restart before anything is written", async ({ kind, of, says }) => {
    await using batch = await openTestBatch({ database: await openDatabase(), jobs: [job] });
    await createNumberTable(batch.database);
    const failed = await batch.startAndWait(job);
    expect(failed.status).toBe("FAILED");
    await spoil(batch, kind, of(failed));

    const refusal = { code: "JOB_RESTART", message: expect.stringContaining(says) };
    const before = await batch.rows("BATCH_JOB_EXECUTION");
    await expect(batch.operator.restart(failed.id)).rejects.toMatchObject(refusal);
    await expect(batch.operator.launch(job.name, {})).rejects.toMatchObject(refusal);
    expect(await batch.operator.previewRestart(failed.id)).toMatchObject({
      decision: "refused",
      code: "JOB_RESTART",
      reason: expect.stringContaining("SHORT_CONTEXT was cut"),
    });
    expect(await batch.rows("BATCH_JOB_EXECUTION")).toEqual(before);
  });

  it("of a step that completed does not matter", async () => {
    await using batch = await openTestBatch({ database: await openDatabase(), jobs: [job] });
    await createNumberTable(batch.database);
    const failed = await batch.startAndWait(job);
    const [step] = failed.stepExecutions;
    await spoil(batch, "STEP", step?.id ?? 0n);
    await batch.database.execute("update BATCH_STEP_EXECUTION set STATUS = 'COMPLETED'");
    await batch.operator.restart(failed.id);
    expect(await batch.rows("BATCH_JOB_EXECUTION")).toHaveLength(2);
  });
});

async function spoil({ database }: TestBatch, kind: string, id: bigint): Promise<void> {
  await database.execute(
    `update BATCH_${kind}_EXECUTION_CONTEXT set SHORT_CONTEXT = ?, SERIALIZED_CONTEXT = null where ${kind}_EXECUTION_ID = ?`,
    [CUT, id],
  );
}
