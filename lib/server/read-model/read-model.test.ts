import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { NO_ACTIVITY_FILTER } from "@/lib/shared/filter/activity-filter";
import { NO_FILTER, type PageRequest } from "@/lib/shared/filter/execution-filter";
import { testDatabases } from "../../../batch-core/test/support/databases.ts";
import { MASK } from "../masking";
import { en } from "../messages/en";
import { statementLog } from "../statement-log";
import { OPERATOR, openTestDesk, type TestDesk, VIEWER } from "../test-support/test-desk";
import { listAudit } from "./audit-list";
import { listBulkOperations } from "./bulk-operations";
import { compareExecutions } from "./compare/compare";
import { readDay } from "./day";
import { readDiagnostics } from "./diagnostics/diagnostics";
import { readExecution } from "./execution/execution";
import { readPartitions } from "./execution/partitions";
import { countExecutions, listExecutions } from "./executions";
import { listInstances, readInstance } from "./jobs/instances";
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
const SECRET = "s3cr3t-value";

describe.each(testDatabases)("the read model on $dialect", (database) => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await openTestDesk(database);
  });
  afterEach(async () => {
    await desk[Symbol.asyncDispose]();
  });

  const sql = (text: string) => desk.runtime.database.execute(text);

  it("lists an execution with its counts, parameters and the step that failed", async () => {
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
    expect(await find({ text: "out luck" })).toEqual(["2"]);
    expect(await find({ text: "100%_" })).toEqual([]);
    expect(await find({ instance: "1" })).toEqual(["1"]);
    expect(await find({ id: "3" })).toEqual(["3"]);
    expect(await find({ job: ["importJob"], status: ["COMPLETED"], started: "1h" })).toEqual(["1"]);
  });

  it("narrows what operators did by who, what, which job, how it ended and when", async () => {
    const act = (actor: string, action: string, job: string, result: string, day: string) =>
      desk.runtime.database.execute(
        "insert into BATCHDECK_AUDIT (CREATED_AT, ACTOR, ACTION, JOB_NAME, RESULT) values (?, ?, ?, ?, ?)",
        [new Date(`${day}T10:00:00Z`), actor, action, job, result],
      );
    await act("kim", "launch", "orderJob", "DONE", "2026-11-18");
    await act("lee", "stop", "orderJob", "REFUSED", "2026-11-19");
    await act("kim", "stop", "invoiceJob", "DONE", "2026-11-20");
    const find = async (filter: Partial<typeof NO_ACTIVITY_FILTER>) => {
      const wanted = { before: null, size: 10, executionId: null, filter: { ...NO_ACTIVITY_FILTER, ...filter } };
      const page = await listAudit(desk.read, wanted);
      expect(page.kept).toBe(true);
      return page.items.map(({ actor, action, jobName }) => [actor, action, jobName].join(" "));
    };
    expect(await find({ actor: "kim" })).toEqual(["kim stop invoiceJob", "kim launch orderJob"]);
    expect(await find({ actor: "kim", action: "stop" })).toEqual(["kim stop invoiceJob"]);
    expect(await find({ job: "order*" })).toEqual(["lee stop orderJob", "kim launch orderJob"]);
    expect(await find({ result: "REFUSED" })).toEqual(["lee stop orderJob"]);
    expect(await find({ when: "2026-11-19" })).toEqual(["lee stop orderJob"]);
    expect(await find({ when: "2026-11-19.." })).toEqual(["kim stop invoiceJob", "lee stop orderJob"]);
    expect(await find({ actor: "nobody" })).toEqual([]);
  });

  it("never counts partition workers beside their manager", async () => {
    const { id } = await desk.launch("partitionedJob");

    const { items } = await listExecutions(desk.read, NO_FILTER, FIRST);
    const view = await readExecution(desk.read, String(id), READER);

    expect(items[0]).toMatchObject({ read: 30, written: 30 });
    expect(view?.steps.map(({ name, type, read }) => ({ name, type, read }))).toEqual([
      { name: "managerStep", type: "partition-manager", read: 30 },
    ]);
    const summary = view?.partitions[0];
    expect(summary).toMatchObject({
      managerName: "managerStep",
      total: 3,
      completed: 3,
      running: 0,
      failed: 0,
      read: 30,
    });
    const partitions = await readPartitions(desk.read, String(id), summary?.managerId ?? "", FIRST);
    expect(partitions?.workers.items.map(({ name }) => name).sort()).toEqual([
      "workerStep:north",
      "workerStep:south",
      "workerStep:west",
    ]);
  });

  it("answers what happened, and what may be done about it", async () => {
    const failed = await desk.launch("importJob", { day: "2026-11-19", failAt: "13" });

    const view = await readExecution(desk.read, String(failed.id), READER);

    expect(view?.cause).toMatchObject({ step: "loadStep", exitCode: "FAILED", truncated: false });
    expect(view?.cause?.causes.map(({ headline }) => headline)).toEqual([
      "Error: number 13 is out of luck, apiKey was absent",
      "Error: cannot load",
    ]);
    expect(
      view?.steps.map(({ name, status, read, written, commits }) => [name, status, read, written, commits]),
    ).toEqual([
      ["prepareStep", "COMPLETED", 0, 0, 1],
      ["loadStep", "FAILED", 15, 9, 2],
    ]);
    expect(view?.actions).toMatchObject({
      stop: { enabled: false, reason: "It has ended as FAILED." },
      restart: { enabled: true, reason: null },
      abandon: { enabled: true },
      recover: { enabled: false },
    });
    expect(view?.contexts.map(({ owner, stepName }) => [owner, stepName])).toEqual([
      ["job", null],
      ["step", "prepareStep"],
      ["step", "loadStep"],
    ]);
    expect(view?.contexts[2]?.nodes.find(({ key }) => key === "listReader.read.count")?.value).toBe("10");
    const asViewer = await readExecution(desk.read, String(failed.id), { ...READER, actor: VIEWER });
    expect(Object.values(asViewer?.actions ?? {}).every(({ enabled }) => !enabled)).toBe(true);
  });

  it("shows attempts as lanes and tells their neighbours", async () => {
    const first = await desk.launch("importJob", { day: "2026-11-19", failAt: "13" });
    await desk.launch("importJob", { day: "2026-11-18" });
    await desk.launch("importJob", { day: "2026-11-19", failAt: "0" });

    const view = await readExecution(desk.read, "3", READER);

    expect(view?.row).toMatchObject({ attempt: 2, attempts: 2, status: "COMPLETED" });
    expect(
      view?.timeline.lanes.map(({ executionId, attempt, skippedAsComplete }) => [
        executionId,
        attempt,
        skippedAsComplete,
      ]),
    ).toEqual([
      ["1", 1, []],
      ["3", 2, ["prepareStep"]],
    ]);
    expect(view?.neighbours).toMatchObject({
      previousAttempt: { id: "1" },
      nextAttempt: null,
      previousOfJob: { id: "2" },
      nextOfJob: null,
      lastGood: { id: "2" },
    });
    const old = await readExecution(desk.read, String(first.id), READER);
    expect(old?.actions.restart).toMatchObject({
      enabled: false,
      reason: expect.stringContaining("Execution 3 is a newer attempt"),
    });
    expect(await readInstance(desk.read, "1", READER)).toMatchObject({
      instance: { attempts: 2, lastStatus: "COMPLETED", lastExecutionId: "3" },
      attempts: [{ changed: [] }, { changed: [{ name: "failAt", value: "0" }] }],
    });
  });

  it("compares a restarted execution with all its attempts, and two attempts each alone", async () => {
    await desk.launch("importJob", { day: "2026-11-18" });
    await desk.launch("importJob", { day: "2026-11-19", failAt: "13" });
    await desk.launch("importJob", { day: "2026-11-19" });

    expect(await compareExecutions(desk.read, "1", "2")).toMatchObject({
      divergesAt: "loadStep",
      steps: [
        { name: "prepareStep", b: { executionId: "2", attempts: 1 } },
        { name: "loadStep", a: { status: "COMPLETED", read: 20 }, b: { status: "FAILED", executionId: "2" } },
      ],
    });
    expect(await compareExecutions(desk.read, "1", "3")).toMatchObject({
      divergesAt: null,
      steps: [
        { name: "prepareStep", a: { executionId: "1" }, b: { status: "COMPLETED", executionId: "2", attempts: 1 } },
        { name: "loadStep", a: { written: 19, attempts: 1 }, b: { written: 19, executionId: "3", attempts: 2 } },
      ],
    });
    const attempts = await compareExecutions(desk.read, "3", "2");
    expect(attempts).toMatchObject({
      divergesAt: "loadStep",
      steps: [
        { name: "prepareStep", a: { executionId: "2" }, b: { executionId: "2" } },
        { name: "loadStep", a: { status: "COMPLETED", written: 10, attempts: 1 }, b: { status: "FAILED", written: 9 } },
      ],
    });
    expect(attempts?.contexts.map(({ step }) => step)).toContain("loadStep");

    const job = await readJob(desk.read, "importJob", READER, null);
    expect(job?.grid).toMatchObject({
      steps: ["prepareStep", "loadStep"],
      runs: [{ id: "1" }, { id: "2" }, { id: "3" }],
      cells: [
        [{ executionId: "1" }, { executionId: "1", status: "COMPLETED" }],
        [{ executionId: "2" }, { executionId: "2", status: "FAILED" }],
        [
          { executionId: "2", status: "COMPLETED" },
          { executionId: "3", status: "COMPLETED" },
        ],
      ],
    });
  });

  it("does not send more statements for many rows than for few", async () => {
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
    await sql(`update BATCH_JOB_EXECUTION set STATUS = 'STARTED', END_TIME = null where JOB_EXECUTION_ID = 2`);
    const few = await countAll();

    for (let day = 2; day <= 25; day++) {
      await desk.launch("importJob", { day: `2026-10-${String(day).padStart(2, "0")}`, failAt: day % 2 ? "13" : "0" });
    }
    expect(await countAll()).toEqual(few);
    expect(Math.max(...Object.values(few))).toBeLessThanOrEqual(5);
  });

  it("stops a search that no index helps with, says how far it came, and goes on from there", async () => {
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

  it("opens from every number of the overview the list that it counts", async () => {
    await desk.launch("importJob", { day: "2026-11-19", failAt: "13" });
    await desk.launch("importJob", { day: "2026-11-20" });
    await desk.launch("partitionedJob");
    await sql(`update BATCH_JOB_EXECUTION set STATUS = 'STOPPING', END_TIME = null where JOB_EXECUTION_ID = 3`);

    const view = await readOverview(desk.read);

    for (const card of [view.failed, view.running, view.stopping, view.stuck, view.stopped, view.completed]) {
      expect(await countExecutions(desk.read, card.filter)).toEqual(card.count);
    }
    expect(view).toMatchObject({
      failed: { count: { value: 1 } },
      running: { count: { value: 1 } },
      completed: { count: { value: 1 } },
    });
    expect(view.failures).toMatchObject([{ id: "1", jobName: "importJob", step: "loadStep" }]);
    expect(view.jobs.map(({ jobName, last }) => [jobName, last?.status])).toEqual([
      ["importJob", "COMPLETED"],
      ["partitionedJob", "STOPPING"],
    ]);
  });

  it("shows rows that make no sense as far as they can be read", async () => {
    await desk.launch("importJob", { day: "2026-11-19", failAt: "13" });
    await desk.launch("importJob", { day: "2026-11-20" });
    await desk.launch("partitionedJob");
    await sql(`update BATCH_JOB_EXECUTION set STATUS = 'WHATEVER', EXIT_CODE = null where JOB_EXECUTION_ID = 1`);
    await sql(
      `update BATCH_JOB_EXECUTION set STATUS = null, START_TIME = null, END_TIME = null where JOB_EXECUTION_ID = 2`,
    );
    await sql(
      `update BATCH_JOB_EXECUTION set START_TIME = '1970-01-01 00:00:00', LAST_UPDATED = null where JOB_EXECUTION_ID = 3`,
    );
    await sql(
      `update BATCH_STEP_EXECUTION set STATUS = null, READ_COUNT = null, END_TIME = null where JOB_EXECUTION_ID = 1`,
    );
    await sql(
      `update BATCH_STEP_EXECUTION_CONTEXT set SHORT_CONTEXT = '{"broken', SERIALIZED_CONTEXT = 'rO0ABnonsense'`,
    );
    await sql(
      `insert into BATCH_JOB_INSTANCE (JOB_INSTANCE_ID, VERSION, JOB_NAME, JOB_KEY) values (900, 0, 'emptyJob', 'k')`,
    );

    const { items } = await listExecutions(desk.read, NO_FILTER, FIRST);
    expect(items.map(({ id, status, storedStatus, durationMs }) => ({ id, status, storedStatus, durationMs }))).toEqual(
      [
        { id: "3", status: "COMPLETED", storedStatus: null, durationMs: null },
        { id: "2", status: "UNKNOWN", storedStatus: "", durationMs: null },
        { id: "1", status: "UNKNOWN", storedStatus: "WHATEVER", durationMs: expect.any(Number) },
      ],
    );
    for (const { id } of items) expect(await readExecution(desk.read, id, READER)).not.toBeNull();
    const contexts = (await readExecution(desk.read, "1", READER))?.contexts ?? [];
    expect(contexts.find(({ stepName }) => stepName === "loadStep")).toMatchObject({
      nodes: [],
      problem: expect.any(String),
    });
    expect(await readInstance(desk.read, "900", READER)).toMatchObject({ instance: { attempts: 0, lastStatus: null } });
    expect((await listInstances(desk.read, "emptyJob", FIRST)).items).toMatchObject([{ id: "900", attempts: 0 }]);
    expect((await listJobs(desk.read)).jobs.map(({ name }) => name)).toContain("emptyJob");
    expect((await runningBoard(desk.read).read()).rows).toEqual([]);
    expect((await readExecution(desk.read, "424242", READER)) ?? null).toBeNull();
  });

  it("shows an execution whose instance is gone", async () => {
    await desk.launch("importJob", { day: "2026-11-19" });
    if (database.dialect === "sqlite") {
      await sql("pragma foreign_keys = off");
      await sql("delete from BATCH_JOB_INSTANCE");
    } else {
      await desk.runtime.database.transaction(async (transaction) => {
        await transaction.execute("set session foreign_key_checks = 0");
        await transaction.execute("delete from BATCH_JOB_INSTANCE");
        await transaction.execute("set session foreign_key_checks = 1");
      });
    }

    expect((await listExecutions(desk.read, NO_FILTER, FIRST)).items).toMatchObject([
      { id: "1", jobName: null, instanceId: null, status: "COMPLETED" },
    ]);
    expect(await readExecution(desk.read, "1", READER)).toMatchObject({ row: { jobName: null }, launchable: false });
  });

  it("gives no secret away on any page", async () => {
    const input = { day: "2026-11-19", failAt: "13", apiKey: SECRET, pin: `${SECRET}-pin` };
    await desk.launch("importJob", input);
    await desk.launch("importJob", { ...input, day: "2026-11-20" });
    await sql(
      `update BATCH_STEP_EXECUTION_CONTEXT set SHORT_CONTEXT = '{"db.password":"${SECRET}","note":"used ${SECRET}"}', SERIALIZED_CONTEXT = null`,
    );
    const form = { jobName: "importJob", from: "1", values: {}, next: new Map() };
    const pages: unknown[] = [
      await listExecutions(desk.read, NO_FILTER, FIRST),
      await readExecution(desk.read, "1", READER),
      await readInstance(desk.read, "1", READER),
      await readJob(desk.read, "importJob", READER, null),
      await readJob(desk.read, "importJob", READER, FIRST),
      await listJobs(desk.read),
      await readOverview(desk.read),
      await compareExecutions(desk.read, "1", "2"),
      await readLaunchForm(desk.read, form, READER),
      await readParameterNames(desk.read),
    ];

    for (const page of pages) expect(JSON.stringify(page)).not.toContain(SECRET);
    expect(JSON.stringify(pages[1])).toContain(MASK);
    for (const name of ["apiKey", "pin"]) {
      const value = String(input[name as "apiKey"]);
      expect(await countExecutions(desk.read, { ...NO_FILTER, parameters: [{ name, value }] })).toMatchObject({
        value: 0,
      });
      expect(await countExecutions(desk.read, { ...NO_FILTER, parameters: [{ name, value: "" }] })).toMatchObject({
        value: 2,
      });
    }
  });

  it("puts a launch form together from schema and history", async () => {
    await desk.launch("importJob", { day: "2026-11-18", apiKey: SECRET });
    await desk.launch("importJob", { day: "2026-11-19" });

    const view = await readLaunchForm(
      desk.read,
      { jobName: "importJob", from: "1", values: { region: "KR" }, next: new Map() },
      READER,
    );

    expect(view?.fields.map(({ name, kind, required, identifying }) => [name, kind, required, identifying])).toEqual([
      ["day", "date", true, true],
      ["failAt", "long", false, false],
      ["apiKey", "secret", false, false],
      ["pin", "secret", false, false],
      ["region", "text", false, true],
    ]);
    expect(view?.fields[0]?.lastValues).toEqual(["2026-11-19", "2026-11-18"]);
    expect(view?.values).toEqual({ day: "2026-11-18", failAt: "0", region: "KR" });
    expect(view?.from).toMatchObject({ id: "1" });
  });

  it("watches what runs, and says how fast", async () => {
    let time = new Date("2026-11-21T03:00:00Z");
    await using watched = await openTestDesk(database, { now: () => time });
    await watched.launch("importJob", { day: "2026-11-19" });
    await watched.runtime.database.execute("update BATCH_JOB_EXECUTION set STATUS = 'STARTED', END_TIME = null");
    await watched.runtime.database.execute(
      "update BATCH_STEP_EXECUTION set STATUS = 'STARTED', END_TIME = null, READ_COUNT = 100, WRITE_COUNT = 90 where STEP_NAME = 'loadStep'",
    );
    const board = runningBoard(watched.read);
    expect((await board.read()).rows).toMatchObject([
      { jobName: "importJob", step: { name: "loadStep", index: 2, of: 2 }, read: 100, readPerSecond: null },
    ]);

    time = new Date(time.getTime() + 2_000);
    await watched.runtime.database.execute(
      "update BATCH_STEP_EXECUTION set READ_COUNT = 300 where STEP_NAME = 'loadStep'",
    );
    expect((await board.read()).rows).toMatchObject([{ read: 300, readPerSecond: 100, writtenPerSecond: 0 }]);
  });

  it("tells an administrator what is there and what is missing", async () => {
    await desk.launch("importJob", { day: "2026-11-19" });
    const diagnosed = {
      read: desk.read,
      environment: { runtime: { databaseUrl: "file:x.db" }, readOnly: false },
      statements: statementLog(),
      databaseLabel: "file:x.db",
    };
    const view = await readDiagnostics(diagnosed);
    expect(view).toMatchObject({ generation: 4, tablePrefix: "BATCH_", sideTables: true });
    expect(Math.abs(view.clockSkewMs ?? Number.NaN)).toBeLessThan(5_000);
    expect(view.tables.find(({ name }) => name === "BATCH_STEP_EXECUTION")).toMatchObject({
      rows: 2,
      estimated: false,
    });
    expect(view.growth.lastDay).toEqual({ value: 1, capped: false });
    expect(view.indexes.map(({ table, columns, present }) => [`${table}(${columns.join(", ")})`, present])).toEqual([
      ["BATCH_JOB_EXECUTION(JOB_INSTANCE_ID, JOB_EXECUTION_ID)", true],
      ["BATCH_JOB_EXECUTION(STATUS, JOB_EXECUTION_ID)", false],
      ["BATCH_JOB_EXECUTION(START_TIME)", false],
      ["BATCH_STEP_EXECUTION(JOB_EXECUTION_ID, STEP_NAME)", false],
      ["BATCH_JOB_EXECUTION_PARAMS(JOB_EXECUTION_ID)", true],
      ["BATCH_JOB_EXECUTION_PARAMS(KEY_NAME, STRING_VAL)", false],
      ["BATCH_JOB_INSTANCE(JOB_NAME, JOB_INSTANCE_ID)", false],
    ]);
    expect(view.tables.every(({ estimated }) => !estimated)).toBe(true);
    await sql(`insert into BATCH_JOB_EXECUTION_PARAMS (JOB_EXECUTION_ID, TYPE_CD, KEY_NAME, STRING_VAL, IDENTIFYING)
      with recursive n as (select 1 as i union all select i + 1 from n where i < 900)
      select 1, 'STRING', 'k', 'v', 'N' from n, (select i from n limit 12) m`);
    const parameters = (await readDiagnostics(diagnosed)).tables.find(({ name }) => name.endsWith("PARAMS"));
    expect(parameters).toMatchObject({ estimated: true });
    expect(Math.round((parameters?.rows ?? 0) / 10_000)).toBe(1);
    for (const { ddl } of view.indexes) await desk.runtime.database.execute(ddl);
    expect((await readDiagnostics(diagnosed)).indexes.every(({ present }) => present)).toBe(true);
  });
});
