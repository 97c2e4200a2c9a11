import { describe, expect, it } from "vitest";
import {
  compositeWriter,
  defineJob,
  flatFileWriter,
  type Job,
  type JobExecution,
  multiResourceWriter,
  openRuntime,
  type Row,
  remoteDispatcher,
} from "../src/index.ts";
import { counts, countsOf, openTestBatch, type TestBatch } from "../src/testing.ts";
import { testDatabases } from "./support/databases.ts";
import { copyNumbersJob, createNumberTable, numbers, numbersOf } from "./support/numbers.ts";
import { filesIn, temporaryFolder } from "./support/temporary-folder.ts";

/**
 * A zombie is a process that was held for dead: its execution was recovered, and it works on. Whatever it does then must not reach the
 * tables, since a restart may already be at work.
 */
interface Haunting {
  readonly when: string;
  /** `recover` ends the execution from outside and remembers the rows; to be called once. */
  readonly job: (recover: (execution: { jobExecutionId: bigint }) => Promise<void>) => Job;
  /** Numbers that had committed before. */
  readonly copied: readonly number[];
}

const asExecution = ({ id }: { id: bigint }) => ({ jobExecutionId: id });

const HAUNTINGS: readonly Haunting[] = [
  {
    when: "before its first chunk",
    job: (recover) => copyNumbersJob({ listeners: [{ beforeStep: recover }] }),
    copied: [],
  },
  {
    when: "in the middle of a chunk",
    job: (recover) =>
      copyNumbersJob({
        processor: async (n, scope) => {
          if (n === 3) await recover(scope);
          scope.stepContext.put("seen", n);
          scope.jobContext.put("seen", n);
          return n;
        },
      }),
    copied: [1, 2],
  },
  {
    when: "between its last chunk and the end of the step",
    job: (recover) => copyNumbersJob({ listeners: [{ afterStep: (step) => recover(step) }] }),
    copied: [1, 2, 3, 4],
  },
  {
    when: "between the end of a step and the next",
    job: (recover) =>
      defineJob({
        name: "twoSteps",
        flow: (job) => {
          const [first] = copyNumbersJob({
            streams: ({ jobExecutionId, jobContext }) => [
              {
                async close() {
                  jobContext.put("from.first", "kept");
                  await recover({ jobExecutionId });
                },
              },
            ],
          }).steps;
          const second = job.taskletStep("second", async ({ transaction }) => {
            await transaction.execute("insert into copied (n) values (99)");
          });
          return job.start(first as NonNullable<typeof first>).next(second);
        },
      }),
    copied: [1, 2, 3, 4],
  },
  {
    when: "between its last step and the end of the job",
    job: (recover) =>
      copyNumbersJob({ job: { listeners: [{ afterJob: (execution) => recover(asExecution(execution)) }] } }),
    copied: [1, 2, 3, 4],
  },
  {
    when: "inside a tasklet",
    job: (recover) =>
      defineJob({
        name: "tasklet",
        flow: (job) =>
          job.start(
            job.taskletStep("work", async (scope) => {
              await recover(scope);
              scope.stepContext.put("seen", 1);
              await scope.transaction.execute("insert into copied (n) values (99)");
            }),
          ),
      }),
    copied: [],
  },
];

describe.each(testDatabases)(
  "a process that lives on after its execution was recovered, on $dialect",
  ({ openDatabase }) => {
    it.each(HAUNTINGS.flatMap((haunting) => (["FAILED", "STOPPED"] as const).map((as) => ({ ...haunting, as }))))(
      "writes nothing more: recovered as $as $when",
      async ({ job: makeJob, copied, as }) => {
        await using batch = await openBatch(openDatabase);
        let left: Record<string, Row[]> | null = null;
        const job = makeJob(async ({ jobExecutionId }) => {
          if (left) return;
          await batch.operator.recover(jobExecutionId, { as });
          left = await metadata(batch);
        });

        const zombie = await batch.startAndWait(job);

        expect(zombie).toMatchObject({ status: as, exitStatus: { code: as } });
        const rows = await metadata(batch);
        // STOPPED may also be what a 6.x operator wrote; then the job's context of the step at work is still taken in.
        if (as === "STOPPED")
          rows.JOB_EXECUTION_CONTEXT = (left as Record<string, Row[]> | null)?.JOB_EXECUTION_CONTEXT ?? [];
        expect(rows).toEqual(left);
        expect(await numbersOf(batch.database)).toEqual(copied);
      },
    );

    it("loses its chunk to the restart that is already at work", async () => {
      await using batch = await openBatch(openDatabase);
      let restart: JobExecution | null = null;
      const job: Job = copyNumbersJob({
        items: numbers(1, 9),
        processor: async (n, { jobExecutionId }) => {
          if (n === 5 && !restart) {
            await batch.operator.recover(jobExecutionId);
            restart = { id: 0n } as JobExecution;
            restart = await batch.restartAndWait(job, { id: jobExecutionId });
          }
          return n;
        },
      });

      const zombie = await batch.startAndWait(job);

      expect(zombie).toMatchObject({ status: "FAILED", exitStatus: { code: "FAILED" } });
      expect(zombie.stepExecutions[0]).toMatchObject({
        status: "FAILED",
        ...counts({ readCount: 4, writeCount: 4, commitCount: 2 }),
      });
      expect(restart).toMatchObject({ status: "COMPLETED", exitStatus: { code: "COMPLETED" } });
      const [step] = (restart as unknown as JobExecution).stepExecutions;
      expect(countsOf(step)).toEqual(counts({ readCount: 5, writeCount: 5, commitCount: 3 }));
      expect(await numbersOf(batch.database)).toEqual(numbers(1, 9));
    });

    it.each(["before it opens them", "in the middle of a chunk"])(
      "leaves the files of the restart alone, %s",
      async (when) => {
        await using batch = await openBatch(openDatabase);
        using folder = temporaryFolder();
        let restart: JobExecution | null = null;
        const replace = async (moment: string, { jobExecutionId }: { jobExecutionId: bigint }) => {
          if (moment !== when || restart) return;
          await batch.operator.recover(jobExecutionId);
          restart = { id: 0n } as JobExecution;
          restart = await batch.restartAndWait(job, { id: jobExecutionId });
        };
        const job: Job = copyNumbersJob({
          items: numbers(1, 9),
          listeners: [{ beforeStep: (step) => replace("before it opens them", step) }],
          processor: async (n, scope) => {
            if (n === 5) await replace("in the middle of a chunk", scope);
            return n;
          },
          writer: () => {
            const options = {
              header: () => "numbers",
              footer: (written: number) => `${written} in all`,
              lineSeparator: "\n",
            };
            return compositeWriter(
              flatFileWriter<number>(folder.file("all"), String, options),
              multiResourceWriter({
                file: folder.file("some"),
                itemCountLimitPerResource: 3,
                make: (file) => flatFileWriter<number>(file, String, { lineSeparator: "\n", name: "some" }),
              }),
            );
          },
        });

        const zombie = await batch.startAndWait(job);

        expect([zombie.status, (restart as JobExecution | null)?.status]).toEqual(["FAILED", "COMPLETED"]);
        expect(filesIn(folder.path)).toEqual({
          all: "numbers\n1\n2\n3\n4\n5\n6\n7\n8\n9\n9 in all",
          "some.1": "1\n2\n3\n",
          "some.2": "4\n5\n6\n",
          "some.3": "7\n8\n9\n",
        });
      },
    );

    it.each(["FAILED", "STOPPED"] as const)("never begins what was recovered as %s before it started", async (as) => {
      const database = await openDatabase();
      await createNumberTable(database);
      const heard: string[] = [];
      const job = copyNumbersJob({ job: { listeners: [{ beforeJob: () => void heard.push("beforeJob") }] } });
      await using runtime = await openRuntime({
        database,
        initializeSchema: "always",
        jobs: [job],
        dispatcher: remoteDispatcher(),
      });
      const { jobExecutionId } = await runtime.operator.launch(job.name, {});
      await runtime.operator.recover(jobExecutionId, { as });
      const left = await database.query("select * from BATCH_JOB_EXECUTION");

      await runtime.execute(jobExecutionId);

      expect(await database.query("select * from BATCH_JOB_EXECUTION")).toEqual(left);
      expect(await database.query("select * from BATCH_STEP_EXECUTION")).toEqual([]);
      expect(heard).toEqual([]);
    });

    it("ends when its execution is abandoned", async () => {
      await using batch = await openBatch(openDatabase);
      let left: Record<string, Row[]> | null = null;
      const job = copyNumbersJob({
        processor: async (n, { jobExecutionId }) => {
          if (n === 1) {
            await batch.operator.stop(jobExecutionId);
            await batch.operator.abandon(jobExecutionId);
            left = await metadata(batch);
          }
          return n;
        },
      });

      const execution = await batch.startAndWait(job);

      expect(execution).toMatchObject({ status: "ABANDONED" });
      // Its step is not fenced: abandoning leaves steps alone. The chunk at work commits, and no other follows.
      expect(countsOf(execution.stepExecutions[0])).toEqual(counts({ readCount: 2, writeCount: 2, commitCount: 1 }));
      expect((await metadata(batch)).JOB_EXECUTION).toEqual((left as unknown as Record<string, Row[]>).JOB_EXECUTION);
      expect(await numbersOf(batch.database)).toEqual([1, 2]);
    });
  },
);

async function openBatch(openDatabase: () => Promise<TestBatch["database"]>): Promise<TestBatch> {
  const batch = await openTestBatch({ database: await openDatabase() });
  await createNumberTable(batch.database);
  return batch;
}

async function metadata({ database }: TestBatch): Promise<Record<string, Row[]>> {
  const found: Record<string, Row[]> = {};
  for (const table of ["JOB_EXECUTION", "STEP_EXECUTION", "JOB_EXECUTION_CONTEXT", "STEP_EXECUTION_CONTEXT"]) {
    found[table] = await database.query(`select * from BATCH_${table} order by 1`);
  }
  return found;
}
