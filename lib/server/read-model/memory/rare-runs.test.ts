import type { Database } from "batch-core";
import { describe, expect, it } from "vitest";
import { testDatabases } from "../../../../batch-core/test/support/databases.ts";
import { openTestDesk } from "../../test-support/test-desk";
import { listJobs } from "../jobs/jobs";
import { openReadContext } from "../open-read-context";
import { readOverview } from "../overview";

const NIGHTS = 10;
const BUSY = 3_050;
const MINUTE = 60_000;
const NOW = Date.parse("2026-11-20T03:00:00Z");

describe.each(testDatabases)("a nightly job among one that runs every minute, on $dialect", (database) => {
  it("has its history, its usual duration, and is missed when it is late", async () => {
    await using desk = await openTestDesk(database);
    // The last night is missing.
    const nightly = Array.from({ length: NIGHTS }, (_, night) => ({
      job: "nightlyJob",
      at: NOW - 2 * 60 * MINUTE - (NIGHTS - night) * 1_440 * MINUTE,
    }));
    const busy = Array.from({ length: BUSY }, (_, index) => ({ job: "busyJob", at: NOW - (BUSY - index) * MINUTE }));
    await insertCompleted(desk.runtime.database, [...nightly, ...busy]);
    const read = await openReadContext(desk.runtime, desk.databaseUrl, { now: () => new Date(NOW) });
    try {
      const recent = await read.recent();
      expect(recent.frequency.get("nightlyJob")).toBeUndefined();
      expect(recent.byJob.get("nightlyJob")).toHaveLength(NIGHTS);
      expect(recent.usual.get("nightlyJob")).toEqual({ medianMs: 30_000, p95Ms: 30_000 });

      const { jobs } = await listJobs(read);
      expect(jobs.flatMap(({ name, overdueSince }) => (overdueSince ? [`${name} ${overdueSince}`] : []))).toEqual([
        "nightlyJob 2026-11-20T01:00:00.000Z",
      ]);
      expect(await readOverview(read)).toMatchObject({ late: 1 });
    } finally {
      await read.prisma.$disconnect();
    }
  });
});

/** An instance and an execution each, in this order. */
async function insertCompleted(database: Database, runs: readonly { readonly job: string; readonly at: number }[]) {
  await database.transaction(async (transaction) => {
    await transaction.bulkInsert(
      "BATCH_JOB_INSTANCE",
      ["JOB_INSTANCE_ID", "VERSION", "JOB_NAME", "JOB_KEY"],
      runs.map(({ job }, index) => [index + 1, 0, job, String(index)]),
    );
    await transaction.bulkInsert(
      "BATCH_JOB_EXECUTION",
      [
        "JOB_EXECUTION_ID",
        "VERSION",
        "JOB_INSTANCE_ID",
        "STATUS",
        "CREATE_TIME",
        "START_TIME",
        "END_TIME",
        "LAST_UPDATED",
      ],
      runs.map(({ at }, index) => {
        const [start, end] = [new Date(at), new Date(at + 30_000)];
        return [index + 1, 1, index + 1, "COMPLETED", start, start, end, end];
      }),
    );
  });
}
