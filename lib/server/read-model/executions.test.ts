import { describe, expect, it } from "vitest";
import { NO_ACTIVITY_FILTER } from "@/lib/shared/filter/activity-filter";
import { NO_FILTER, type PageRequest } from "@/lib/shared/filter/execution-filter";
import { testDatabases } from "../../../batch-core/test/support/databases.ts";
import { en } from "../messages/en";
import { OPERATOR, openTestDesk } from "../test-support/test-desk";
import { listAudit } from "./audit-list";
import { listBulkOperations } from "./bulk-operations";
import { compareExecutions } from "./compare/compare";
import { readDay } from "./day";
import { checkIndexes } from "./diagnostics/diagnostics-indexes";
import { readExecution } from "./execution/execution";
import { readPartitions } from "./execution/partitions";
import { listExecutions } from "./executions";
import { readInstance } from "./jobs/instances";
import { readJob } from "./jobs/job";
import { listJobs } from "./jobs/jobs";
import { readLaunchForm } from "./jobs/launch-form";
import type { SearchPace } from "./memory/search-pace";
import { readOverview } from "./overview";
import { readParameterNames } from "./parameter-names";
import type { ReadContext } from "./read-context";
import { runningBoard } from "./running";

const FIRST: PageRequest = { before: null, after: null, size: 25 };
const READER = { actor: OPERATOR, messages: en };

describe.each(testDatabases)("a list of executions on $dialect", (database) => {
  it("lists an execution with its counts, parameters and the step that failed", async () => {
    await using desk = await openTestDesk(database);
    await desk.launch("importJob", { day: "2026-11-19", failAt: "13" });

    const page = await listExecutions(desk.read, NO_FILTER, FIRST);

    expect(page).toMatchObject({ total: 1, totalCapped: false, newer: null, older: null });
    expect(page.items[0]).toMatchObject({
      id: "1",
      instanceId: "1",
      jobName: "importJob",
      status: "FAILED",
      exitCode: "FAILED",
      exitMessageFirstLine: "Error: number 13 is out of luck, apiKey was absent",
      attempt: 1,
      attempts: 1,
      currentStep: null,
      failedStep: "loadStep",
      written: 9,
      filtered: 1,
      commits: 3,
      rollbacks: 1,
      requestedBy: "kim",
      liveness: null,
    });
    expect(page.items[0]?.keyParameters.map(({ name, identifying }) => [name, identifying])).toEqual([
      ["day", true],
      ["failAt", false],
    ]);
  });

  it("pages by execution id, forth and back", async () => {
    await using desk = await openTestDesk(database);
    for (let day = 1; day <= 30; day++) {
      await desk.launch("importJob", { day: `2026-10-${String(day).padStart(2, "0")}` });
    }
    const first = await listExecutions(desk.read, NO_FILTER, FIRST);
    expect(first.items.map(({ id }) => id)).toEqual(Array.from({ length: 25 }, (_, index) => String(30 - index)));
    expect(first).toMatchObject({ newer: null, older: "6", total: 30 });

    const second = await listExecutions(desk.read, NO_FILTER, { ...FIRST, before: first.older });
    expect(second.items.map(({ id }) => id)).toEqual(["5", "4", "3", "2", "1"]);
    expect(second).toMatchObject({ newer: "5", older: null });

    const back = await listExecutions(desk.read, NO_FILTER, { ...FIRST, after: second.newer });
    expect(back.items.map(({ id }) => id)).toEqual(first.items.map(({ id }) => id));
    expect(back).toMatchObject({ newer: null, older: "6" });
  });

  it("finds by every part of the filter, and counts what it finds", async () => {
    await using desk = await openTestDesk(database);
    await desk.launch("importJob", { day: "2026-11-18" });
    await desk.launch("importJob", { day: "2026-11-19", failAt: "13" });
    await desk.launch("partitionedJob");
    const find = async (filter: Partial<typeof NO_FILTER>) => {
      const page = await listExecutions(desk.read, { ...NO_FILTER, ...filter }, FIRST);
      expect(page.total).toBe(page.items.length);
      return page.items.map(({ id }) => id);
    };

    expect(await find({ job: ["importJob"] })).toEqual(["2", "1"]);
    expect(await find({ job: ["part*"] })).toEqual(["3"]);
    expect(await find({ notJob: ["importJob"] })).toEqual(["3"]);
    expect(await find({ status: ["FAILED", "STOPPED"] })).toEqual(["2"]);
    expect(await find({ exit: ["COMP*"] })).toEqual(["3", "1"]);
    expect(await find({ parameters: [{ name: "failAt", value: "13" }] })).toEqual(["2"]);
    expect(await find({ parameters: [{ name: "day", value: "2026-11-18" }] })).toEqual(["1"]);
    expect(await find({ parameters: [{ name: "day", value: "" }] })).toEqual(["2", "1"]);
    expect(await find({ started: "1h" })).toEqual(["3", "2", "1"]);
    expect(await find({ started: "2020-01-01..2020-01-02" })).toEqual([]);
    expect(await find({ duration: "<1h" })).toEqual(["3", "2", "1"]);
    expect(await find({ duration: ">1h" })).toEqual([]);
    expect(await find({ skips: "=0" })).toEqual(["3", "2", "1"]);
    expect(await find({ skips: ">0" })).toEqual([]);
    expect(await find({ rollbacks: ">0" })).toEqual(["2"]);
    expect(await find({ rollbacks: "=0" })).toEqual(["3", "1"]);
    expect(await find({ text: "out luck" })).toEqual(["2"]);
    expect(await find({ text: "100%_" })).toEqual([]);
    expect(await find({ instance: "1" })).toEqual(["1"]);
    expect(await find({ id: "3" })).toEqual(["3"]);
    expect(await find({ job: ["importJob"], status: ["COMPLETED"], started: "1h" })).toEqual(["1"]);
  });

  it("does not send more statements for many rows than for few", async () => {
    await using desk = await openTestDesk(database);
    const wide = { ...FIRST, size: 100 } as const;
    const filter = { ...NO_FILTER, job: ["*"], started: "24h", skips: "=0" };
    const pages: Record<string, (read: ReadContext) => Promise<unknown>> = {
      list: (read) => listExecutions(read, NO_FILTER, wide),
      filtered: (read) => listExecutions(read, filter, wide),
      overview: (read) => readOverview(read),
      board: (read) => runningBoard(read).read(),
      jobs: (read) => listJobs(read),
      job: (read) => readJob(read, "importJob", READER, null),
      instances: (read) => readJob(read, "importJob", READER, FIRST),
      instance: (read) => readInstance(read, "1", READER),
      execution: (read) => readExecution(read, "1", READER),
      compare: (read) => compareExecutions(read, "1", "2"),
      day: (read) => readDay(read, new Date(Date.now() - 86_400_000), new Date()),
      byParameter: (read) =>
        listExecutions(read, { ...NO_FILTER, parameters: [{ name: "day", value: "2026*" }] }, wide),
      byText: (read) => listExecutions(read, { ...NO_FILTER, text: "cannot load" }, wide),
      partitions: (read) => readPartitions(read, "2", "3", FIRST),
      launchForm: (read) =>
        readLaunchForm(read, { jobName: "importJob", from: "1", values: {}, next: new Map() }, READER),
      parameterNames: (read) => readParameterNames(read),
      audit: (read) => listAudit(read, { before: null, size: 100, executionId: null, filter: NO_ACTIVITY_FILTER }),
      bulk: (read) => listBulkOperations(read, { before: null, size: 50 }),
    };
    const countAll = async () => {
      const counts: Record<string, number> = {};
      for (const [name, page] of Object.entries(pages)) counts[name] = await desk.countStatements(page);
      return counts;
    };
    await desk.launch("importJob", { day: "2026-10-01", failAt: "13" });
    await desk.launch("partitionedJob");
    await desk.execute(`update BATCH_JOB_EXECUTION set STATUS = 'STARTED', END_TIME = null where JOB_EXECUTION_ID = 2`);
    const few = await countAll();

    for (let day = 2; day <= 25; day++) {
      await desk.launch("importJob", { day: `2026-10-${String(day).padStart(2, "0")}`, failAt: day % 2 ? "13" : "0" });
    }
    expect(await countAll()).toEqual(few);
    expect(Math.max(...Object.values(few))).toBeLessThanOrEqual(5);
  });

  it("stops a search that no index helps with, says how far it came, and goes on from there", async () => {
    await using desk = await openTestDesk(database);
    for (let day = 1; day <= 9; day++) await desk.launch("importJob", { day: `2026-11-0${day}` });
    const learned: bigint[] = [];
    const searchPace: SearchPace = { span: () => 3n, learn: (_kind, executions) => learned.push(executions) };
    const read: ReadContext = { ...desk.read, searchPace };
    const filter = { ...NO_FILTER, parameters: [{ name: "day", value: "2026-11-04" }], started: "7d" };

    const first = await listExecutions(read, filter, FIRST);
    expect(first).toMatchObject({ items: [], searchedTo: "6", older: "7", total: 0, totalCapped: true });
    const second = await listExecutions(read, filter, { ...FIRST, before: first.older });
    expect(second).toMatchObject({ items: [{ id: "4" }], searchedTo: "3", older: "4" });
    const last = await listExecutions(read, filter, { ...FIRST, before: second.older });
    expect(last).toMatchObject({ items: [], searchedTo: null, older: null });
    expect(learned).toEqual([3n, 3n]);
  });

  it("looks everywhere at once for a value that an index finds, and counts all that have it", async () => {
    await using desk = await openTestDesk(database);
    for (let day = 1; day <= 9; day++) {
      await desk.launch("importJob", { day: `2026-11-0${day}` });
      await desk.execute(
        `insert into BATCH_JOB_EXECUTION_PARAMS (JOB_EXECUTION_ID, TYPE_CD, KEY_NAME, STRING_VAL, IDENTIFYING)
           values (${day}, 'STRING', 'region', '${day === 4 ? "KR" : "JP"}', 'N')`,
      );
    }
    const { ddl = "" } = (await checkIndexes(desk.read)).find(({ use }) => use === "parameter-search") ?? {};
    await desk.execute(ddl);
    const read: ReadContext = { ...desk.read, searchPace: { span: () => 3n, learn: () => {} } };
    const find = async (name: string, value: string) => {
      const page = await listExecutions(read, { ...NO_FILTER, parameters: [{ name, value }] }, FIRST);
      return [page.items.map(({ id }) => id).join(), page.searchedTo, page.total, page.totalCapped];
    };

    expect(await find("region", "KR")).toEqual(["4", null, 1, false]);
    expect(await find("region", "DE")).toEqual(["", null, 0, false]);
    // In tables of 4.x the index holds texts; a number is still looked for piece by piece.
    expect(await find("failAt", "13")).toEqual(["", "6", 0, true]);
  });
});
