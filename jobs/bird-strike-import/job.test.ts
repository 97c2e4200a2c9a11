import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { testDatabases } from "../../batch-core/test/support/databases.ts";
import { openTestRuntime, summaryOf } from "../test-runtime.ts";

describe.each(testDatabases)("birdStrikeImportJob on $dialect", (database) => {
  it("writes every good record of the file, and no other", async () => {
    await using batch = await openTestRuntime(database);

    const execution = await batch.launch("birdStrikeImportJob");

    expect(summaryOf(execution.stepExecutions[1])).toEqual({
      stepName: "importStep",
      status: "COMPLETED",
      readCount: 10_000,
      filterCount: 15,
      writeCount: 9_985,
      commitCount: 41,
      rollbackCount: 0,
    });
    // Counted without any of the job's code; no field of this file holds a comma.
    const lines = readFileSync("jobs/data/birdstrikes.csv", "utf8").trim().split(/\r?\n/).slice(1);
    const good = lines.map((line) => line.split(",")).filter((fields) => !["B", "C"].includes(fields[2] ?? ""));
    const rows = await batch.rows("select flight_date, airport, cost_dollars from example_bird_strike order by id");
    expect(rows.map((row) => `${row.flight_date} ${row.airport} ${row.cost_dollars}`)).toEqual(
      good.map((fields) => `${fields[3]} ${fields[0]} ${fields[12]}`),
    );
    const unknownSpeeds = good.filter((fields) => fields[13] === "" || (fields[13] === "0" && fields[6] !== "Parked"));
    expect(await batch.rows("select count(*) as n from example_bird_strike where speed_knots is null")).toEqual([
      { n: unknownSpeeds.length },
    ]);
  });

  it("replaces what an earlier run imported", async () => {
    await using batch = await openTestRuntime(database);
    await batch.launch("birdStrikeImportJob");
    await batch.launch("birdStrikeImportJob", { "run.id": 2 });
    expect(await batch.rows("select count(*) as n from example_bird_strike")).toEqual([{ n: 9_985 }]);
  });

  it("is refused, and leaves no row, when its file is not there", async () => {
    await using batch = await openTestRuntime(database);
    await expect(batch.launch("birdStrikeImportJob", { inputFile: "nowhere.csv" })).rejects.toMatchObject({
      code: "JOB_PARAMETERS_INVALID",
      problems: { inputFile: "there is no file nowhere.csv" },
    });
    expect(await batch.rows("select * from BATCH_JOB_INSTANCE")).toEqual([]);
  });
});
