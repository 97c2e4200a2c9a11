import { describe, expect, it } from "vitest";
import { testDatabases } from "../../../batch-core/test/support/databases.ts";
import { openTestDesk } from "../test-support/test-desk";
import { readParameterValues } from "./parameter-names";

describe.each(testDatabases)("values of a parameter on $dialect", (database) => {
  it("are those of the latest executions, the newest first and each once", async () => {
    await using desk = await openTestDesk(database);
    await desk.launch("importJob", { day: "2026-11-18" });
    await desk.launch("importJob", { day: "2026-11-19", failAt: "13" });
    await desk.launch("importJob", { day: "2026-11-19" });
    await desk.launch("partitionedJob");
    expect(await readParameterValues(desk.read, "day")).toEqual(["2026-11-19", "2026-11-18"]);
    expect(await readParameterValues(desk.read, "failAt")).toEqual(["0", "13"]);
    expect(await readParameterValues(desk.read, "noSuch")).toEqual([]);
  });

  it("of a secret are told to nobody", async () => {
    await using desk = await openTestDesk(database);
    await desk.launch("importJob", { day: "2026-11-18", apiKey: "s3cr3t", pin: "1234" });
    expect(await readParameterValues(desk.read, "apiKey")).toEqual([]);
    expect(await readParameterValues(desk.read, "pin")).toEqual([]);
  });
});
