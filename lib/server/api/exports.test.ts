import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { NO_FILTER } from "@/lib/shared/filter/execution-filter";
import { testDatabases } from "../../../batch-core/test/support/databases.ts";
import { exportExecutions } from "../read-model/export-executions";
import { openTestApi, type TestApi } from "../test-support/test-api";
import { CSV_COLUMNS } from "./csv-columns";
import { downloadResponse, executionsAsLines } from "./export-stream";

describe.each(testDatabases)("exports on $dialect", (database) => {
  let api: TestApi;
  beforeEach(async () => {
    api = await openTestApi(database);
    await api.desk.launch("importJob", { day: "2026-11-18" });
    await api.desk.launch("importJob", { day: "2026-11-19", failAt: "13" });
  });
  afterEach(async () => {
    await api[Symbol.asyncDispose]();
  });

  const text = async (path: string) => (await api.ask("GET", path)).text();

  it("give what the list gives, in three forms, as attachments", async () => {
    const { items } = await api.get("/executions?status=FAILED");
    expect(JSON.parse(await text("/executions.json?status=FAILED"))).toEqual(items);
    expect(
      (await text("/executions.ndjson?status=FAILED"))
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual(items);
    const [head = "", row = ""] = (await text("/executions.csv?status=FAILED")).split("\r\n");
    expect(head).toBe(CSV_COLUMNS.join(","));
    expect(row.split(",").slice(0, 6)).toEqual(["2", "importJob", "2", "1", "1", "FAILED"]);

    const response = await api.ask("GET", "/executions.csv");
    expect(response.headers.get("content-disposition")).toMatch(
      /^attachment; filename="executions-\d{8}T\d{4}Z\.csv"$/,
    );
  });

  it("give nothing for a filter that nothing matches", async () => {
    expect(await text("/executions.json?job=nosuch")).toBe("[]\n");
    expect(await text("/executions.ndjson?job=nosuch")).toBe("");
    expect(await text("/executions.csv?job=nosuch&columns=id,status")).toBe("id,status\r\n");
  });

  it("give the columns that are asked for, parameters too", async () => {
    const csv = await text("/executions.csv?columns=id,param.day,param.none,failedStep&bom=true");
    // A decoder takes the mark away; its three bytes are looked at below.
    expect(csv.replace(/^\ufeff/, "")).toBe(
      "id,param.day,param.none,failedStep\r\n2,2026-11-19,,loadStep\r\n1,2026-11-18,,\r\n",
    );
    const bytes = new Uint8Array(await (await api.ask("GET", "/executions.csv?bom=true")).arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it("give a parameter a column of its own beside the usual ones", async () => {
    const [heading, first] = (await text("/executions.csv?columns=*,param.day&job=importJob")).split("\r\n");
    expect(heading).toMatch(/^id,jobName,.*,parameters,param\.day$/);
    expect(first).toMatch(/,2026-11-19$/);
  });

  it("hand no formula to a spreadsheet", async () => {
    await api.desk.runtime.database.execute("update BATCH_JOB_EXECUTION set EXIT_CODE = '=cmd|''/c calc''!A0'");
    expect(await text("/executions.csv?columns=id,exitCode&id=1")).toBe("id,exitCode\r\n1,'=cmd|'/c calc'!A0\r\n");
  });

  it("find what stands behind gaps of any size in the ids", async () => {
    await api.desk.runtime.database.execute(
      "insert into BATCH_JOB_EXECUTION (JOB_EXECUTION_ID, VERSION, JOB_INSTANCE_ID, CREATE_TIME, STATUS) select 9000000000000, 1, JOB_INSTANCE_ID, CREATE_TIME, 'COMPLETED' from BATCH_JOB_EXECUTION where JOB_EXECUTION_ID = 1",
    );
    expect(await text("/executions.csv?columns=id")).toBe("id\r\n9000000000000\r\n2\r\n1\r\n");
  });

  it("answer with a problem when the first rows cannot be read", async () => {
    await api.desk.read.prisma.$disconnect();
    await api.desk.runtime.database.execute("drop table BATCH_JOB_EXECUTION_PARAMS");
    const response = await api.ask("GET", "/executions.json");
    expect([response.status, response.headers.get("content-type")]).toEqual([500, "application/problem+json"]);
    expect(await response.text()).not.toMatch(/select|BATCH_/);
  });
});

describe("an export of 50,000 executions", () => {
  const ROWS = 50_000;
  let api: TestApi;
  beforeAll(async () => {
    const [sqlite] = testDatabases;
    if (!sqlite) throw new Error("There is always SQLite.");
    api = await openTestApi(sqlite);
    const { database } = api.desk.runtime;
    const numbers = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${ROWS})`;
    const at = "strftime('%Y-%m-%dT%H:%M:%S.000+00:00', 1760000000 + i * 60, 'unixepoch')";
    for (const statement of [
      `insert into BATCH_JOB_INSTANCE (JOB_INSTANCE_ID, VERSION, JOB_NAME, JOB_KEY) ${numbers} select i, 0, 'seededJob', 'key' || i from n`,
      `insert into BATCH_JOB_EXECUTION (JOB_EXECUTION_ID, VERSION, JOB_INSTANCE_ID, CREATE_TIME, START_TIME, END_TIME, STATUS, EXIT_CODE, EXIT_MESSAGE, LAST_UPDATED)
         ${numbers} select i, 2, i, ${at}, ${at}, ${at}, 'COMPLETED', 'COMPLETED', '', ${at} from n`,
      `insert into BATCH_JOB_EXECUTION_PARAMS (JOB_EXECUTION_ID, TYPE_CD, KEY_NAME, STRING_VAL, IDENTIFYING) ${numbers} select i, 'STRING', 'file', 'in/file-' || i || '.csv', 'Y' from n`,
      `insert into BATCH_STEP_EXECUTION (STEP_EXECUTION_ID, VERSION, STEP_NAME, JOB_EXECUTION_ID, START_TIME, END_TIME, STATUS, COMMIT_COUNT, READ_COUNT, FILTER_COUNT, WRITE_COUNT, READ_SKIP_COUNT, WRITE_SKIP_COUNT, PROCESS_SKIP_COUNT, ROLLBACK_COUNT, EXIT_CODE, EXIT_MESSAGE, LAST_UPDATED)
         ${numbers} select i, 2, 'loadStep', i, ${at}, ${at}, 'COMPLETED', 1, 10, 0, 10, 0, 0, 0, 0, 'COMPLETED', '', ${at} from n`,
    ]) {
      await database.execute(statement);
    }
  });
  afterAll(async () => {
    await api[Symbol.asyncDispose]();
  });

  it("holds no more in memory at its end than at its beginning", async () => {
    const heap = heapInUse();
    const response = await api.ask("GET", "/executions.ndjson");
    let bytes = 0;
    let lines = 0;
    let pieces = 0;
    let first = 0;
    let most = 0;
    for await (const piece of response.body ?? []) {
      bytes += piece.byteLength;
      for (const byte of piece) if (byte === 10) lines += 1;
      pieces += 1;
      if (pieces % 10 !== 0) continue;
      const used = heap();
      if (first === 0) first = used;
      most = Math.max(most, used);
    }
    expect(lines).toBe(ROWS);
    expect(pieces).toBe(ROWS / 500);
    expect(bytes).toBeGreaterThan(30_000_000);
    expect(most - first).toBeLessThan(5_000_000);
  });

  it("costs the same few statements for every 500 rows", async () => {
    const batches = async (count: number) =>
      api.desk.countStatements(async (read) => {
        let seen = 0;
        for await (const rows of exportExecutions(read, NO_FILTER)) if (rows.length > 0 && ++seen === count) break;
      });
    const [two, four] = [await batches(2), await batches(4)];
    expect((four - two) / 2).toBeLessThanOrEqual(5);
  });
});

describe("a download", () => {
  it("is read no faster than it is taken, and no further when nobody takes it", async () => {
    let made = 0;
    const rows = (async function* () {
      for (made = 1; made <= 100; made++) yield [];
    })();
    const options = { mediaType: "text/plain", name: "x", extension: "x", now: new Date() };
    const { body } = await downloadResponse(executionsAsLines(rows), options);
    const reader = body?.getReader();
    await reader?.read();
    await idle();
    expect(made).toBe(1);
    await reader?.read();
    await idle();
    expect(made).toBe(2);
    await reader?.cancel();
    expect((await rows.next()).done).toBe(true);
  });
});

/** Everything that could be made ahead has had its turn. */
async function idle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
}

/** Bytes in use after a collection, so that garbage does not count. */
function heapInUse(): () => number {
  setFlagsFromString("--expose-gc");
  const collect: unknown = runInNewContext("gc");
  return () => {
    if (typeof collect === "function") collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
}
