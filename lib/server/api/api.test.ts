import { defineJob, runIdIncrementer } from "batch-core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { testDatabases } from "../../../batch-core/test/support/databases.ts";
import { type Json, openTestApi, type TestApi } from "../test-support/test-api";
import { ENDPOINTS } from "./endpoints";

/** A new endpoint is written down here as well, or this fails: nobody adds an address without thinking who may use it. */
const ROUTES = `
GET /audit
GET /bulk-operations
GET /bulk-operations/{bulkId}
GET /comparison
GET /day
GET /diagnostics
GET /executions
GET /executions.csv
GET /executions.json
GET /executions.ndjson
GET /executions/{executionId}
GET /executions/{executionId}/partitions/{managerId}
GET /executions/{executionId}/restart-preview
GET /executions/{executionId}/steps
GET /executions/{executionId}/steps/{stepExecutionId}/context
GET /executions/{executionId}/steps/{stepExecutionId}/history
GET /instances/{instanceId}
GET /jobs
GET /jobs/{jobName}
GET /jobs/{jobName}/instances
GET /jobs/{jobName}/parameters
GET /openapi.json
GET /overview
GET /parameter-names
GET /parameter-values
GET /problems
GET /running
POST /bulk-operations
POST /bulk-operations/preview
POST /bulk-operations/{bulkId}/continue
POST /bulk-operations/{bulkId}/pause
POST /executions/{executionId}/abandon
POST /executions/{executionId}/recover
POST /executions/{executionId}/restart
POST /executions/{executionId}/stop
POST /jobs/{jobName}/launch
POST /jobs/{jobName}/launch-preview
POST /jobs/{jobName}/start-next-instance
`;

it("has these endpoints and no others", () => {
  expect(ENDPOINTS.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(ROUTES.trim().split("\n"));
});

it("has one operationId per endpoint", () => {
  expect(new Set(ENDPOINTS.map(({ operationId }) => operationId)).size).toBe(ENDPOINTS.length);
});

/** Endpoints that gave a good answer, which was held against the document. */
const covered = new Set<string>();
/** Those that have a story of their own beside this one. */
const ELSEWHERE = [
  "restartExecution",
  "stopExecution",
  "exportExecutionsAsCsv",
  "exportExecutionsAsJson",
  "exportExecutionsAsLines",
];

describe.each(testDatabases)("the API on $dialect", (database) => {
  let api: TestApi;
  beforeEach(async () => {
    api = await openTestApi(database);
  });
  afterEach(async () => {
    for (const operation of api.asked) covered.add(operation);
    await api[Symbol.asyncDispose]();
  });

  const execute = (text: string) => api.desk.runtime.database.execute(text);
  const launch = (parameters: Json) => api.post("/jobs/importJob/launch", { parameters });

  it("answers every question of the screens as its document says", async () => {
    await launch({ day: "2026-11-18" });
    await launch({ day: "2026-11-19", failAt: 13 });
    await api.desk.launch("partitionedJob");

    expect(await api.get("/executions?status=FAILED&param.day=2026-11-19")).toMatchObject({
      items: [{ id: "2", failedStep: "loadStep" }],
      total: 1,
    });
    expect(await api.get("/executions/2")).toMatchObject({
      cause: { step: "loadStep" },
      restartPreview: { decision: "restart", steps: [{ will: "skip" }, { will: "continue" }] },
    });
    expect((await api.get("/executions/2/steps")).items.map(({ name }: Json) => name)).toEqual([
      "prepareStep",
      "loadStep",
    ]);
    expect(await api.get("/executions/2/restart-preview")).toMatchObject({ attempt: 2 });
    expect(await api.get("/executions/1/restart-preview")).toMatchObject({
      decision: "refused",
      code: "JOB_INSTANCE_ALREADY_COMPLETE",
    });
    const [manager] = (await api.get("/executions/3")).partitions;
    const { workers } = await api.get(`/executions/3/partitions/${manager.managerId}?size=25`);
    expect(workers.total).toBe(3);
    expect(await api.get(`/executions/3/steps/${workers.items[0].id}/context`)).toMatchObject({ owner: "step" });
    const { items: stepsOf2 } = await api.get("/executions/2/steps");
    expect(await api.get(`/executions/2/steps/${stepsOf2[0].id}/history`)).toMatchObject({
      stepName: stepsOf2[0].name,
    });
    expect(await api.get("/comparison?a=1&b=2")).toMatchObject({ divergesAt: "loadStep" });
    expect(await api.get("/instances/2")).toMatchObject({ attempts: [{ row: { id: "2" } }] });
    expect((await api.get("/jobs")).jobs).toHaveLength(2);
    expect(await api.get("/jobs/importJob")).toMatchObject({ launchable: true, stats: { sample: 2 } });
    expect(await api.get("/jobs/importJob/instances?size=25")).toMatchObject({ total: 2 });
    expect(await api.get("/jobs/importJob/parameters?from=2")).toMatchObject({ values: { failAt: "13" } });
    expect(await api.get("/overview")).toMatchObject({ failed: { count: { value: 1 } } });
    expect(await api.get("/running")).toMatchObject({ rows: [] });
    expect((await api.get("/day")).lanes).toHaveLength(2);
    expect(await api.get("/day?to=2020-01-01T00:00:00Z")).toMatchObject({ lanes: [], to: "2020-01-01T00:00:00.000Z" });
    expect(await api.get("/diagnostics")).toMatchObject({ sideTables: true });
    expect(await api.get("/parameter-names")).toContain("day");
    expect(await api.get("/parameter-values?name=day")).toEqual(["2026-11-19", "2026-11-18"]);
    expect(await api.get("/audit?size=1")).toMatchObject({
      items: [{ action: "launch", executionId: "2" }],
      older: "2",
    });
    expect((await api.get("/audit?before=2&job=importJob&actor=kim&action=launch&execution=1")).items).toHaveLength(1);
    expect((await api.get("/problems")).items.length).toBeGreaterThan(20);
    expect(await api.get("/openapi.json")).toMatchObject({ openapi: "3.1.0" });
  });

  it("launches what its preview said, and tells where the execution is", async () => {
    const request = { parameters: { day: "2026-11-19", failAt: 13, apiKey: null } };
    expect(await api.post("/jobs/importJob/launch-preview", request, 200)).toMatchObject({ decision: "new-instance" });
    expect((await api.get("/executions")).total).toBe(0);

    const response = await api.ask("POST", "/jobs/importJob/launch", { body: { ...request, reason: " month end " } });
    expect(response.status).toBe(201);
    expect(response.headers.get("location")).toBe("/api/v1/executions/1");
    expect(await response.json()).toEqual({ executionId: "1" });
    expect((await api.get("/audit")).items).toMatchObject([{ actor: "kim", action: "launch", reason: "month end" }]);
    expect(await api.post("/jobs/importJob/launch-preview", request)).toMatchObject({
      decision: "restart",
      attempt: 2,
    });
  });

  it("gives invalid parameters back by name, and writes no row", async () => {
    expect(
      await api.post("/jobs/importJob/launch", { parameters: { day: "19.11.2026", failAt: "many" } }, 422),
    ).toMatchObject({
      type: "/api/v1/problems#JOB_PARAMETERS_INVALID",
      status: 422,
      code: "JOB_PARAMETERS_INVALID",
      problems: { day: expect.any(String), failAt: expect.any(String) },
    });
    expect((await api.get("/executions")).total).toBe(0);
  });

  it("says which execution stands in the way of a second launch", async () => {
    await launch({ day: "2026-11-19" });
    expect(await api.post("/jobs/importJob/launch", { parameters: { day: "2026-11-19" } }, 409)).toMatchObject({
      code: "JOB_INSTANCE_ALREADY_COMPLETE",
      executionId: "1",
      instanceId: "1",
    });
  });

  it("refuses to act on what has changed since it was looked at", async () => {
    await launch({ day: "2026-11-19", failAt: 13 });
    const { version } = await api.get("/executions/1");
    await execute("update BATCH_JOB_EXECUTION set VERSION = VERSION + 1");

    expect(await api.post("/executions/1/abandon", { expectedVersion: version }, 409)).toMatchObject({
      code: "STALE_EXECUTION",
    });
    expect((await api.get("/executions/1")).row.status).toBe("FAILED");
    expect(await api.post("/executions/1/abandon", { expectedVersion: version + 1, reason: "given up" }, 200)).toEqual({
      executionId: "1",
    });
    expect((await api.get("/executions/1")).row.status).toBe("ABANDONED");
  });

  it("recovers what is lost, and nothing that lives", async () => {
    await launch({ day: "2026-11-19" });
    await execute("update BATCH_JOB_EXECUTION set STATUS = 'STARTED', END_TIME = null");
    await execute("update BATCHDECK_LEASE set STATE = 'RUNNING', EXPIRES_AT = '2999-01-01 00:00:00.000'");
    expect(await api.post("/executions/1/recover", {}, 409)).toMatchObject({ code: "NOT_NOW" });
    await execute("update BATCHDECK_LEASE set EXPIRES_AT = '2020-01-01 00:00:00.000'");
    await api.post("/executions/1/recover", { reason: "server died" }, 200);
    expect((await api.get("/executions/1")).row.status).toBe("FAILED");
  });

  it("starts the next instance of a job with an incrementer", async () => {
    const counted = defineJob({
      name: "countedJob",
      parameters: z.object({ "run.id": z.int() }),
      incrementer: runIdIncrementer(),
      flow: (job) => job.start(job.taskletStep("onlyStep", () => {})),
    });
    await using other = await openTestApi(database, { jobs: [counted] });
    await other.post("/jobs/countedJob/start-next-instance", { reason: "daily" });
    expect(await other.post("/jobs/countedJob/start-next-instance")).toEqual({ executionId: "2" });
    expect((await other.get("/executions/2")).parameters).toMatchObject([{ name: "run.id", value: "2" }]);
    for (const operation of other.asked) covered.add(operation);
  });

  it("starts no next instance of a job without an incrementer", async () => {
    expect(await api.post("/jobs/importJob/start-next-instance", {}, 422)).toMatchObject({
      code: "JOB_PARAMETERS_INVALID",
    });
  });

  it("does one thing to many, and tells of each", async () => {
    for (const day of [1, 2, 3]) await launch({ day: `2026-11-0${day}`, failAt: day === 2 ? 0 : 13 });
    const failed = { action: "restart", filter: "status=FAILED&job=importJob" };

    expect(await api.post("/bulk-operations/preview", { action: "restart", executionIds: ["2", "1"] })).toMatchObject({
      matched: 2,
      eligible: 1,
    });
    const { bulkId } = await api.post("/bulk-operations", { ...failed, expectedCount: 2, reason: "again" });
    await expect.poll(async () => (await api.get(`/bulk-operations/${bulkId}`)).state).toBe("done");

    expect(await api.get(`/bulk-operations/${bulkId}?state=DONE&size=1`)).toMatchObject({
      filter: "job=importJob&status=FAILED",
      done: 2,
      items: [{ executionId: "3", resultExecutionId: "4" }],
      next: 1,
    });
    expect((await api.get("/bulk-operations")).items).toMatchObject([{ id: bulkId, matched: 2 }]);
    expect(await api.post(`/bulk-operations/${bulkId}/continue`, {}, 409)).toMatchObject({ code: "BULK_IS_DONE" });
    expect(await api.post(`/bulk-operations/${bulkId}/pause`, {}, 409)).toMatchObject({ code: "BULK_NOT_RUNNING" });
    expect(await api.post("/bulk-operations", { ...failed, expectedCount: 7 }, 409)).toMatchObject({
      code: "BULK_OTHER_COUNT",
    });
  });

  it("pauses a bulk operation, and continues it", async () => {
    await launch({ day: "2026-11-19", failAt: 13 });
    const { bulkId } = await api.post("/bulk-operations", { action: "abandon", executionIds: ["1"] });
    const state = async () => (await api.get(`/bulk-operations/${bulkId}`)).state;
    await expect.poll(state).toBe("done");
    // As if the row had not had its turn yet.
    await execute("update BATCHDECK_BULK set STATE = 'RUNNING'");
    await execute("update BATCHDECK_BULK_ITEM set STATE = 'PENDING'");
    await api.post(`/bulk-operations/${bulkId}/pause`, { reason: "wait" });
    expect(await state()).toBe("paused");
    await api.post(`/bulk-operations/${bulkId}/continue`, { reason: "go on" });
    await expect.poll(state).toBe("done");
  });

  it.each([
    ["a misspelt filter", { filter: "statsu=FAILED" }, { "filter.statsu": "not known here" }],
    ["a filter of nothing", { filter: "" }, { filter: "must not be empty" }],
    [
      "ids and a filter",
      { filter: "status=FAILED", executionIds: ["1"] },
      { executionIds: "give either executionIds or filter" },
    ],
    ["neither", {}, { executionIds: "give either executionIds or filter" }],
  ])("chooses nothing by %s", async (_what, selection, problems) => {
    await launch({ day: "2026-11-19", failAt: 13 });
    expect(await api.post("/bulk-operations", { action: "abandon", ...selection }, 400)).toMatchObject({ problems });
    expect((await api.get("/executions/1")).row.status).toBe("FAILED");
  });

  it.each([
    "/executions/99",
    "/executions/abc",
    "/executions/99999999999999999999",
    "/executions/99/steps",
    "/executions/99/restart-preview",
    "/executions/99/partitions/1",
    "/executions/99/steps/1/context",
    "/executions/99/steps/1/history",
    "/comparison?a=98&b=99",
    "/instances/99",
    "/instances/x",
    "/jobs/nosuch",
    "/jobs/nosuch/instances",
    "/jobs/nosuch/parameters",
    "/bulk-operations/99",
    "/nothing/here",
    "/executions/%E0%A4%A",
  ])("has nothing at %s", async (path) => {
    expect(await api.get(path, 404)).toMatchObject({ status: 404 });
  });

  it.each([
    "/executions/99/stop",
    "/executions/99/restart",
    "/executions/99/abandon",
    "/executions/99/recover",
    "/jobs/nosuch/launch",
    "/jobs/nosuch/launch-preview",
    "/jobs/nosuch/start-next-instance",
    "/bulk-operations/99/continue",
    "/bulk-operations/99/pause",
  ])("can do nothing at %s", async (path) => {
    expect(await api.post(path, {}, 404)).toMatchObject({ status: 404 });
  });

  it.each([
    ["/executions?statsu=FAILED", "statsu"],
    ["/executions?status=BROKEN", "status.0"],
    ["/executions?started=yesterday", "started"],
    ["/executions?size=7", "size"],
    ["/executions?id=1&id=2", "id"],
    ["/executions?stuck=yes", "stuck"],
    ["/executions?before=-1", "before"],
    ["/executions.csv?columns=id,nothing", "columns"],
    ["/comparison?b=1", "a"],
    ["/day?to=noon", "to"],
    ["/jobs?size=50", "size"],
  ])("says what it does not understand of %s", async (path, key) => {
    expect(await api.get(path, 400)).toMatchObject({
      code: "INVALID_REQUEST",
      problems: { [key]: expect.any(String) },
    });
  });
});

it("was asked for everything it offers", () => {
  const expected = ENDPOINTS.map(({ operationId }) => operationId).filter((name) => !ELSEWHERE.includes(name));
  expect([...covered].sort()).toEqual(expected.sort());
});
