import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testDatabases } from "../../../batch-core/test/support/databases.ts";
import { openTestApi, type TestApi } from "../test-support/test-api";
import { ENDPOINTS } from "./endpoints";

const [sqlite] = testDatabases;
if (!sqlite) throw new Error("There is always SQLite.");
const NIGHTLY = "n1ghtly-token-that-is-long-enough-0123";
const LOOKER = "l00ker-token-that-is-long-enough-0123";

let open: TestApi;
let guarded: TestApi;
beforeAll(async () => {
  open = await openTestApi(sqlite);
  guarded = await openTestApi(sqlite, {
    variables: { BATCHDECK_API_TOKENS: `nightly:operator:${NIGHTLY} looker:viewer:${LOOKER}` },
  });
  await open.desk.launch("importJob", { day: "2026-11-19", failAt: "13" });
  await guarded.desk.launch("importJob", { day: "2026-11-19", failAt: "13" });
});
afterAll(async () => {
  await open[Symbol.asyncDispose]();
  await guarded[Symbol.asyncDispose]();
});

const sample = (path: string) => path.replaceAll(/\{jobName\}/g, "importJob").replaceAll(/\{.+?\}/g, "1");
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe("before anything is looked at", () => {
  const methodsOf = (path: string) => ENDPOINTS.filter((each) => each.path === path).map(({ method }) => method);

  it.each([...new Set(ENDPOINTS.map(({ path }) => path))])("%s takes its methods and no others", async (path) => {
    const allowed = methodsOf(path);
    for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
      if (allowed.some((each) => each === method)) continue;
      const response = await open.ask(method, sample(path), method === "GET" ? {} : { body: {} });
      expect(response.status, method).toBe(405);
      expect(response.headers.get("allow")?.split(", ")).toEqual(expect.arrayContaining(allowed));
    }
    const options = await open.ask("OPTIONS", sample(path));
    expect([options.status, options.headers.get("access-control-allow-origin")]).toEqual([204, null]);
  });

  it("answers HEAD as GET without a body", async () => {
    const response = await open.ask("HEAD", "/executions.csv");
    expect([response.status, response.headers.get("content-type"), await response.text()]).toEqual([
      200,
      "text/csv; charset=utf-8",
      "",
    ]);
  });

  const posts = ENDPOINTS.filter(({ method }) => method === "POST").map(({ path }) => sample(path));

  it.each(posts)("%s carries out nothing for another site, nor for a form", async (path) => {
    const from = async (headers: Record<string, string>) =>
      (await open.ask("POST", path, { body: {}, headers })).status;
    expect(await from({ "sec-fetch-site": "cross-site" })).toBe(403);
    expect(await from({ "sec-fetch-site": "same-site" })).toBe(403);
    expect(await from({ origin: "https://evil.example", host: "127.0.0.1:3000" })).toBe(403);
    expect(await from({ origin: "null", host: "127.0.0.1:3000" })).toBe(403);
    expect(await from({ "content-type": "text/plain" })).toBe(415);
    expect(await from({ "content-type": "application/x-www-form-urlencoded" })).toBe(415);
  });

  it.each([
    ["no JSON", "{", ""],
    ["another shape", "[]", ""],
    ["an unknown field", '{"reson":"x"}', "reson"],
    ["too long a reason", JSON.stringify({ reason: "x".repeat(501) }), "reason"],
    ["no version", '{"expectedVersion":"1"}', "expectedVersion"],
  ])("a body with %s is told where", async (_what, body, key) => {
    const response = await open.ask("POST", "/executions/1/abandon", { body });
    expect([response.status, await response.json()]).toEqual([
      400,
      expect.objectContaining({ code: "INVALID_REQUEST", problems: { [key]: expect.any(String) } }),
    ]);
  });

  it("takes no number that JSON cannot keep", async () => {
    const body = '{"parameters":{"day":"2026-11-19","failAt":9007199254740993}}';
    const response = await open.ask("POST", "/jobs/importJob/launch", { body });
    expect(response.status).toBe(400);
    expect((await response.json()).problems["parameters.failAt"]).toContain("string");
  });

  it("reads no more of a body than it takes", async () => {
    const long = JSON.stringify({ reason: "x".repeat(1024 * 1024) });
    expect((await open.ask("POST", "/executions/1/abandon", { body: long })).status).toBe(413);
    expect(
      (await open.ask("POST", "/executions/1/abandon", { body: "{}", headers: { "content-length": "9999999" } }))
        .status,
    ).toBe(413);
  });

  it("speaks the reader's language", async () => {
    const response = await open.ask("GET", "/executions/99", { headers: { "accept-language": "ko" } });
    expect((await response.json()).detail).toBe("이 데이터베이스에 그런 실행이 없습니다.");
  });
});

describe("who asks", () => {
  it.each(ENDPOINTS.map(({ method, path }) => [method, sample(path)] as const))(
    "%s %s needs a token where there are some",
    async (method, path) => {
      const ask = { ...(method === "POST" && { body: {} }) };
      const plain = await guarded.ask(method, path, ask);
      expect([plain.status, plain.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
      const wrong = { ...ask, headers: bearer(`${NIGHTLY}x`) };
      expect((await guarded.ask(method, path, wrong)).status).toBe(401);
    },
  );

  it("is the name of its token in the audit, with no more than its role", async () => {
    const look = await guarded.ask("GET", "/executions/1", { headers: bearer(LOOKER) });
    expect((await look.json()).actions.abandon).toEqual({ enabled: false, reason: "You may look but not operate." });
    const body = { reason: "not mine to do" };
    expect((await guarded.ask("POST", "/executions/1/abandon", { body, headers: bearer(LOOKER) })).status).toBe(403);
    expect((await guarded.ask("POST", "/executions/1/restart", { body, headers: bearer(NIGHTLY) })).status).toBe(201);
    const audit = await guarded.ask("GET", "/audit", { headers: bearer(NIGHTLY) });
    expect((await audit.json()).items).toMatchObject([
      { actor: "nightly", action: "restart", result: "DONE" },
      { actor: "looker", action: "abandon", result: "REFUSED" },
    ]);
  });

  it("is the operator of the console on its own pages", async () => {
    const headers = { "sec-fetch-site": "same-origin" };
    expect((await guarded.ask("GET", "/jobs", { headers })).status).toBe(200);
    expect(
      (await guarded.ask("GET", "/jobs", { headers: { "sec-fetch-site": "cross-site", ...bearer("x") } })).status,
    ).toBe(403);
  });

  describe.each<{ who: string; variables: Readonly<Record<string, string>>; token: string }>([
    { who: "a token that may only look", variables: {}, token: LOOKER },
    { who: "any token of a console that is read-only", variables: { BATCHDECK_READ_ONLY: "true" }, token: NIGHTLY },
  ])("$who", ({ variables, token }) => {
    let looking: TestApi;
    beforeAll(async () => {
      const tokens = `nightly:operator:${NIGHTLY} looker:viewer:${LOOKER}`;
      looking = await openTestApi(sqlite, { variables: { BATCHDECK_API_TOKENS: tokens, ...variables } });
      await looking.desk.launch("importJob", { day: "2026-11-19", failAt: "13" });
    });
    afterAll(() => looking[Symbol.asyncDispose]());

    const changing = ENDPOINTS.filter(({ method, path }) => method !== "GET" && !path.endsWith("preview"));
    const bodies: Readonly<Record<string, unknown>> = {
      launchJob: { parameters: { day: "2026-11-20" } },
      startBulkOperation: { action: "abandon", executionIds: ["1"], reason: "tidy up" },
    };

    it.each(changing.map(({ operationId, path }) => [operationId, path] as const))(
      "%s is refused with a sentence, kept, and changes nothing",
      async (operationId, path) => {
        const rows = () => looking.desk.runtime.database.query("select * from BATCH_JOB_EXECUTION");
        const audited = async () =>
          (await looking.desk.runtime.database.query("select * from BATCHDECK_AUDIT where RESULT = 'REFUSED'")).length;
        const [before, kept] = [await rows(), await audited()];
        const response = await looking.ask("POST", sample(path), {
          body: bodies[operationId] ?? {},
          headers: bearer(token),
        });
        expect([response.status, (await response.json()).detail]).toEqual([403, "You may look but not operate."]);
        expect(await rows()).toEqual(before);
        expect(await audited()).toBe(kept + 1);
      },
    );

    it("sees every page all the same", async () => {
      for (const path of ["/executions", "/executions/1", "/jobs", "/overview", "/running", "/diagnostics"]) {
        expect((await looking.ask("GET", path, { headers: bearer(token) })).status, path).toBe(200);
      }
    });
  });

  it.each(["short:operator:abc", "nobody", `x:admin:${NIGHTLY}`])("takes no token like %s", async (tokens) => {
    await expect(openTestApi(sqlite, { variables: { BATCHDECK_API_TOKENS: tokens } })).rejects.toThrow(
      /BATCHDECK_API_TOKENS/,
    );
  });
});
