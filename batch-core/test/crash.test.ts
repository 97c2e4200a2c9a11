import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BATCH_STATUSES, isRunning } from "../src/index.ts";
import type { CrashPoint } from "../src/runner/run-environment.ts";
import { openTestBatch, type TestBatch } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";
import { inputFileJob, ROUND_TRIP_ROWS, roundTripJob, roundTripRows } from "./support/file-round-trip.ts";
import { processPool } from "./support/processes.ts";
import { randomNumbers } from "./support/random.ts";

interface Death {
  readonly chunk: number;
  readonly point: CrashPoint;
}

/** Each attempt dies there; chunks count over both steps of the attempt. Together they get through 12 of the 14 chunks. */
const DEATHS: readonly Death[] = [
  { chunk: 1, point: "after-read" },
  { chunk: 2, point: "after-write" },
  { chunk: 2, point: "before-commit" },
  { chunk: 1, point: "after-commit" },
  { chunk: 2, point: "after-read" },
  { chunk: 1, point: "after-write" },
  { chunk: 1, point: "before-commit" },
  { chunk: 3, point: "after-commit" },
  { chunk: 1, point: "after-read" },
  { chunk: 2, point: "after-write" },
  { chunk: 2, point: "before-commit" },
  { chunk: 1, point: "after-commit" },
  { chunk: 2, point: "after-commit" },
];

const seed = Number(process.env.BATCHDECK_TEST_SEED ?? Date.now());
const RANDOM_KILLS = 4;
/** Items that a process tells of before it is killed, and many more rows than that: until the signal arrives it runs on. */
const RANDOM_ITEMS_MAX = 57;
const RANDOM_ROWS = 1200;

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "batchdeck-crash-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Some twenty processes one after the other, on whatever else the machine does. */
const timeout = 120_000;

describe.each(testDatabases)("a process that is killed on $dialect", { timeout }, ({ dialect, url }) => {
  it("at every crash point of chunk after chunk: no row is lost, none is repeated, and the file is whole", async () => {
    const scene = await setScene(`${dialect}-points`, ROUND_TRIP_ROWS);
    await using batch = scene.batch;
    await using pool = processPool("./crash-process.ts", [scene.database]);
    for (const [attempt, crash] of DEATHS.entries()) {
      await using process = await pool.take();
      process.send({ parameters: scene.parameters, crash });
      expect(await process.ended, `attempt ${attempt + 1}`).toBe("SIGKILL");
      await recover(batch);
    }
    await scene.finish(DEATHS.length + 1);
  });

  it(`at random times: no row is lost, none is repeated, and the file is whole (BATCHDECK_TEST_SEED=${seed})`, async () => {
    const scene = await setScene(`${dialect}-random`, RANDOM_ROWS);
    await using batch = scene.batch;
    await using pool = processPool("./crash-process.ts", [scene.database]);
    const random = randomNumbers(seed);
    for (let attempt = 1; attempt <= RANDOM_KILLS; attempt++) {
      await using process = await pool.take();
      process.send({ parameters: scene.parameters });
      const items = 1 + Math.floor(random() * RANDOM_ITEMS_MAX);
      for (let item = 1; item <= items; item++) expect(await process.next()).toBe("item");
      process.kill("SIGKILL");
      expect(await process.ended, `attempt ${attempt}`).toBe("SIGKILL");
      await recover(batch);
    }
    await scene.finish(RANDOM_KILLS + 1);
  });

  async function setScene(name: string, rows: number) {
    const database = await url();
    const batch = await openTestBatch({ database });
    await createItems(batch);
    const parameters = { input: join(folder, `${name}-input.csv`), output: join(folder, `${name}-output.csv`) };
    await batch.startAndWait(inputFileJob(parameters.input, rows));
    return {
      database,
      batch,
      parameters,
      /** Starts the last attempt, undisturbed, and compares what all of them left with a run that nothing disturbed. */
      async finish(attempts: number) {
        const job = roundTripJob();
        const execution = await batch.startAndWait(job, parameters);
        expect(execution).toMatchObject({ status: "COMPLETED", exitStatus: { code: "COMPLETED" } });
        expect(await batch.rows("items")).toEqual(roundTripRows(rows));
        const written = await batch.database.query<{ step: string; written: number }>(
          `select STEP_NAME as step, sum(WRITE_COUNT) as written from BATCH_STEP_EXECUTION
            where STEP_NAME <> 'write' group by STEP_NAME order by 1`,
        );
        expect(written.map((row) => [row.step, Number(row.written)])).toEqual([
          ["load", rows],
          ["unload", rows],
        ]);
        const statuses = await batch.rows("BATCH_JOB_EXECUTION");
        expect(statuses.slice(1).map((row) => row.STATUS)).toEqual([
          ...Array.from({ length: attempts - 1 }, () => "FAILED"),
          "COMPLETED",
        ]);
        expect(readFileSync(parameters.output, "utf8")).toBe(await undisturbed(parameters.input));
      },
    };
  }
});

async function createItems({ database }: TestBatch): Promise<void> {
  await database.execute("create table items (id integer not null, name varchar(50) not null)");
}

/** What the output is when nothing happens. */
async function undisturbed(input: string): Promise<string> {
  await using batch = await openTestBatch();
  await createItems(batch);
  const output = `${input}.undisturbed.csv`;
  await batch.startAndWait(roundTripJob(), { input, output });
  return readFileSync(output, "utf8");
}

/** What the process that died left running. */
async function recover(batch: TestBatch): Promise<void> {
  const running = BATCH_STATUSES.filter(isRunning)
    .map((status) => `'${status}'`)
    .join(", ");
  const left = await batch.database.query<{ id: number }>(
    `select JOB_EXECUTION_ID as id from BATCH_JOB_EXECUTION where STATUS in (${running})`,
  );
  expect(left).toHaveLength(1);
  for (const { id } of left) await batch.operator.recover(BigInt(id));
}
