import { expect, it } from "vitest";
import type { BatchStatus } from "../model/batch-status.ts";
import { refuseLaunch } from "./launch-rules.ts";

/** Spec §4.2: what is asked first says why. 4.x and 5.x ask the job, its last steps, its executions; 6.x asks the executions first. */
it.each<{ execution: BatchStatus; step: BatchStatus; restartable: boolean; in5: string | null; in6: string | null }>([
  { execution: "FAILED", step: "FAILED", restartable: true, in5: null, in6: null },
  { execution: "FAILED", step: "FAILED", restartable: false, in5: "JOB_RESTART", in6: "JOB_RESTART" },
  {
    execution: "COMPLETED",
    step: "COMPLETED",
    restartable: false,
    in5: "JOB_RESTART",
    in6: "JOB_INSTANCE_ALREADY_COMPLETE",
  },
  {
    execution: "ABANDONED",
    step: "FAILED",
    restartable: false,
    in5: "JOB_RESTART",
    in6: "JOB_INSTANCE_ALREADY_COMPLETE",
  },
  {
    execution: "STARTED",
    step: "STARTED",
    restartable: false,
    in5: "JOB_RESTART",
    in6: "JOB_EXECUTION_ALREADY_RUNNING",
  },
  {
    execution: "UNKNOWN",
    step: "STARTED",
    restartable: true,
    in5: "JOB_EXECUTION_ALREADY_RUNNING",
    in6: "JOB_RESTART",
  },
  {
    execution: "STARTED",
    step: "UNKNOWN",
    restartable: true,
    in5: "JOB_RESTART",
    in6: "JOB_EXECUTION_ALREADY_RUNNING",
  },
  {
    execution: "COMPLETED",
    step: "UNKNOWN",
    restartable: true,
    in5: "JOB_RESTART",
    in6: "JOB_INSTANCE_ALREADY_COMPLETE",
  },
  { execution: "FAILED", step: "UNKNOWN", restartable: true, in5: "JOB_RESTART", in6: "JOB_RESTART" },
])("$execution with a step $step, restartable $restartable: $in5 in 5.x, $in6 in 6.x", (given) => {
  const { execution, step, restartable, in5, in6 } = given;
  const launch = {
    jobName: "job",
    restartable,
    jobInstanceId: 1n,
    rerunsComplete: false,
    executions: [{ id: 2n, status: execution }],
    lastSteps: [{ stepName: "step", status: step }],
  };

  expect(refuseLaunch(launch)?.code ?? null).toBe(in5);
  expect(refuseLaunch({ ...launch, executionsFirst: true })?.code ?? null).toBe(in6);
});
