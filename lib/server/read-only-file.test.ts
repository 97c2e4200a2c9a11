import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openRuntime } from "batch-core";
import { expect, it } from "vitest";
import { NO_FILTER } from "@/lib/shared/filter/execution-filter";
import { asOrdinaryUser } from "../../batch-core/test/support/ordinary-user.ts";
import { en } from "./messages/en";
import { readExecution } from "./read-model/execution/execution";
import { listExecutions } from "./read-model/executions";
import { openReadContext } from "./read-model/open-read-context";
import { OPERATOR, testJobs } from "./test-support/test-desk";

it("shows a SQLite file in a folder that may not be written, and says why nothing can be done", async () => {
  const folder = mkdtempSync(join(tmpdir(), "batchdeck-test-"));
  const databaseUrl = `file:${join(folder, "test.db")}`;
  const options = { databaseUrl, jobs: testJobs() };
  try {
    {
      await using runtime = await openRuntime(options);
      await runtime.operator.launch("importJob", { day: "2026-01-01" });
    }
    chmodSync(join(folder, "test.db"), 0o444);
    chmodSync(folder, 0o555);
    await asOrdinaryUser(async () => {
      await using runtime = await openRuntime(options);
      const read = await openReadContext(runtime, databaseUrl);
      try {
        const { items } = await listExecutions(read, NO_FILTER, { before: null, after: null, size: 25 });
        expect(items.map(({ jobName }) => jobName)).toEqual(["importJob"]);
        const view = await readExecution(read, items[0]?.id ?? "", { actor: OPERATOR, messages: en });
        expect(new Set(Object.values(view?.actions ?? {}).map(({ reason }) => reason))).toEqual(
          new Set([en.actions.readOnlyTables]),
        );
      } finally {
        await read.prisma.$disconnect();
      }
    });
  } finally {
    chmodSync(folder, 0o777);
    rmSync(folder, { recursive: true, force: true });
  }
});
