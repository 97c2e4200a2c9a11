import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testDatabases } from "../../../batch-core/test/support/databases.ts";
import { auditOf } from "../read-model/rows/audit";
import { OPERATOR, openTestDesk, type TestDesk, VIEWER } from "../test-support/test-desk";
import { abandonExecution } from "./abandon-execution";
import { launchJob } from "./launch-job";
import { previewLaunch, previewRestart } from "./preview-launch";
import { recoverExecution } from "./recover-execution";
import { restartExecution } from "./restart-execution";
import { stopExecution } from "./stop-execution";

describe.each(testDatabases)("operating on $dialect", (database) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await openTestDesk(database);
  });
  afterEach(async () => {
    await desk[Symbol.asyncDispose]();
  });

  const rows = (table: string) => desk.runtime.database.query(`select * from ${table}`);
  const audit = async (executionId: string) =>
    (await auditOf(desk.read, [executionId], [])).map(
      ({ actor, action, reason, beforeStatus, afterStatus, result }) => ({
        actor,
        action,
        reason,
        beforeStatus,
        afterStatus,
        result,
      }),
    );

  it("launches what the preview said, and writes down who did it and why", async () => {
    const request = { jobName: "importJob", values: { day: "2026-11-19", failAt: "" }, reason: "month end" };
    expect(await previewLaunch({ ...desk.scope, jobs: desk.read.jobs }, request)).toMatchObject({
      decision: "new-instance",
      attempt: 1,
      reason: null,
      identifying: [{ name: "day", value: "2026-11-19" }],
    });
    expect(await rows("BATCH_JOB_INSTANCE")).toEqual([]);

    expect(await launchJob(desk.scope, request)).toEqual({ ok: true, value: { executionId: "1" } });
    expect(await audit("1")).toEqual([
      {
        actor: "kim",
        action: "launch",
        reason: "month end",
        beforeStatus: null,
        afterStatus: "COMPLETED",
        result: "DONE",
      },
    ]);
  });

  it("refuses a second launch of a complete instance, in a sentence, before and after", async () => {
    const request = { jobName: "importJob", values: { day: "2026-11-19" } };
    await launchJob(desk.scope, request);

    const preview = await previewLaunch({ ...desk.scope, jobs: desk.read.jobs }, request);
    const again = await launchJob(desk.scope, request);

    expect(preview).toMatchObject({
      decision: "refused",
      code: "JOB_INSTANCE_ALREADY_COMPLETE",
      instanceId: "1",
      lastExecutionId: "1",
    });
    expect(again).toMatchObject({
      ok: false,
      error: { code: "JOB_INSTANCE_ALREADY_COMPLETE", message: preview.reason, executionId: "1", instanceId: "1" },
    });
    expect(await rows("BATCH_JOB_EXECUTION")).toHaveLength(1);
  });

  it("gives problems back by field, and writes no row", async () => {
    const launched = await launchJob(desk.scope, {
      jobName: "importJob",
      values: { day: "19.11.2026", failAt: "many" },
    });

    expect(launched).toMatchObject({ ok: false, error: { code: "JOB_PARAMETERS_INVALID" } });
    expect(launched.ok ? [] : Object.keys(launched.error.problems ?? {}).sort()).toEqual(["day", "failAt"]);
    expect(await rows("BATCH_JOB_INSTANCE")).toEqual([]);
    expect(await rows("BATCHDECK_AUDIT")).toMatchObject([
      { ACTION: "launch", RESULT: "REFUSED", JOB_NAME: "importJob" },
    ]);
  });

  it("restarts what the preview said", async () => {
    await desk.launch("importJob", { day: "2026-11-19", failAt: "13" });
    const preview = await previewRestart({ ...desk.scope, jobs: desk.read.jobs }, "importJob", "1");
    expect(preview).toMatchObject({ decision: "restart", attempt: 2, instanceId: "1" });
    expect(preview.steps.map(({ name, will }) => [name, will])).toEqual([
      ["prepareStep", "skip"],
      ["loadStep", "continue"],
    ]);

    expect(await restartExecution(desk.scope, { executionId: "1", reason: null })).toEqual({
      ok: true,
      value: { executionId: "2" },
    });
    expect(await audit("2")).toMatchObject([
      { action: "restart", beforeStatus: "FAILED", afterStatus: "FAILED", result: "DONE" },
    ]);
  });

  it("abandons for good", async () => {
    await desk.launch("importJob", { day: "2026-11-19", failAt: "13" });

    expect(await abandonExecution(desk.scope, { executionId: "1", reason: "given up" })).toMatchObject({ ok: true });

    expect(await audit("1")).toMatchObject([{ action: "abandon", beforeStatus: "FAILED", afterStatus: "ABANDONED" }]);
    expect(await restartExecution(desk.scope, { executionId: "1", reason: null })).toMatchObject({
      ok: false,
      error: { code: "JOB_INSTANCE_ALREADY_COMPLETE" },
    });
  });

  it("recovers an execution whose process is gone, and none that lives", async () => {
    await desk.launch("importJob", { day: "2026-11-19" });
    const age = async (status: string) =>
      desk.runtime.database.execute(
        `update BATCH_JOB_EXECUTION set STATUS = '${status}', END_TIME = null, LAST_UPDATED = '2020-01-01 00:00:00', START_TIME = '2020-01-01 00:00:00'`,
      );
    await desk.runtime.database.execute(
      "update BATCHDECK_LEASE set STATE = 'RUNNING', EXPIRES_AT = '2999-01-01 00:00:00.000'",
    );
    await desk.runtime.database.execute(
      "update BATCH_STEP_EXECUTION set STATUS = 'STARTED', END_TIME = null, COMMIT_COUNT = 0 where STEP_NAME = 'loadStep'",
    );
    await age("STARTED");
    expect(await recoverExecution(desk.scope, { executionId: "1", reason: null })).toMatchObject({
      ok: false,
      error: { code: "NOT_NOW", message: "Its process is alive. Stop it instead." },
    });

    await desk.runtime.database.execute("update BATCHDECK_LEASE set EXPIRES_AT = '2020-01-01 00:00:00.000'");
    expect(await recoverExecution(desk.scope, { executionId: "1", reason: "server died" })).toMatchObject({ ok: true });
    expect(await audit("1")).toMatchObject([
      { action: "recover", beforeStatus: "STARTED", afterStatus: "FAILED", result: "DONE" },
      { action: "recover", result: "REFUSED" },
    ]);
    expect(await restartExecution(desk.scope, { executionId: "1", reason: null })).toMatchObject({ ok: true });
  });

  it("does not stop what has ended", async () => {
    await desk.launch("importJob", { day: "2026-11-19" });
    expect(await stopExecution(desk.scope, { executionId: "1", reason: null })).toMatchObject({
      ok: false,
      error: { code: "JOB_EXECUTION_NOT_RUNNING" },
    });
    expect(await stopExecution(desk.scope, { executionId: "99", reason: null })).toMatchObject({
      ok: false,
      error: { code: "NO_SUCH_JOB_EXECUTION" },
    });
  });

  it("lets a viewer do nothing, and keeps what was tried", async () => {
    await desk.launch("importJob", { day: "2026-11-19", failAt: "13" });
    const scope = desk.as(VIEWER);
    const request = { executionId: "1", reason: null };

    const refusals = [
      await launchJob(scope, { jobName: "importJob", values: { day: "2026-11-20" } }),
      await stopExecution(scope, request),
      await restartExecution(scope, request),
      await abandonExecution(scope, request),
      await recoverExecution(scope, request),
    ];

    for (const refusal of refusals) expect(refusal).toMatchObject({ ok: false, error: { code: "FORBIDDEN" } });
    expect(await rows("BATCH_JOB_EXECUTION")).toMatchObject([{ STATUS: "FAILED" }]);
    expect(await rows("BATCHDECK_AUDIT")).toHaveLength(5);
    expect(OPERATOR.name).not.toBe(VIEWER.name);
  });
});
