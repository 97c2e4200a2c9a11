import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openRuntime, type RuntimeOptions, runtimeSettingsFromEnvironment } from "../src/index.ts";
import { freePort } from "./support/free-port.ts";
import { copyNumbersJob } from "./support/numbers.ts";

const folder = mkdtempSync(join(tmpdir(), "batchdeck-settings-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the settings of a runtime", () => {
  it("have defaults", () => {
    expect(runtimeSettingsFromEnvironment({})).toEqual({
      databaseUrl: "file:./data/batchdeck.db",
      tablePrefix: "BATCH_",
      timeZone: "UTC",
      initializeSchema: "embedded",
    });
  });

  it("are read from the environment, where an empty variable counts as absent", () => {
    expect(
      runtimeSettingsFromEnvironment({
        DATABASE_URL: "mysql://root@127.0.0.1/batch",
        BATCH_TABLE_PREFIX: "JOBS_",
        BATCH_TIME_ZONE: "Asia/Seoul",
        BATCH_INITIALIZE_SCHEMA: "never",
        BATCH_CONTEXT_FORMAT: "",
        SOMETHING_ELSE: "x",
      }),
    ).toEqual({
      databaseUrl: "mysql://root@127.0.0.1/batch",
      tablePrefix: "JOBS_",
      timeZone: "Asia/Seoul",
      initializeSchema: "never",
    });
  });

  it("are refused with every problem together, by the variable's name", () => {
    expect(() =>
      runtimeSettingsFromEnvironment({
        BATCH_TIME_ZONE: "Mars/Olympus",
        BATCH_INITIALIZE_SCHEMA: "sometimes",
        BATCH_CONTEXT_FORMAT: "xml",
      }),
    ).toThrowError(
      expect.objectContaining({
        code: "CONFIGURATION",
        message: expect.stringMatching(
          /^The settings cannot be used\. BATCH_TIME_ZONE: .*Asia\/Seoul; BATCH_INITIALIZE_SCHEMA: .*"embedded"\|"always"\|"never".*; BATCH_CONTEXT_FORMAT: /,
        ),
      }),
    );
  });

  it("are refused with every problem together, by the option's name", async () => {
    const options = { jobs: [], timeZone: "nowhere", initializeSchema: "maybe", databaseUrl: "" };
    await expect(openRuntime(options as unknown as RuntimeOptions)).rejects.toMatchObject({
      code: "CONFIGURATION",
      message: expect.stringMatching(/databaseUrl: .*timeZone: .*initializeSchema: /),
    });
  });

  it("name every job once", async () => {
    const job = copyNumbersJob();
    await expect(openRuntime({ databaseUrl: ":memory:", jobs: [job, job] })).rejects.toMatchObject({
      code: "JOB_DEFINITION",
      message: 'Two jobs are named "copyNumbers". Job names must be unique.',
    });
  });
});

describe("a database that cannot be opened is answered with one sentence", () => {
  it.each([
    { url: "postgres://me:secret@host/db", code: "CONFIGURATION", says: /is of no known kind/ },
    { url: "data.db", code: "CONFIGURATION", says: /"data\.db" is of no known kind/ },
    { url: "mysql://", code: "CONFIGURATION", says: /cannot be read|names no database/ },
    { url: "mysql://me:secret@127.0.0.1:3306", code: "CONFIGURATION", says: /names no database/ },
    { url: "mysql://me:secret@127.0.0.1:3306/", code: "CONFIGURATION", says: /names no database/ },
  ])("$url", async ({ url, code, says }) => {
    await expect(openRuntime({ databaseUrl: url, jobs: [] })).rejects.toMatchObject({
      code,
      message: expect.stringMatching(says),
    });
    await expect(openRuntime({ databaseUrl: url, jobs: [] })).rejects.not.toMatchObject({
      message: expect.stringContaining("secret"),
    });
  });

  it("of a server that does not listen", async () => {
    const port = await freePort();
    await expect(
      openRuntime({ databaseUrl: `mysql://me:secret@127.0.0.1:${port}/batch`, jobs: [] }),
    ).rejects.toMatchObject({
      code: "DATABASE",
      message: expect.stringMatching(
        /^The database at mysql:\/\/me:••••@127\.0\.0\.1:\d+\/batch cannot be used: .*ECONNREFUSED/,
      ),
    });
  });

  it("of a file that cannot be one", async () => {
    await expect(openRuntime({ databaseUrl: `file:${folder}`, jobs: [] })).rejects.toMatchObject({
      code: "DATABASE",
      message: expect.stringMatching(/^The SQLite database .* cannot be opened: .*Check the path and its rights\.$/),
    });
  });

  it("and a missing folder is made", async () => {
    const databaseUrl = `file:${join(folder, "deep", "er", "batch.db")}`;
    await using runtime = await openRuntime({ databaseUrl, jobs: [] });
    expect(runtime.layout.generation).toBe(4);
  });
});

describe.runIf(process.env.BATCHDECK_TEST_MYSQL_URL)("a server that refuses", () => {
  it("says so without the password", async () => {
    const url = new URL(String(process.env.BATCHDECK_TEST_MYSQL_URL));
    url.username = "nobody";
    url.password = "topsecret";
    url.pathname = "/batch";
    const refusal = await openRuntime({ databaseUrl: url.href, jobs: [] }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "DATABASE", message: expect.stringContaining("nobody:••••@") });
    expect(String(refusal)).not.toContain("topsecret");
  });
});
