import { describe, expect, it } from "vitest";
import { NO_ACTIVITY_FILTER } from "@/lib/shared/filter/activity-filter";
import { NO_FILTER, type PageRequest } from "@/lib/shared/filter/execution-filter";
import { testDatabases } from "../../../batch-core/test/support/databases.ts";
import { MASK } from "../masking";
import { en } from "../messages/en";
import { statementLog } from "../prisma/statement-log";
import { OPERATOR, openTestDesk } from "../test-support/test-desk";
import { listAudit } from "./audit-list";
import { compareExecutions } from "./compare/compare";
import { readDiagnostics } from "./diagnostics/diagnostics";
import { readExecution } from "./execution/execution";
import { countExecutions, listExecutions } from "./executions";
import { readInstance } from "./jobs/instances";
import { readJob } from "./jobs/job";
import { listJobs } from "./jobs/jobs";
import { readLaunchForm } from "./jobs/launch-form";
import { readOverview } from "./overview";
import { readParameterNames } from "./parameter-names";
import { runningBoard } from "./running";

const FIRST: PageRequest = { before: null, after: null, size: 25 };
const READER = { actor: OPERATOR, messages: en };
const SECRET = "s3cr3t-value";

describe.each(testDatabases)("the read model on $dialect", (database) => {
  it("narrows what operators did by who, what, which job, how it ended and when", async () => {
    await using desk = await openTestDesk(database);
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

  it("compares a restarted execution with all its attempts, and two attempts each alone", async () => {
    await using desk = await openTestDesk(database);
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

  it("opens from every number of the overview the list that it counts", async () => {
    await using desk = await openTestDesk(database);
    await desk.launch("importJob", { day: "2026-11-19", failAt: "13" });
    await desk.launch("importJob", { day: "2026-11-20" });
    await desk.launch("partitionedJob");
    await desk.execute(
      `update BATCH_JOB_EXECUTION set STATUS = 'STOPPING', END_TIME = null where JOB_EXECUTION_ID = 3`,
    );

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

  it("gives no secret away on any page", async () => {
    await using desk = await openTestDesk(database);
    const input = { day: "2026-11-19", failAt: "13", apiKey: SECRET, pin: `${SECRET}-pin` };
    await desk.launch("importJob", input);
    await desk.launch("importJob", { ...input, day: "2026-11-20" });
    await desk.execute(
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
    await using desk = await openTestDesk(database);
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
    await using desk = await openTestDesk(database);
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
    await desk.execute(`insert into BATCH_JOB_EXECUTION_PARAMS (JOB_EXECUTION_ID, TYPE_CD, KEY_NAME, STRING_VAL, IDENTIFYING)
      with recursive n as (select 1 as i union all select i + 1 from n where i < 900)
      select 1, 'STRING', 'k', 'v', 'N' from n, (select i from n limit 12) m`);
    const parameters = (await readDiagnostics(diagnosed)).tables.find(({ name }) => name.endsWith("PARAMS"));
    expect(parameters).toMatchObject({ estimated: true });
    expect(Math.round((parameters?.rows ?? 0) / 10_000)).toBe(1);
    for (const { ddl } of view.indexes) await desk.runtime.database.execute(ddl);
    expect((await readDiagnostics(diagnosed)).indexes.every(({ present }) => present)).toBe(true);
  });
});
