import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testDatabases } from "../../../../batch-core/test/support/databases.ts";
import { MASK } from "../../masking";
import { openTestDesk, type TestDesk } from "../../test-support/test-desk";
import { compareExecutions, usualPartnerOf } from "./compare";

const SECRET = "s3cr3t-value";

describe.each(testDatabases)("a comparison on $dialect", (database) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await openTestDesk(database);
  });
  afterEach(() => desk[Symbol.asyncDispose]());

  it("tells what two jobs remember, secrets aside", async () => {
    await desk.launch("importJob", { day: "2026-11-18" });
    await desk.launch("importJob", { day: "2026-11-19", pin: SECRET });
    const remember = (id: number, json: string) =>
      desk.runtime.database.execute(
        "update BATCH_JOB_EXECUTION_CONTEXT set SHORT_CONTEXT = ? where JOB_EXECUTION_ID = ?",
        [json, id],
      );
    await remember(1, '{"files":3,"same":"x"}');
    await remember(2, `{"files":4,"same":"x","pin":"${SECRET}"}`);

    const view = await compareExecutions(desk.read, "1", "2");
    expect(view?.contexts.filter(({ step }) => step === null)).toEqual([
      { step: null, key: "files", a: "3", b: "4" },
      { step: null, key: "pin", a: null, b: MASK },
    ]);
  });

  it("is with the last good execution of the job before it, unless told otherwise", async () => {
    await desk.launch("importJob", { day: "2026-11-18" });
    await desk.launch("importJob", { day: "2026-11-19", failAt: "13" });
    expect(await usualPartnerOf(desk.read, "2")).toBe("1");
    expect(await usualPartnerOf(desk.read, "1")).toBeNull();
    expect(await usualPartnerOf(desk.read, "99")).toBeNull();
  });
});
