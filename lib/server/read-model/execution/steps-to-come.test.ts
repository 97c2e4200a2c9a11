import { openRuntime } from "batch-core";
import { expect, it } from "vitest";
import { testDatabases } from "../../../../batch-core/test/support/databases.ts";
import { en } from "../../messages/en";
import { OPERATOR, openTestDesk } from "../../test-support/test-desk";
import { openReadContext } from "../open-read-context";
import { readExecution } from "./execution";

it.each(testDatabases)(
  "a job that is not installed takes the steps of its last good execution: $dialect",
  async (database) => {
    await using desk = await openTestDesk(database);
    await desk.launch("importJob", { day: "2026-11-18" });
    await desk.launch("importJob", { day: "2026-11-19" });
    const { database: tables } = desk.runtime;
    await tables.execute("delete from BATCHDECK_LEASE");
    await tables.execute(
      "update BATCH_JOB_EXECUTION set STATUS = 'STARTED', END_TIME = null where JOB_EXECUTION_ID = 2",
    );
    await tables.execute(
      "delete from BATCH_STEP_EXECUTION_CONTEXT where STEP_EXECUTION_ID = (select max(STEP_EXECUTION_ID) from BATCH_STEP_EXECUTION)",
    );
    await tables.execute("delete from BATCH_STEP_EXECUTION where STEP_NAME = 'loadStep' and JOB_EXECUTION_ID = 2");
    await tables.execute(
      "update BATCH_STEP_EXECUTION set STATUS = 'STARTED', END_TIME = null where JOB_EXECUTION_ID = 2",
    );

    await using elsewhere = await openRuntime({ databaseUrl: desk.databaseUrl, jobs: [] });
    const read = await openReadContext(elsewhere, desk.databaseUrl);
    try {
      const view = await readExecution(read, "2", { actor: OPERATOR, messages: en });
      expect(view?.timeline.lanes).toMatchObject([{ bars: [{ stepName: "prepareStep" }], notReached: ["loadStep"] }]);
      const { rows } = await read.live();
      expect(rows).toMatchObject([{ id: "2", step: { name: "prepareStep", index: 1, of: 2 } }]);
    } finally {
      await read.prisma.$disconnect();
    }
  },
);
