import { describe, expect, it } from "vitest";
import { testDatabases } from "../../batch-core/test/support/databases.ts";
import { openTestRuntime, summaryOf } from "../test-runtime.ts";

describe.each(testDatabases)("inactiveUserJob on $dialect", (database) => {
  it("sets users INACTIVE who were not updated for a year, ten at a time", async () => {
    await using batch = await openTestRuntime(database);
    const stale = "status = 'ACTIVE' and updated_at < '2025-11-21'";
    const [before] = await batch.rows(`select count(*) as n from example_user where ${stale}`);
    const count = Number(before?.n);
    const [active] = await batch.rows("select count(*) as n from example_user where status = 'ACTIVE'");

    const execution = await batch.launch("inactiveUserJob", { requestDate: "2026-11-21" });

    expect(summaryOf(execution.stepExecutions[0])).toEqual({
      stepName: "inactiveUserStep",
      status: "COMPLETED",
      readCount: count,
      filterCount: 0,
      writeCount: count,
      commitCount: Math.floor(count / 10) + 1,
      rollbackCount: 0,
    });
    expect(count).toBeGreaterThan(100);
    expect(await batch.rows(`select count(*) as n from example_user where ${stale}`)).toEqual([{ n: 0 }]);
    const [after] = await batch.rows("select count(*) as n from example_user where status = 'ACTIVE'");
    expect(Number(after?.n)).toBe(Number(active?.n) - count);
  });

  it("prevents a restart", async () => {
    await using batch = await openTestRuntime(database);
    await batch.rows("drop table example_user");
    const failed = await batch.launch("inactiveUserJob", { requestDate: "2026-11-21" });
    expect(failed.status).toBe("FAILED");
    await expect(batch.restart(failed)).rejects.toMatchObject({ code: "JOB_RESTART" });
  });

  it.each([
    [{}, { requestDate: "is required" }],
    [{ requestDate: "21.11.2026" }, { requestDate: expect.any(String) }],
  ])("is refused with %j", async (input, problems) => {
    await using batch = await openTestRuntime(database);
    await expect(batch.launch("inactiveUserJob", input)).rejects.toMatchObject({
      code: "JOB_PARAMETERS_INVALID",
      problems,
    });
  });
});
