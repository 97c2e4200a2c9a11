import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { testDatabases } from "../../batch-core/test/support/databases.ts";
import { openTestRuntime, summaryOf } from "../test-runtime.ts";

describe.each(testDatabases)("zipCodeImportJob on $dialect", (database) => {
  it("stopped after some chunks and restarted, reads only the rest and equals the file", async () => {
    await using batch = await openTestRuntime(database);
    const { operator, repository } = batch.runtime;

    const launched = operator.launch("zipCodeImportJob", { pauseMs: 20 });
    await expect
      .poll(async () => (await batch.rows("select count(*) as n from example_zip_code"))[0]?.n, {
        timeout: 20_000,
        interval: 5,
      })
      .toBeGreaterThan(1_000);
    const [running] = await batch.rows("select JOB_EXECUTION_ID as id from BATCH_JOB_EXECUTION");
    await operator.stop(BigInt(Number(running?.id)));
    const { jobExecutionId } = await launched;
    const stopped = await repository.getJobExecution(jobExecutionId);
    expect(stopped).toMatchObject({ status: "STOPPED", exitStatus: { code: "STOPPED" } });
    const written = stopped?.stepExecutions[1]?.writeCount ?? 0;
    expect(written).toBeGreaterThan(1_000);
    expect(written % 500).toBe(0);
    expect(await batch.rows("select count(*) as n from example_zip_code")).toEqual([{ n: written }]);

    const second = await repository.getJobExecution((await operator.restart(jobExecutionId)).jobExecutionId);

    expect(second?.stepExecutions.map(summaryOf)).toMatchObject([
      { stepName: "importStep", status: "COMPLETED", readCount: 42_049 - written, writeCount: 42_049 - written },
    ]);
    const lines = readFileSync("jobs/data/zipcodes.csv", "utf8").trim().split(/\r?\n/).slice(1);
    const rows = await batch.rows("select zip_code, city, state, county from example_zip_code order by zip_code");
    expect(rows.map((row) => `${row.zip_code},${row.city},${row.state},${row.county}`)).toEqual(
      lines.map((line) => line.replace(/^(\d+),[^,]*,[^,]*,/, "$1,")).sort(),
    );
  });
});
