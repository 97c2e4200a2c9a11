import { threadId } from "node:worker_threads";
import { defineJob, type Job, listReader, type StepScope, type TaskletScope } from "../../src/index.ts";
import { numbers, numberWriter } from "./numbers.ts";

/** Tables of these jobs: `seen` says how far a job has come, `gate` lets those pass that wait for it, `copied` takes numbers. */
export const THREAD_JOB_TABLES = [
  "create table seen (word varchar(20) not null)",
  "create table gate (word varchar(20) not null)",
  "create table copied (n integer not null)",
];

async function say({ database }: StepScope, word: string): Promise<void> {
  await database.execute("insert into seen (word) values (?)", [word]);
}

async function until({ clock }: StepScope, isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await clock.sleep(10);
}

function untilGateOpens(scope: StepScope): Promise<void> {
  return until(scope, async () => (await scope.database.query("select word from gate")).length > 0);
}

function untilStopping(scope: StepScope): Promise<void> {
  return until(scope, async () => {
    const [row] = await scope.database.query(
      "select STATUS as status from BATCH_JOB_EXECUTION where JOB_EXECUTION_ID = ?",
      [scope.jobExecutionId],
    );
    return row?.status === "STOPPING";
  });
}

function tasklet(name: string, work: (scope: TaskletScope) => unknown): Job {
  return defineJob({
    name,
    flow: (job) => job.start(job.taskletStep("work", async (scope) => void (await work(scope)))),
  });
}

/** What happens in a thread, good and bad. */
export const threadJobs: readonly Job[] = [
  tasklet("sayThread", ({ jobContext }) => jobContext.put("threadId", threadId)),
  tasklet("throws", () => {
    throw new RangeError("thrown by the job");
  }),
  tasklet("rejects", () => {
    // A promise that nobody waits for.
    void Promise.reject(new RangeError("rejected behind the job's back"));
    return new Promise(() => {});
  }),
  tasklet("throwsLater", () => {
    setImmediate(() => {
      throw new RangeError("thrown by a timer");
    });
    return new Promise(() => {});
  }),
  tasklet("exits", () => process.exit(7)),
  tasklet("eats", () => {
    const eaten: unknown[] = [];
    for (;;) eaten.push(new Array(10_000).fill(eaten.length));
  }),
  tasklet("spins", async (scope) => {
    await say(scope, "spinning");
    for (;;);
  }),
  tasklet("diesInTransaction", async ({ transaction }) => {
    await transaction.execute("insert into copied (n) values (1)");
    process.exit(7);
  }),
  tasklet("waits", async (scope) => {
    await say(scope, "waiting");
    await untilGateOpens(scope);
  }),
  defineJob({
    name: "copiesUntilStopped",
    flow: (job) =>
      job.start(
        job.chunkStep("copy", {
          chunkSize: 2,
          reader: () => listReader(numbers(1, 20)),
          processor: async (n, scope) => {
            if (n === 7) {
              await say(scope, "seven");
              await untilStopping(scope);
            }
            return n;
          },
          writer: () => numberWriter(),
        }),
      ),
  }),
];
