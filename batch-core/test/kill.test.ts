import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { BATCH_STATUSES, type Database, isRunning, openRuntime, type Runtime } from "../src/index.ts";
import { testDatabases } from "./support/databases.ts";
import { items, KILL_TABLES, killJobs } from "./support/kill-jobs.ts";
import { type ProcessPool, processPool } from "./support/processes.ts";
import { randomNumbers } from "./support/random.ts";
import { filesIn, type TemporaryFolder, temporaryFolder } from "./support/temporary-folder.ts";

/**
 * Jobs of every kind are killed, recovered and restarted until they come through. What they leave then is compared with what the same job
 * leaves when nothing happens to it: rows, files byte for byte, counts.
 *
 * Each dies at events that are fixed. With BATCHDECK_TEST_KILLS=n it is also killed n times at random (BATCHDECK_TEST_SEED repeats the
 * times, not what the machine does in them).
 */
const RANDOM_KILLS = Number(process.env.BATCHDECK_TEST_KILLS ?? 0);
const SEED = Number(process.env.BATCHDECK_TEST_SEED ?? Date.now());

/** The item or crash point of a thread that each attempt dies at: in the second chunk, then in the third. */
const DEATHS = [9, 16];

/** After so many kills an instance is left to come through. */
const KILLS_PER_INSTANCE = 4;

const timeout = 60_000 + 10_000 * RANDOM_KILLS;

interface Scene extends AsyncDisposable {
  readonly databaseUrl: string;
  readonly runtime: Runtime;
  readonly folder: TemporaryFolder;
  readonly parameters: { input: string; output: string };
}

describe.each(testDatabases)("killed and restarted on $dialect", { timeout }, ({ url }) => {
  it.each(killJobs().map(({ name }) => name))("%s leaves what it leaves undisturbed", async (job) => {
    const expected = await undisturbed(job);
    await using pool = processPool("./kill-process.ts", []);
    const scene = await setScene();
    for (const dieAt of DEATHS) {
      await using process = await pool.take();
      process.send({ job, dieAt, databaseUrl: scene.databaseUrl, parameters: scene.parameters });
      expect(await process.next()).toBe("launching");
      expect(await process.ended, `at event ${dieAt}`).toBe("SIGKILL");
      await recover(scene.runtime);
    }
    await scene.runtime.operator.launch(job, scene.parameters);
    expect(await leftBy(scene)).toEqual(expected);
    await scene[Symbol.asyncDispose]();

    const random = randomNumbers(SEED + job.length);
    for (let kills = 0; kills < RANDOM_KILLS; ) {
      await using one = await setScene();
      kills += await killAtRandom(one, pool, job, random);
      expect(await leftBy(one), `BATCHDECK_TEST_SEED=${SEED}`).toEqual(expected);
    }
  });

  async function undisturbed(job: string) {
    await using scene = await setScene();
    await scene.runtime.operator.launch(job, scene.parameters);
    return await leftBy(scene);
  }

  async function setScene(): Promise<Scene> {
    const databaseUrl = await url();
    const folder = temporaryFolder();
    const [input, output] = [folder.file("input"), folder.file("output")];
    mkdirSync(output);
    writeInput(input);
    const runtime = await openRuntime({ databaseUrl, jobs: killJobs(), initializeSchema: "always" });
    for (const statement of KILL_TABLES) await runtime.database.execute(statement);
    await runtime.database.transaction((transaction) =>
      transaction.bulkInsert(
        "source",
        ["id", "name"],
        items().map(({ id, name }) => [id, name]),
      ),
    );
    return {
      databaseUrl,
      runtime,
      folder,
      parameters: { input, output },
      async [Symbol.asyncDispose]() {
        await runtime.close();
        folder[Symbol.dispose]();
      },
    };
  }
});

/** Longest time that was ever needed from the launch to the end; the first is a guess. */
let lifeMs = 500;

/** @returns how often it was killed */
async function killAtRandom(scene: Scene, pool: ProcessPool, job: string, random: () => number): Promise<number> {
  const { databaseUrl, parameters, runtime } = scene;
  for (let kills = 0; kills < KILLS_PER_INSTANCE; kills++) {
    await using process = await pool.take();
    process.send({ job, databaseUrl, parameters });
    expect(await process.next()).toBe("launching");
    const began = performance.now();
    const end = process.next<string>().catch(() => "killed");
    if ((await Promise.race([end, delay(random() * lifeMs)])) === "ended") {
      lifeMs = Math.max(lifeMs, performance.now() - began);
      return kills;
    }
    process.kill("SIGKILL");
    await process.ended;
    if ((await end) === "ended") return kills;
    await recover(runtime);
  }
  const last = await runtime.repository.getLastJobInstance(job);
  // Killed between its end and its last word.
  if (last?.executions[0]?.status !== "COMPLETED") await runtime.operator.launch(job, parameters);
  return KILLS_PER_INSTANCE;
}

/** What the process that died left running: one execution, and those that its job steps launched. */
async function recover({ database, operator }: Runtime): Promise<void> {
  const [first] = await running(database);
  if (!first) return;
  await operator.recover(BigInt(first.id));
  expect(await running(database)).toEqual([]);
}

function running(database: Database): Promise<{ id: number }[]> {
  const statuses = BATCH_STATUSES.filter(isRunning).map((status) => `'${status}'`);
  return database.query<{ id: number }>(
    `select JOB_EXECUTION_ID as id from BATCH_JOB_EXECUTION where STATUS in (${statuses.join(", ")}) order by 1`,
  );
}

async function leftBy({ runtime: { database }, parameters }: Scene) {
  const ends = await database.query<{ status: string }>(
    "select STATUS as status from BATCH_JOB_EXECUTION where JOB_EXECUTION_ID in (select max(JOB_EXECUTION_ID) from BATCH_JOB_EXECUTION group by JOB_INSTANCE_ID)",
  );
  return {
    statuses: ends.map(({ status }) => status),
    files: filesIn(parameters.output),
    target: (await database.query("select id, name from target order by id, name")).map(
      ({ id, name }) => `${id} ${name}`,
    ),
    counts: await countsOf(database),
  };
}

/** Sums over all attempts, by step. Those of a manager are its workers' again. */
async function countsOf(database: Database) {
  // What follows in a chunk whose scan was cut short is read and processed by both attempts, here as in Java.
  const isScanned = (await database.query("select 1 from BATCH_STEP_EXECUTION where WRITE_SKIP_COUNT > 0")).length > 0;
  const counters = ["WRITE", "WRITE_SKIP", ...(isScanned ? [] : ["READ", "FILTER", "READ_SKIP", "PROCESS_SKIP"])];
  const columns = counters.map((name) => `${name}_COUNT`);
  const rows = await database.query(
    `select STEP_NAME as step, ${columns.map((name) => `sum(${name}) as ${name}`).join(", ")}
       from BATCH_STEP_EXECUTION where STEP_NAME <> 'manager' group by STEP_NAME order by 1`,
  );
  return rows.map((row) => [row.step, ...columns.map((name) => Number(row[name]))]);
}

function writeInput(folder: string): void {
  mkdirSync(folder);
  const write = (name: string, lines: readonly string[]) =>
    writeFileSync(join(folder, name), lines.map((line) => `${line}\n`).join(""));
  const csv = ({ id, name }: { id: number; name: string }) => `${id},"${name.replaceAll('"', '""')}"`;
  const all = items();
  write("items.csv", ["id,name", ...all.map(csv)]);
  write("dirty.csv", [
    "id,name",
    ...all.flatMap((item) => (item.id % 13 === 0 ? ["not a number,x", csv(item)] : [csv(item)])),
  ]);
  write("items.json", [JSON.stringify(all)]);
  write("items.xml", [
    `<items>${all.map(({ id, name }) => `<item><id>${id}</id><name>${name}</name></item>`).join("\n")}</items>`,
  ]);
  for (const part of [0, 1, 2]) {
    write(
      `part.${part}`,
      all.slice(part * 25, (part + 1) * 25).map((item) => JSON.stringify(item)),
    );
  }
}
