import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { NO_FILTER } from "@/lib/shared/filter/execution-filter";
import { LIVE_MS } from "@/lib/shared/queries/polling";
import { testDatabases } from "../../batch-core/test/support/databases.ts";
import { showExecutions, showOverview, showPartitions, showRunningBoard } from "./live";
import { openReadContext } from "./read-model/open-read-context";
import type { ReadContext } from "./read-model/read-context";
import { type SharedReads, sharedReads } from "./shared-reads";
import { openTestDesk, type TestDesk } from "./test-support/test-desk";

const BROWSERS = 20;
const MINUTE_MS = 60_000;
const NEWEST = { before: null, after: null, size: 50 } as const;

type Polled = { readonly read: ReadContext; readonly shared: SharedReads };

const polls: Record<string, { readonly everyMs: number; readonly ask: (desk: Polled) => Promise<unknown> }> = {
  board: { everyMs: LIVE_MS, ask: showRunningBoard },
  overview: { everyMs: 2 * LIVE_MS, ask: showOverview },
  list: { everyMs: LIVE_MS, ask: (desk) => showExecutions(desk, NO_FILTER, NEWEST) },
  partitions: { everyMs: LIVE_MS, ask: (desk) => showPartitions(desk, "1", "1", NEWEST) },
};

const [sqlite] = testDatabases;
if (!sqlite) throw new Error("There is always SQLite.");

describe("what browsers poll", () => {
  let desk: TestDesk;
  let url: string;
  beforeEach(async () => {
    url = await sqlite.url();
    desk = await openTestDesk({ url: async () => url });
    await desk.launch("partitionedJob");
    await desk.launch("importJob", { day: "2026-11-20" });
    await desk.runtime.database.execute("update BATCH_JOB_EXECUTION set STATUS = 'STARTED', END_TIME = null");
  });
  afterEach(() => desk[Symbol.asyncDispose]());

  it.each(Object.entries(polls))("costs the database one reading per interval: %s", async (_name, { everyMs, ask }) => {
    const one = await statementsOfAMinute(1, everyMs, ask);
    const twenty = await statementsOfAMinute(BROWSERS, everyMs, ask);
    expect(one).toBeGreaterThan(0);
    // An answer is kept for nine tenths of the interval, so that no browser is told the same twice.
    expect(twenty).toBeLessThanOrEqual(Math.ceil(one / 0.9) + 6);
  });

  /** Polls of browsers that were opened at different moments. */
  async function statementsOfAMinute(browsers: number, everyMs: number, ask: (desk: Polled) => Promise<unknown>) {
    let time = Date.parse("2026-11-21T03:00:00Z");
    let statements = 0;
    const now = () => new Date(time);
    const read = await openReadContext(desk.runtime, url, { now, onStatement: () => statements++ });
    try {
      const polled = { read, shared: sharedReads(() => time) };
      const begin = time;
      const times = Array.from({ length: browsers }, (_, browser) => (browser * everyMs) / browsers).flatMap((offset) =>
        Array.from({ length: MINUTE_MS / everyMs }, (_, poll) => offset + poll * everyMs),
      );
      for (const at of times.sort((a, b) => a - b)) {
        time = begin + at;
        await ask(polled);
      }
      return statements;
    } finally {
      await read.prisma.$disconnect();
    }
  }
});
