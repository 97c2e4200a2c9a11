import { describe, expect, it } from "vitest";
import { NO_FILTER, type PageRequest } from "@/lib/shared/filter/execution-filter";
import { testDatabases } from "../../../../batch-core/test/support/databases.ts";
import { en } from "../../messages/en";
import { OPERATOR, openTestDesk, VIEWER } from "../../test-support/test-desk";
import { listExecutions } from "../executions";
import { listInstances, readInstance } from "../jobs/instances";
import { listJobs } from "../jobs/jobs";
import { runningBoard } from "../running";
import { readExecution } from "./execution";
import { readPartitions } from "./partitions";

const FIRST: PageRequest = { before: null, after: null, size: 25 };
const READER = { actor: OPERATOR, messages: en };

describe.each(testDatabases)("one execution on $dialect", (database) => {
  it("never counts partition workers beside their manager", async () => {
    await using desk = await openTestDesk(database);
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
    await using desk = await openTestDesk(database);
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
    await using desk = await openTestDesk(database);
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

  it("shows rows that make no sense as far as they can be read", async () => {
    await using desk = await openTestDesk(database);
    await desk.launch("importJob", { day: "2026-11-19", failAt: "13" });
    await desk.launch("importJob", { day: "2026-11-20" });
    await desk.launch("partitionedJob");
    await desk.execute(
      `update BATCH_JOB_EXECUTION set STATUS = 'WHATEVER', EXIT_CODE = null where JOB_EXECUTION_ID = 1`,
    );
    await desk.execute(
      `update BATCH_JOB_EXECUTION set STATUS = null, START_TIME = null, END_TIME = null where JOB_EXECUTION_ID = 2`,
    );
    await desk.execute(
      `update BATCH_JOB_EXECUTION set START_TIME = '1970-01-01 00:00:00', LAST_UPDATED = null where JOB_EXECUTION_ID = 3`,
    );
    await desk.execute(
      `update BATCH_STEP_EXECUTION set STATUS = null, READ_COUNT = null, END_TIME = null where JOB_EXECUTION_ID = 1`,
    );
    await desk.execute(
      `update BATCH_STEP_EXECUTION_CONTEXT set SHORT_CONTEXT = '{"broken', SERIALIZED_CONTEXT = 'rO0ABnonsense'`,
    );
    await desk.execute(
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
    await using desk = await openTestDesk(database);
    await desk.launch("importJob", { day: "2026-11-19" });
    if (database.dialect === "sqlite") {
      await desk.execute("pragma foreign_keys = off");
      await desk.execute("delete from BATCH_JOB_INSTANCE");
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
});
