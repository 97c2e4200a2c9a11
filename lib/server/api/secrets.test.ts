import { describe, expect, it } from "vitest";
import { testDatabases } from "../../../batch-core/test/support/databases.ts";
import { canary, type Json, openTestApi } from "../test-support/test-api";
import { ENDPOINTS } from "./endpoints";

describe.each(testDatabases)("secrets on $dialect", (database) => {
  it("appear in no answer, no download and no log, whoever asks for what", async () => {
    const apiKey = canary();
    const pin = canary();
    const secrets = [apiKey, pin];
    const seen: string[] = [];
    await using api = await openTestApi(database, { onLog: (line) => seen.push(line) });
    const parameters = { day: "2026-11-19", failAt: 13, apiKey, pin };
    const keep = async (method: string, path: string, body?: Json) => {
      const response = await api.ask(method, path, body === undefined ? {} : { body });
      seen.push(
        `${method} ${path} ${response.status} ${JSON.stringify([...response.headers])} ${await response.text()}`,
      );
    };

    await keep("POST", "/jobs/importJob/launch-preview", { parameters });
    await keep("POST", "/jobs/importJob/launch", { parameters, reason: `the key is ${apiKey}` });
    await keep("POST", "/jobs/importJob/launch", { parameters: { ...parameters, day: pin, failAt: apiKey } });
    await keep("POST", "/executions/1/abandon", { reason: apiKey, expectedVersion: 99 });
    await keep("POST", "/executions/1/abandon", { [apiKey.slice(0, 5)]: pin });
    await keep("POST", "/executions/1/restart", { reason: `pin ${pin}` });
    await keep("POST", "/bulk-operations/preview", { action: "restart", filter: "status=FAILED" });
    await keep("POST", "/bulk-operations", { action: "abandon", filter: "status=FAILED", reason: "given up" });

    for (const { method, path } of ENDPOINTS) {
      if (method !== "GET") continue;
      const at = path.replace("{jobName}", "importJob").replaceAll(/\{.+?\}/g, "1");
      await keep("GET", at === "/comparison" ? "/comparison?a=1&b=2" : at);
    }
    await keep("GET", "/executions.csv?columns=id,param.apiKey,param.pin,message,parameters");
    await keep("GET", "/jobs/importJob/parameters?from=1");
    // A search by value that answers yes or no gives the value away.
    await keep("GET", "/executions?param.apiKey=canary*");
    expect((await api.get("/executions?param.pin=canary*")).total).toBe(0);

    const stored = await api.desk.runtime.database.query("select * from BATCH_JOB_EXECUTION_PARAMS");
    for (const secret of secrets) expect(JSON.stringify(stored)).toContain(secret);
    expect(seen.length).toBeGreaterThan(ENDPOINTS.length / 2);
    for (const secret of secrets) expect(seen.filter((text) => text.includes(secret))).toEqual([]);
  });
});
