import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { NO_FILTER } from "@/lib/shared/filter/execution-filter";
import type { BulkOperationView } from "@/lib/shared/views";
import { testDatabases } from "../../../batch-core/test/support/databases.ts";
import { bulkStore } from "../bulk/bulk-store";
import { listBulkOperations, readBulkOperation } from "../read-model/bulk-operations";
import { openTestDesk, type TestDesk, VIEWER } from "../test-support/test-desk";
import {
  type BegunBulk,
  BULK_MAX,
  type BulkRequest,
  continueBulk,
  pauseBulk,
  previewBulk,
  startBulk,
} from "./bulk-operation";

describe.each(testDatabases)("bulk operations on $dialect", (database) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await openTestDesk(database);
  });
  afterEach(async () => {
    await desk[Symbol.asyncDispose]();
  });

  const execute = (text: string) => desk.runtime.database.execute(text);
  const rows = (text: string) => desk.runtime.database.query(text);
  const view = async (id: string): Promise<BulkOperationView> => {
    const found = await readBulkOperation(desk.read, id, { after: 0, size: 100, state: null });
    if (!found) throw new Error(`There is no bulk operation ${id}.`);
    return found;
  };
  const ended = async (begun: Awaited<ReturnType<typeof startBulk>>): Promise<BegunBulk> => {
    if (!begun.ok) throw new Error(begun.error.message);
    await begun.value.ended;
    return begun.value;
  };
  const failed = { ...NO_FILTER, status: ["FAILED"] } as const;
  const abandonFailed: BulkRequest = {
    action: "abandon",
    selection: { filter: failed, expectedCount: null },
    reason: "month end",
  };

  it("does what the preview said to whom it said, and says why not to the others", async () => {
    await desk.launch("importJob", { day: "2026-11-01", failAt: "13" });
    await desk.launch("importJob", { day: "2026-11-02" });
    await desk.launch("importJob", { day: "2026-11-03", failAt: "13" });
    const request: BulkRequest = {
      action: "restart",
      selection: { executionIds: ["3", "2", "1", "77", "3"] },
      reason: "input mended",
    };

    const preview = await previewBulk(desk.scope, request);
    expect(preview).toMatchObject({ ok: true, value: { matched: 4, eligible: 2 } });
    expect(preview.ok && preview.value.rows).toEqual([
      { executionId: "3", jobName: "importJob", status: "FAILED", eligible: true, reason: null },
      {
        executionId: "2",
        jobName: "importJob",
        status: "COMPLETED",
        eligible: false,
        reason: "It completed. Run it again with a changed identifying parameter.",
      },
      { executionId: "1", jobName: "importJob", status: "FAILED", eligible: true, reason: null },
      {
        executionId: "77",
        jobName: null,
        status: null,
        eligible: false,
        reason: "There is no such execution in this database.",
      },
    ]);
    expect(await rows("select * from BATCHDECK_BULK")).toEqual([]);

    const { bulkId } = await ended(await startBulk(desk.scope, request));
    expect(await view(bulkId)).toMatchObject({
      action: "restart",
      actor: "kim",
      reason: "input mended",
      filter: null,
      state: "done",
      matched: 4,
      eligible: 2,
      pending: 0,
      done: 2,
      refused: 0,
      failed: 0,
      ineligible: 2,
      next: null,
    });
    expect((await view(bulkId)).items.map((item) => [item.executionId, item.state, item.resultExecutionId])).toEqual([
      ["3", "DONE", "4"],
      ["2", "INELIGIBLE", null],
      ["1", "DONE", "5"],
      ["77", "INELIGIBLE", null],
    ]);
  });

  it("is one audit entry with a child for every row", async () => {
    await desk.launch("importJob", { day: "2026-11-01", failAt: "13" });
    await desk.launch("importJob", { day: "2026-11-02", failAt: "13" });

    const { bulkId } = await ended(await startBulk(desk.scope, abandonFailed));

    expect(
      await rows("select ACTION, JOB_EXECUTION_ID, REASON, RESULT, MESSAGE, BULK_ID from BATCHDECK_AUDIT order by ID"),
    ).toEqual([
      expect.objectContaining({ ACTION: "bulk", JOB_EXECUTION_ID: null, MESSAGE: "abandon: 2 executions" }),
      expect.objectContaining({ ACTION: "abandon", JOB_EXECUTION_ID: 2, REASON: "month end", RESULT: "DONE" }),
      expect.objectContaining({ ACTION: "abandon", JOB_EXECUTION_ID: 1, REASON: "month end", RESULT: "DONE" }),
    ]);
    expect(await rows(`select count(*) as children from BATCHDECK_AUDIT where BULK_ID = ${bulkId}`)).toEqual([
      { children: 3 },
    ]);
    expect((await view(bulkId)).filter).toBe("status=FAILED");
  });

  it("keeps what was refused meanwhile apart, and repeats it only when told to", async () => {
    await desk.launch("importJob", { day: "2026-11-01", failAt: "13" });
    await desk.launch("importJob", { day: "2026-11-02", failAt: "13" });
    const { bulkId } = await ended(await startBulk(desk.scope, abandonFailed));
    // As if the second row had been running again at its turn, and has failed since.
    await execute(`update BATCHDECK_BULK_ITEM set STATE = 'REFUSED', CODE = 'NOT_NOW' where POSITION = 2`);
    await execute("update BATCH_JOB_EXECUTION set STATUS = 'FAILED' where JOB_EXECUTION_ID = 1");

    const request = { bulkId, reason: null };
    expect(await continueBulk(desk.scope, { ...request, retry: false })).toMatchObject({
      ok: false,
      error: { code: "BULK_IS_DONE" },
    });
    await ended(await continueBulk(desk.scope, { ...request, retry: true }));

    expect(await view(bulkId)).toMatchObject({ state: "done", done: 2, refused: 0 });
    expect(await rows("select STATUS as status from BATCH_JOB_EXECUTION")).toEqual([
      { status: "ABANDONED" },
      { status: "ABANDONED" },
    ]);
  });

  it("is continued by another process when the one that worked on it is gone, and repeats nothing", async () => {
    for (const day of [1, 2, 3]) await desk.launch("importJob", { day: `2026-11-0${day}`, failAt: "13" });
    const { bulkId } = await ended(
      await startBulk(desk.scope, { action: "restart", selection: { executionIds: ["1", "2", "3"] }, reason: null }),
    );
    expect(await rows("select count(*) as n from BATCH_JOB_EXECUTION")).toEqual([{ n: 6 }]);
    // As a killed process leaves it: the first is done, the second too but not written down, the third was not begun.
    await execute("update BATCHDECK_BULK_ITEM set STATE = 'WORKING', RESULT_EXECUTION_ID = null where POSITION = 2");
    await execute("update BATCHDECK_BULK_ITEM set STATE = 'PENDING', RESULT_EXECUTION_ID = null where POSITION = 3");
    await execute("delete from BATCH_JOB_EXECUTION_PARAMS where JOB_EXECUTION_ID = 6");
    await execute(
      "delete from BATCH_STEP_EXECUTION_CONTEXT where STEP_EXECUTION_ID in (select STEP_EXECUTION_ID from BATCH_STEP_EXECUTION where JOB_EXECUTION_ID = 6)",
    );
    await execute("delete from BATCH_STEP_EXECUTION where JOB_EXECUTION_ID = 6");
    await execute("delete from BATCH_JOB_EXECUTION_CONTEXT where JOB_EXECUTION_ID = 6");
    await execute("delete from BATCH_JOB_EXECUTION where JOB_EXECUTION_ID = 6");
    await execute(`update BATCHDECK_BULK set STATE = 'RUNNING'`);
    expect((await view(bulkId)).state).toBe("running");
    expect(await continueBulk(desk.scope, { bulkId, retry: false, reason: null })).toMatchObject({
      error: { code: "BULK_IS_RUNNING" },
    });
    await execute("update BATCHDECK_BULK set UPDATED_AT = '2020-01-01 00:00:00.000'");
    expect((await view(bulkId)).state).toBe("interrupted");

    await ended(await continueBulk(desk.scope, { bulkId, retry: false, reason: "server died" }));

    expect(await view(bulkId)).toMatchObject({ state: "done", done: 2, refused: 1, pending: 0 });
    expect((await view(bulkId)).items.map(({ state, message }) => [state, message])).toEqual([
      ["DONE", null],
      ["REFUSED", "Execution 5 is a newer attempt at the same instance. Restart that one."],
      ["DONE", null],
    ]);
    expect(await rows("select count(*) as n from BATCH_JOB_EXECUTION")).toEqual([{ n: 6 }]);
  });

  it("is taken up by one of two who continue it at the same moment", async () => {
    await desk.launch("importJob", { day: "2026-11-01", failAt: "13" });
    const { bulkId } = await ended(await startBulk(desk.scope, abandonFailed));
    await execute("update BATCHDECK_BULK set STATE = 'RUNNING', UPDATED_AT = '2020-01-01 00:00:00.000'");
    const store = bulkStore(desk.runtime);
    const seen = await store.find(BigInt(bulkId));
    if (!seen) throw new Error("It was just written.");
    expect([await store.resume(seen, { retry: false }), await store.resume(seen, { retry: false })]).toEqual([
      true,
      false,
    ]);
  });

  it("stops at the row it is at when it is paused", async () => {
    await desk.launch("importJob", { day: "2026-11-01", failAt: "13" });
    await desk.launch("importJob", { day: "2026-11-02", failAt: "13" });
    const { bulkId } = await ended(await startBulk(desk.scope, abandonFailed));
    await execute("update BATCHDECK_BULK set STATE = 'RUNNING'");
    await execute("update BATCHDECK_BULK_ITEM set STATE = 'PENDING' where POSITION = 2");

    expect(await pauseBulk(desk.scope, { bulkId, reason: null })).toEqual({ ok: true, value: { bulkId } });
    expect(await view(bulkId)).toMatchObject({ state: "paused", pending: 1 });
    expect(await pauseBulk(desk.scope, { bulkId, reason: null })).toMatchObject({
      error: { code: "BULK_NOT_RUNNING" },
    });

    await ended(await continueBulk(desk.scope, { bulkId, retry: false, reason: null }));
    expect(await view(bulkId)).toMatchObject({ state: "done", done: 1, refused: 1 });
  });

  it("refuses what is too much, nothing, other than seen, or not there, and writes no row", async () => {
    await desk.launch("importJob", { day: "2026-11-01", failAt: "13" });
    const start = (selection: BulkRequest["selection"]) => startBulk(desk.scope, { ...abandonFailed, selection });
    const tooMany = Array.from({ length: BULK_MAX + 1 }, (_, index) => String(index + 1));

    expect(await start({ executionIds: tooMany })).toMatchObject({ error: { code: "BULK_TOO_MANY" } });
    expect(await start({ executionIds: [] })).toMatchObject({ error: { code: "BULK_NOTHING_CHOSEN" } });
    expect(await start({ filter: { ...NO_FILTER, id: "99" }, expectedCount: null })).toMatchObject({
      error: { code: "BULK_NOTHING_CHOSEN" },
    });
    expect(await start({ filter: failed, expectedCount: 2 })).toMatchObject({ error: { code: "BULK_OTHER_COUNT" } });
    const continued = await continueBulk(desk.scope, { bulkId: "5", retry: false, reason: null });
    expect(continued).toMatchObject({ error: { code: "NO_SUCH_BULK_OPERATION" } });
    expect(await rows("select * from BATCHDECK_BULK")).toEqual([]);
    expect(await rows("select STATUS as status from BATCH_JOB_EXECUTION")).toEqual([{ status: "FAILED" }]);
  });

  it("lets a viewer look at none of it as a deed, and keeps what was tried", async () => {
    await desk.launch("importJob", { day: "2026-11-01", failAt: "13" });
    expect(await startBulk(desk.as(VIEWER), abandonFailed)).toMatchObject({ error: { code: "FORBIDDEN" } });
    expect(await rows("select ACTOR, ACTION, RESULT from BATCHDECK_AUDIT")).toEqual([
      { ACTOR: "lee", ACTION: "bulk", RESULT: "REFUSED" },
    ]);
  });

  it("says so where its tables are missing", async () => {
    await desk.launch("importJob", { day: "2026-11-01", failAt: "13" });
    await execute("drop table BATCHDECK_BULK");
    expect(await startBulk(desk.scope, abandonFailed)).toMatchObject({ error: { code: "BULK_UNAVAILABLE" } });
  });

  it("pages operations and items with a fixed number of statements", async () => {
    for (let day = 1; day <= 5; day++) await desk.launch("importJob", { day: `2026-11-0${day}`, failAt: "13" });
    const { bulkId } = await ended(await startBulk(desk.scope, abandonFailed));
    await ended(await startBulk(desk.scope, { ...abandonFailed, selection: { executionIds: ["1"] } }));

    const first = await readBulkOperation(desk.read, bulkId, { after: 0, size: 2, state: null });
    expect(first).toMatchObject({ items: [{ executionId: "5" }, { executionId: "4" }], next: 2 });
    const last = await readBulkOperation(desk.read, bulkId, { after: 4, size: 2, state: "DONE" });
    expect(last).toMatchObject({ items: [{ executionId: "1" }], next: null });
    const newest = await listBulkOperations(desk.read, { before: null, size: 1 });
    expect(newest).toMatchObject({ items: [{ id: "2", matched: 1 }], older: "2" });
    expect(await listBulkOperations(desk.read, { before: "2", size: 1 })).toMatchObject({
      items: [{ id: bulkId, matched: 5 }],
      older: null,
    });
    const statements = await desk.countStatements((read) =>
      readBulkOperation(read, bulkId, { after: 0, size: 100, state: null }),
    );
    expect(statements).toBe(2);
  });
});
