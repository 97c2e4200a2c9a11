import { defineJob, type Job, listReader, type StepListener } from "batch-core";
import { openTestBatch } from "batch-core/testing";
import { describe, expect, it } from "vitest";

/** Jobs of the Spring Batch reference, chapter "Controlling Step Flow", as one would write them here. */

class BadItemError extends Error {}

describe("the reference's flow", () => {
  it("conditional: any exit code leads to B, FAILED to C", async () => {
    const conditional = (fails: boolean): Job =>
      defineJob({
        name: "conditional",
        flow: (job) => {
          const stepA = job.taskletStep("stepA", () => {
            if (fails) throw new Error("A fails");
          });
          const stepB = job.taskletStep("stepB", () => {});
          const stepC = job.taskletStep("stepC", () => {});
          return job.start(stepA).on("*").to(stepB).from(stepA).on("FAILED").to(stepC);
        },
      });
    expect(await story(conditional(false))).toEqual(["COMPLETED/COMPLETED", "stepA COMPLETED", "stepB COMPLETED"]);
    expect(await story(conditional(true))).toEqual(["COMPLETED/COMPLETED", "stepA ABANDONED", "stepC COMPLETED"]);
  });

  it("with skips: a listener's exit code chooses the way", async () => {
    const skipChecking: StepListener = {
      afterStep({ exitStatus, readSkipCount, processSkipCount, writeSkipCount }) {
        const skips = readSkipCount + processSkipCount + writeSkipCount;
        return exitStatus.code !== "FAILED" && skips > 0 ? "COMPLETED WITH SKIPS" : null;
      },
    };
    const withSkips = (bad: number): Job =>
      defineJob({
        name: "withSkips",
        flow: (job) => {
          const step1 = job.chunkStep("step1", {
            chunkSize: 2,
            reader: () => listReader([1, 2, 3]),
            processor: (n) => {
              if (n === bad) throw new BadItemError(`${n} is bad`);
              return n;
            },
            writer: () => ({ write() {} }),
            skip: { limit: 5, on: [BadItemError] },
            listeners: [skipChecking],
          });
          const errorPrint1 = job.taskletStep("errorPrint1", () => {});
          const step2 = job.taskletStep("step2", () => {});
          return job
            .start(step1)
            .on("FAILED")
            .end()
            .on("COMPLETED WITH SKIPS*")
            .to(errorPrint1)
            .on("*")
            .to(step2)
            .from(errorPrint1)
            .next(step2);
        },
      });
    expect(await story(withSkips(0))).toEqual(["COMPLETED/COMPLETED", "step1 COMPLETED", "step2 COMPLETED"]);
    expect(await story(withSkips(2))).toEqual([
      "COMPLETED/COMPLETED",
      "step1 COMPLETED",
      "errorPrint1 COMPLETED",
      "step2 COMPLETED",
    ]);
  });

  it("decider: code decides", async () => {
    const decided = (amount: number): Job =>
      defineJob({
        name: "decided",
        flow: (job) => {
          const step1 = job.taskletStep("step1", ({ jobContext }) => jobContext.put("amount", amount));
          const decider = job.decider("decider", ({ jobExecution }) =>
            (jobExecution.context.getNumber("amount") ?? 0) > 100 ? "LARGE" : "SMALL",
          );
          const step2 = job.taskletStep("step2", () => {});
          const step3 = job.taskletStep("step3", () => {});
          return job.start(step1).next(decider).on("LARGE").to(step2).on("SMALL").to(step3);
        },
      });
    expect(await story(decided(1))).toEqual(["COMPLETED/COMPLETED", "step1 COMPLETED", "step3 COMPLETED"]);
    expect(await story(decided(1000))).toEqual(["COMPLETED/COMPLETED", "step1 COMPLETED", "step2 COMPLETED"]);
  });

  it("split and externalised flow: two flows at once, then one that other jobs share", async () => {
    const parallel = defineJob({
      name: "parallel",
      flow: (job) => {
        const step = (name: string) => job.taskletStep(name, () => {});
        const flow1 = job.flow("flow1", job.start(step("step1")).next(step("step2")));
        const flow2 = job.flow("flow2", job.start(step("step3")));
        const shared = job.flow("shared", job.start(step("step5")).next(step("step6")));
        return job
          .start(job.split("split", [flow1, flow2]))
          .next(step("step4"))
          .next(shared);
      },
    });
    const [end, ...steps] = await story(parallel);
    expect(end).toBe("COMPLETED/COMPLETED");
    expect(steps.slice(0, 3).sort()).toEqual(["step1 COMPLETED", "step2 COMPLETED", "step3 COMPLETED"]);
    expect(steps.slice(3)).toEqual(["step4 COMPLETED", "step5 COMPLETED", "step6 COMPLETED"]);
  });

  it("stop and restart: an operator looks, then the job goes on behind", async () => {
    const stopping = defineJob({
      name: "stopping",
      flow: (job) => {
        const step1 = job.taskletStep("step1", () => {});
        const step2 = job.taskletStep("step2", () => {});
        return job.start(step1).on("COMPLETED").stopAndRestart(step2);
      },
    });
    await using batch = await openTestBatch();
    const first = await batch.startAndWait(stopping);
    expect([first.status, first.stepExecutions.map(({ stepName }) => stepName)]).toEqual(["STOPPED", ["step1"]]);
    const second = await batch.restartAndWait(stopping, first);
    expect([second.status, second.stepExecutions.map(({ stepName }) => stepName)]).toEqual(["COMPLETED", ["step2"]]);
  });
});

/** Status and exit code of the job, then each step with its status, in the order they began. */
async function story(job: Job): Promise<string[]> {
  await using batch = await openTestBatch();
  const { status, exitStatus, stepExecutions } = await batch.startAndWait(job);
  return [`${status}/${exitStatus.code}`, ...stepExecutions.map((step) => `${step.stepName} ${step.status}`)];
}
