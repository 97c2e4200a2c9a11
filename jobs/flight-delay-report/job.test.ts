import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { testDatabases } from "../../batch-core/test/support/databases.ts";
import { openTestRuntime } from "../test-runtime.ts";

const folder = mkdtempSync(join(tmpdir(), "batchdeck-flights-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(testDatabases)("flightDelayReportJob on $dialect", (database) => {
  it("reports what the file says, a line per airport", async () => {
    await using batch = await openTestRuntime(database);
    const outputFile = join(folder, `${database.dialect}.csv`);

    const execution = await batch.launch("flightDelayReportJob", { outputFile });

    expect(execution.status).toBe("COMPLETED");
    expect(execution.stepExecutions.map(({ stepName, writeCount }) => [stepName, writeCount])).toEqual([
      ["emptyTableStep", 0],
      ["loadStep", 10_000],
      ["reportStep", 201],
    ]);
    const flights: { origin: string; delay: number }[] = JSON.parse(readFileSync("jobs/data/flights-10k.json", "utf8"));
    const delays = flights.filter(({ origin }) => origin === "ATL").map(({ delay }) => delay);
    const mean = delays.reduce((sum, delay) => sum + delay, 0) / delays.length;
    const late = delays.filter((delay) => delay >= 15).length;
    const [header, ...lines] = readFileSync(outputFile, "utf8").trimEnd().split("\n");
    expect(header).toBe("airport,flights,late_flights,mean_delay_minutes,longest_delay_minutes");
    expect(lines).toHaveLength(201);
    expect(lines).toContain(`ATL,${delays.length},${late},${mean.toFixed(1)},${Math.max(...delays)}`);
  });
});
