import { describe, expect, it } from "vitest";
import { testDatabases } from "../../batch-core/test/support/databases.ts";
import { openTestRuntime } from "../test-runtime.ts";

const SUMMED =
  "select sum(order_count) as orders, sum(amount_cents) as cents from example_order_daily_sum where version = 0";

describe.each(testDatabases)("orderMonthCloseJob on $dialect", (database) => {
  it("sums each day in a partition of its own, and reports when all are done", async () => {
    await using batch = await openTestRuntime(database);
    const [expected] = await batch.rows(`select count(*) as orders, sum(amount_cents) as cents from example_order
      where status = 'PAID' and ordered_at >= '2026-02-01' and ordered_at < '2026-03-01'`);

    const execution = await batch.launch("orderMonthCloseJob", { month: "2026-02" });

    expect(execution.status).toBe("COMPLETED");
    const names = execution.stepExecutions.map(({ stepName }) => stepName);
    expect(names.filter((name) => name.startsWith("sumDay:"))).toHaveLength(28);
    expect(names).toEqual(expect.arrayContaining(["clearMonthStep", "sumDaysStep", "bestBuyerStep", "bestDayStep"]));
    expect((await batch.rows(SUMMED)).map(numbers)).toEqual([expected].map((row) => numbers(row ?? {})));

    await batch.launch("orderMonthCloseJob", { month: "2026-02", "run.id": 2 });
    expect((await batch.rows(SUMMED)).map(numbers)).toEqual([expected].map((row) => numbers(row ?? {})));
  });

  it("has nothing to report on a month without orders", async () => {
    await using batch = await openTestRuntime(database);
    const execution = await batch.launch("orderMonthCloseJob", { month: "2031-01" });
    expect(execution).toMatchObject({ status: "COMPLETED", exitStatus: { code: "NOOP" } });
    expect(execution.stepExecutions.map(({ stepName }) => stepName)).not.toContain("bestDayStep");
  });
});

function numbers({ orders, cents }: Record<string, unknown>) {
  return { orders: Number(orders), cents: Number(cents) };
}
