import { describe, expect, it } from "vitest";
import { testDatabases } from "../../batch-core/test/support/databases.ts";
import { openTestRuntime } from "../test-runtime.ts";

describe.each(testDatabases)("orderDailySumJob on $dialect", (database) => {
  it("sums the paid orders of the day, and the same sum again for another run", async () => {
    await using batch = await openTestRuntime(database);
    const paid = `select count(*) as orders, sum(amount_cents) as cents from example_order
                  where status = 'PAID' and ordered_at >= '2026-03-01' and ordered_at < '2026-03-02'`;
    const summed = "select sum(order_count) as orders, sum(amount_cents) as cents from example_order_daily_sum";

    const first = await batch.launch("orderDailySumJob", { requestDate: "2026-03-01", version: 3 });

    expect(first.status).toBe("COMPLETED");
    const [expected] = (await batch.rows(paid)).map(numbers);
    expect(expected?.orders).toBeGreaterThan(10);
    expect((await batch.rows(summed)).map(numbers)).toEqual([expected]);
    expect(first.stepExecutions[1]?.writeCount).toBe(
      (await batch.rows("select * from example_order_daily_sum")).length,
    );

    await batch.launch("orderDailySumJob", { requestDate: "2026-03-01", version: 3, "run.id": 2 });
    expect((await batch.rows(summed)).map(numbers)).toEqual([expected]);
  });

  it("stores its parameters in Spring Batch's types", async () => {
    await using batch = await openTestRuntime(database);
    await batch.launch("orderDailySumJob", { requestDate: "2026-03-01" });
    const rows = await batch.rows(
      "select KEY_NAME as name, TYPE_CD as type, IDENTIFYING as identifying from BATCH_JOB_EXECUTION_PARAMS",
    );
    expect(rows.toSorted((a, b) => String(a.name).localeCompare(String(b.name)))).toEqual([
      { name: "requestDate", type: "DATE", identifying: "Y" },
      { name: "run.id", type: "LONG", identifying: "Y" },
      { name: "version", type: "LONG", identifying: "Y" },
    ]);
  });
});

function numbers({ orders, cents }: Record<string, unknown>) {
  return { orders: Number(orders), cents: Number(cents) };
}
