import { describe, expect, it } from "vitest";
import { testDatabases } from "../../batch-core/test/support/databases.ts";
import { openTestRuntime } from "../test-runtime.ts";

describe.each(testDatabases)("helloJob on $dialect", (database) => {
  it("runs two tasklets, and the same run is complete then", async () => {
    await using batch = await openTestRuntime(database);

    const execution = await batch.launch("helloJob");

    expect(execution).toMatchObject({ status: "COMPLETED", exitStatus: { code: "COMPLETED" } });
    expect(execution.stepExecutions.map(({ stepName, status }) => [stepName, status])).toEqual([
      ["helloStep1", "COMPLETED"],
      ["helloStep2", "COMPLETED"],
    ]);
    await expect(batch.launch("helloJob", { name: "Ada" })).rejects.toMatchObject({
      code: "JOB_INSTANCE_ALREADY_COMPLETE",
    });
  });

  it("counts its runs up by itself", async () => {
    await using batch = await openTestRuntime(database);
    await batch.launch("helloJob", { "run.id": 7 });

    const { jobExecutionId } = await batch.runtime.operator.startNextInstance("helloJob");

    const execution = await batch.runtime.repository.getJobExecution(jobExecutionId);
    expect(execution?.parameters.get("run.id")).toEqual({ type: "LONG", value: 8n, identifying: true });
  });
});
