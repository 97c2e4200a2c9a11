import { describe, expect, it } from "vitest";
import { openTestBatch } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";
import { copyNumbersJob } from "./support/numbers.ts";
import { startProcess, type TestProcess } from "./support/processes.ts";

const ROUNDS = 20;
const LAUNCHES_PER_PROCESS = 8;
const REFUSED = Array.from({ length: 2 * LAUNCHES_PER_PROCESS - 1 }, () => "JOB_EXECUTION_ALREADY_RUNNING");

describe.each(testDatabases)("16 launches at once from 2 processes on $dialect", ({ url }) => {
  it("make one execution of a new instance, round after round", async () => {
    const database = await url();
    await using batch = await openTestBatch({ database });
    await using processes = await startTwo(database);
    for (let round = 1; round <= ROUNDS; round++) {
      const answers = await launchAtOnce(processes.both, { round: String(round) });
      expect(winner(answers), `round ${round}`).toMatch(/^\d+$/);
      expect(losers(answers), `round ${round}`).toEqual(REFUSED);
    }
    expect(await batch.rows("BATCH_JOB_INSTANCE")).toHaveLength(ROUNDS);
    const executions = await batch.rows("BATCH_JOB_EXECUTION");
    expect(executions).toHaveLength(ROUNDS);
    expect(new Set(executions.map((row) => row.JOB_INSTANCE_ID)).size).toBe(ROUNDS);
    for (const table of ["BATCH_JOB_EXECUTION_PARAMS", "BATCH_JOB_EXECUTION_CONTEXT", "BATCHDECK_LEASE"]) {
      expect(await batch.rows(table), table).toHaveLength(ROUNDS);
    }
  });

  it("make one execution of an instance that FAILED, round after round", async () => {
    const database = await url();
    await using batch = await openTestBatch({ database });
    await using processes = await startTwo(database);
    await batch.insertExecution(copyNumbersJob(), { status: "FAILED", parameters: { day: "2026-01-31" } });
    for (let round = 1; round <= ROUNDS; round++) {
      const answers = await launchAtOnce(processes.both, { day: "2026-01-31" });
      expect(winner(answers), `round ${round}`).toMatch(/^\d+$/);
      expect(losers(answers), `round ${round}`).toEqual(REFUSED);
      await batch.operator.recover(BigInt(winner(answers)));
    }
    expect(await batch.rows("BATCH_JOB_INSTANCE")).toHaveLength(1);
    expect(await batch.rows("BATCH_JOB_EXECUTION")).toHaveLength(ROUNDS + 1);
    expect(await batch.rows("BATCH_JOB_EXECUTION_CONTEXT")).toHaveLength(ROUNDS + 1);
  });
});

async function startTwo(database: string): Promise<{ both: readonly TestProcess[] } & AsyncDisposable> {
  const both = [1, 2].map(() => startProcess("./launch-process.ts", [database]));
  await Promise.all(both.map((process) => process.next()));
  return {
    both,
    async [Symbol.asyncDispose]() {
      for (const process of both) await process[Symbol.asyncDispose]();
    },
  };
}

/** What each launch was answered, those that made an execution first. */
async function launchAtOnce(processes: readonly TestProcess[], input: Record<string, string>): Promise<string[]> {
  for (const process of processes) process.send({ input, times: LAUNCHES_PER_PROCESS });
  const answers = await Promise.all(processes.map((process) => process.next<string[]>()));
  return answers.flat().sort();
}

function winner([first = ""]: readonly string[]): string {
  return first;
}

function losers([, ...rest]: readonly string[]): readonly string[] {
  return rest;
}
