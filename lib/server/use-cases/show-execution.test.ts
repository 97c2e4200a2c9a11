import { afterEach, beforeEach, expect, it } from "vitest";
import { testDatabases } from "../../../batch-core/test/support/databases.ts";
import { sharedReads } from "../shared-reads";
import { openTestDesk, type TestDesk } from "../test-support/test-desk";
import { showExecution } from "./show-execution";

const [sqlite] = testDatabases;
if (!sqlite) throw new Error("There is always SQLite.");

/** Twenty seconds into an execution of a job that usually takes a minute. */
const NOW = new Date("2026-11-20T10:00:20Z");
let desk: TestDesk;

beforeEach(async () => {
  desk = await openTestDesk(sqlite, { now: () => NOW });
  for (const day of ["2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19"]) await desk.launch("importJob", { day });
  const { database } = desk.runtime;
  await database.execute("delete from BATCHDECK_LEASE");
  await database.execute(
    "update BATCH_JOB_EXECUTION set CREATE_TIME = '2026-11-19T08:00:00.000+00:00', LAST_UPDATED = '2026-11-19T08:00:00.000+00:00', START_TIME = '2026-11-19T09:00:00.000+00:00', END_TIME = '2026-11-19T09:01:00.000+00:00'",
  );
  await database.execute(
    "update BATCH_JOB_EXECUTION set STATUS = 'STARTED', START_TIME = '2026-11-20T10:00:00.000+00:00', END_TIME = null where JOB_EXECUTION_ID = 4",
  );
  await stepsMoved("2026-11-20T10:00:15.000+00:00");
});
afterEach(() => desk[Symbol.asyncDispose]());

const stepsMoved = (at: string) =>
  desk.runtime.database.execute(
    `update BATCH_STEP_EXECUTION set START_TIME = '2026-11-19T10:00:00.000+00:00', LAST_UPDATED = '${at}'`,
  );

const show = (id: string) => showExecution({ ...desk.scope, desk: { ...desk.scope.desk, shared: sharedReads() } }, id);

it("says when an execution at work should be done, and when it last moved", async () => {
  expect(await show("4")).toMatchObject({
    row: { status: "STARTED", liveness: "running" },
    eta: { at: "2026-11-20T10:01:00.000Z", basis: "usual-duration" },
  });
});

it("promises nothing of one that is silent, nor of one that has ended", async () => {
  await desk.runtime.database.execute(
    "update BATCH_JOB_EXECUTION set START_TIME = '2026-11-19T10:00:00.000+00:00' where JOB_EXECUTION_ID = 4",
  );
  await stepsMoved("2026-11-19T10:00:07.000+00:00");
  expect(await show("4")).toMatchObject({
    row: { liveness: "suspect" },
    lastSign: "2026-11-19T10:00:07.000Z",
    eta: null,
  });
  expect(await show("1")).toMatchObject({ lastSign: null, eta: null });
});
