import { defineJob, listReader } from "batch-core";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { testDatabases } from "../../../batch-core/test/support/databases.ts";
import { openTestApi } from "../test-support/test-api";

const TOKEN = "night-shift-token-that-is-long-enough-0123";
const headers = { authorization: `Bearer ${TOKEN}` };

describe.each(testDatabases)("a night shift over the API alone on $dialect", (database) => {
  it("launches, stops, looks, restarts, and leaves its name", async () => {
    const written: number[] = [];
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const nightly = defineJob({
      name: "nightlyJob",
      parameters: z.object({ day: z.iso.date() }),
      flow: (job) =>
        job.start(
          job.chunkStep("copyStep", {
            chunkSize: 5,
            reader: () => listReader(Array.from({ length: 20 }, (_, index) => index + 1)),
            processor: async (number: number) => {
              if (number === 6) await held;
              return number;
            },
            writer: () => ({
              write: async (chunk) => {
                written.push(...chunk);
              },
            }),
          }),
        ),
    });
    await using api = await openTestApi(database, {
      jobs: [nightly],
      variables: { BATCHDECK_API_TOKENS: `night-shift:operator:${TOKEN}` },
    });
    // Whatever fails first: the server closes when nothing runs any more.
    using _ = { [Symbol.dispose]: () => letGo() };
    const get = async (path: string) => (await api.ask("GET", path, { headers })).json();
    const post = async (path: string, body: unknown = {}) => {
      const response = await api.ask("POST", path, { body, headers });
      return { status: response.status, ...(await response.json()) };
    };

    const launching = post("/jobs/nightlyJob/launch", { parameters: { day: "2026-11-19" }, reason: "nightly" });
    await expect.poll(async () => (await get("/executions?status=STARTED")).items[0]?.written).toBe(5);
    const [{ id }] = (await get("/executions?status=STARTED")).items;
    expect((await get(`/executions/${id}`)).actions).toMatchObject({
      stop: { enabled: true },
      restart: { enabled: false, reason: "It is still running. Stop it first." },
    });
    expect(await post(`/executions/${id}/restart`)).toMatchObject({
      status: 409,
      code: "JOB_EXECUTION_ALREADY_RUNNING",
    });

    const { version } = await get(`/executions/${id}`);
    expect(await post(`/executions/${id}/stop`, { expectedVersion: version, reason: "window closes" })).toMatchObject({
      status: 202,
      executionId: id,
    });
    expect(await get(`/executions/${id}`)).toMatchObject({
      row: { status: "STOPPING" },
      stopping: { by: "night-shift" },
    });
    expect(await post(`/executions/${id}/stop`)).toMatchObject({ status: 409 });
    letGo();
    await expect.poll(async () => (await get(`/executions/${id}`)).row.status).toBe("STOPPED");
    expect(await launching).toMatchObject({ status: 201, executionId: id });

    expect(await get(`/executions/${id}/restart-preview`)).toMatchObject({
      decision: "restart",
      attempt: 2,
      steps: [{ name: "copyStep", will: "continue" }],
    });
    const restarted = await post(`/executions/${id}/restart`, { reason: "window opens" });
    expect(restarted.status).toBe(201);
    await expect.poll(async () => (await get(`/executions/${restarted.executionId}`)).row.status).toBe("COMPLETED");

    expect(written).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    const { attempts } = await get(`/instances/${(await get(`/executions/${id}`)).row.instanceId}`);
    expect(attempts.map(({ row }: { row: { status: string } }) => row.status)).toEqual(["STOPPED", "COMPLETED"]);
    const { items } = await get("/audit?actor=night-shift");
    expect(items.map((entry: Record<string, string>) => [entry.action, entry.result, entry.reason]).reverse()).toEqual(
      expect.arrayContaining([
        ["launch", "DONE", "nightly"],
        ["stop", "DONE", "window closes"],
        ["restart", "DONE", "window opens"],
      ]),
    );
  });
});
