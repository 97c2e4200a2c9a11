import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { threadId } from "node:worker_threads";
import { z } from "zod";
import { defineJob, type Job, listReader } from "../../../src/index.ts";

/** Jobs for tests over worker threads. They meet through files in the folder that the test names. */

const parameters = z.object({ folder: z.string() });

const MEETING_MS_MAX = 20_000;

/**
 * Computes until all of `names` do the same: without once giving the thread away, so that nobody meets who shares a thread.
 * @throws {Error} when the others do not come in time
 */
function meet(folder: string, name: string, names: readonly string[]): void {
  writeFileSync(join(folder, name), "");
  const deadline = Date.now() + MEETING_MS_MAX;
  while (!names.every((other) => existsSync(join(folder, other)))) {
    if (Date.now() > deadline) throw new Error(`${name} computed alone`);
  }
}

/** Two workers, and two flows, that can only end when they compute at the same time. */
export const computeJob = defineJob({
  name: "compute",
  parameters,
  flow: (job) => {
    const worker = job.taskletStep("worker", ({ parameters: { folder }, stepName, stepContext, jobContext }) => {
      meet(folder, stepName.replace(":", "-"), ["worker-a", "worker-b"]);
      stepContext.put("thread", threadId);
      stepContext.put("divided", jobContext.get("divided") ?? null);
      jobContext.put(stepName, stepContext.getNumber("value") ?? 0);
    });
    const manager = job.partitionedStep("manager", {
      worker,
      partitioner: ({ stepContext, jobContext }) => {
        stepContext.put("thread", threadId);
        jobContext.put("divided", true);
        return { a: { value: 1 }, b: { value: 2 } };
      },
    });
    const flowOf = (name: string) =>
      job.flow(
        name,
        job.start(
          job.taskletStep(`step-${name}`, ({ parameters: { folder }, stepContext, jobContext }) => {
            meet(folder, name, ["left", "right"]);
            stepContext.put("thread", threadId);
            stepContext.put("divided", jobContext.get("divided") ?? null);
          }),
        ),
      );
    return job.start(manager).next(job.split("both", [flowOf("left"), flowOf("right")]));
  },
});

/** Copies 1 to 1000 in ten partitions; once each, 250 fails and 750 ends its thread. */
export const copyJob = defineJob({
  name: "copy",
  parameters,
  flow: (job) => {
    const worker = job.chunkStep("worker", {
      chunkSize: 10,
      reader: ({ stepContext }) => {
        const first = stepContext.getNumber("first") ?? 0;
        return listReader(Array.from({ length: 100 }, (_, n) => first + n));
      },
      processor: (n: number, { parameters: { folder } }) => {
        if (n === 250 && once(folder, "failed")) throw new Error("250 fails once");
        if (n === 750 && once(folder, "died")) process.exit(1);
        return n;
      },
      writer: () => ({
        async write(items, { transaction }) {
          for (const n of items) await transaction.execute("insert into copied (n) values (?)", [n]);
        },
      }),
    });
    const manager = job.partitionedStep("manager", {
      worker,
      gridSize: 10,
      concurrency: 2,
      partitioner: ({ gridSize }) =>
        Object.fromEntries(Array.from({ length: gridSize }, (_, n) => [`partition${n}`, { first: n * 100 + 1 }])),
    });
    return job.start(manager);
  },
});

/** Workers that write one number after the other until they are stopped, if the file `endless` is there. */
export const endlessJob = defineJob({
  name: "endless",
  parameters,
  flow: (job) => {
    const worker = job.chunkStep("worker", {
      chunkSize: 1,
      reader: ({ parameters: { folder } }) => ({ read: () => (existsSync(join(folder, "endless")) ? 1 : null) }),
      writer: ({ parameters: { folder }, stepName, clock }) => ({
        async write(items, { transaction }) {
          for (const n of items) await transaction.execute("insert into copied (n) values (?)", [n]);
          writeFileSync(join(folder, `wrote-${stepName.replace(":", "-")}`), "");
          await clock.sleep(1);
        },
      }),
    });
    return job.start(job.partitionedStep("manager", { worker, partitioner: () => ({ a: {}, b: {} }) }));
  },
});

/** Workers that write how far they have counted, and never give their thread away. */
export const busyJob = defineJob({
  name: "busy",
  parameters,
  flow: (job) => {
    const worker = job.taskletStep("worker", ({ parameters: { folder } }) => {
      for (let n = 0; ; n++) writeFileSync(join(folder, "counted"), String(n));
    });
    return job.start(job.partitionedStep("manager", { worker, partitioner: () => ({ a: {}, b: {} }) }));
  },
});

const dyingJob = defineJob({
  name: "dying",
  parameters,
  flow: (job) => job.start(job.taskletStep("die", () => process.exit(1))),
});

/** Launches a job that ends the thread of both. */
export const dyingParentJob = defineJob({
  name: "dyingParent",
  parameters,
  flow: (job) => job.start(job.jobStep("launch", { job: dyingJob })),
});

export const threadJobs: readonly Job[] = [computeJob, copyJob, endlessJob, busyJob, dyingJob, dyingParentJob];

/** True the first time only, whichever thread asks. */
function once(folder: string, name: string): boolean {
  const file = join(folder, `not-${name}`);
  if (!existsSync(file)) return false;
  rmSync(file);
  return true;
}
