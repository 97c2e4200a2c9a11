import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { openDatabase, openRuntime, type Runtime, threadDispatcher } from "batch-core";
import { createConnection } from "mysql2/promise";
import { afterEach, describe, expect, it } from "vitest";
import { NO_ACTIVITY_FILTER } from "@/lib/shared/filter/activity-filter";
import { NO_FILTER } from "@/lib/shared/filter/execution-filter";
import type { ExecutionActions } from "@/lib/shared/views";
import { testDatabases } from "../../batch-core/test/support/databases.ts";
import { createSpringTables, SPRING_SCHEMAS } from "../../batch-core/test/support/spring-schema.ts";
import { WORKER_URL } from "./engine";
import { en } from "./messages/en";
import { statementLog } from "./prisma/statement-log";
import { listAudit } from "./read-model/audit-list";
import { readDiagnostics } from "./read-model/diagnostics/diagnostics";
import { readExecution } from "./read-model/execution/execution";
import { listExecutions } from "./read-model/executions";
import { readJob } from "./read-model/jobs/job";
import { openReadContext } from "./read-model/open-read-context";
import { readOverview } from "./read-model/overview";
import { OPERATOR, testJobs } from "./test-support/test-desk";
import { abandonExecution } from "./use-cases/abandon-execution";
import { launchJob } from "./use-cases/launch-job";
import type { UseCaseScope } from "./use-cases/operate";
import { recoverExecution } from "./use-cases/recover-execution";
import { stopExecution } from "./use-cases/stop-execution";

const READER = { actor: OPERATOR, messages: en };
const README = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
const section = README.slice(README.indexOf("## You have a Spring Batch database"), README.indexOf("## Write a job"));
const grants = [...section.matchAll(/```sql\n([\s\S]*?)```/g)].map(([, sql]) => sql ?? "");
/** The last ones are for operating; of the ones before each database needs those whose table it has. */
const OPERATE = grants.pop() ?? "";
const LOOK = grants.join("");

const server = process.env.BATCHDECK_TEST_MYSQL_URL;
const mayCreateUsers = server ? await canCreateUsers(server) : false;
const cleanups: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

// Only on a server where users may be created, such as the throwaway one of `npm test -- --mariadb`.
describe.skipIf(!mayCreateUsers).each(SPRING_SCHEMAS)(
  "a user with the rights of the README, generation $generation with $sequences",
  (schema) => {
    it("may look at everything, and is told why nothing can be done", async () => {
      const { userUrl } = await prepare(schema, LOOK);
      const { scope, runtime, logged } = await openDesk(userUrl);

      expect(runtime.rights).toEqual({ operate: false, launch: false, sideTables: false });
      expect(runtime.layout).toMatchObject({ generation: schema.generation });
      const { read } = scope.desk;
      expect((await listExecutions(read, NO_FILTER, { before: null, after: null, size: 25 })).total).toBe(1);
      expect((await readOverview(read)).jobs.length).toBeGreaterThan(0);
      const view = await readExecution(read, "1", READER);
      expect(view?.row).toMatchObject({ jobName: "javaJob", status: "STARTED" });
      expect(Object.entries(view?.actions ?? {})).toEqual(
        ["stop", "restart", "runAgain", "abandon", "recover"].map((name) => [
          name,
          { enabled: false, reason: en.actions.readOnlyTables },
        ]),
      );
      expect((await readJob(read, "importJob", READER, null))?.launch).toEqual({
        enabled: false,
        reason: en.actions.readOnlyTables,
      });
      for (const act of [stopExecution, abandonExecution, recoverExecution]) {
        expect(await act(scope, { executionId: "1", reason: null })).toMatchObject({
          ok: false,
          error: { code: expect.stringMatching(/READ_ONLY_DATABASE|NOT_NOW/) },
        });
      }
      expect(await launchJob(scope, { jobName: "importJob", values: { day: "2026-01-01" } })).toMatchObject({
        ok: false,
        error: { code: "READ_ONLY_DATABASE" },
      });
      const diagnostics = await readDiagnostics({
        read,
        statements: statementLog(),
        databaseLabel: "",
        environment: { runtime: { databaseUrl: userUrl }, readOnly: false },
      } as unknown as Parameters<typeof readDiagnostics>[0]); // the parts that it reads
      expect(diagnostics.rights).toEqual(runtime.rights);
      expect(logged).toEqual([]);
    });

    it("may stop, recover and abandon with the further ones, and nothing else", async () => {
      const { userUrl } = await prepare(schema, LOOK + OPERATE);
      const { scope, runtime, logged } = await openDesk(userUrl);

      expect(runtime.rights).toEqual({ operate: true, launch: false, sideTables: false });
      const status = async () => (await readExecution(scope.desk.read, "1", READER))?.row.status;
      const allowed = async () => enabled((await readExecution(scope.desk.read, "1", READER))?.actions);
      expect(await allowed()).toContain("stop");
      expect(await stopExecution(scope, { executionId: "1", reason: null })).toMatchObject({ ok: true });
      expect(await status()).toBe("STOPPING");
      expect(await recoverExecution(scope, { executionId: "1", reason: null })).toMatchObject({ ok: true });
      expect(await status()).toBe("FAILED");
      expect(await abandonExecution(scope, { executionId: "1", reason: null })).toMatchObject({ ok: true });
      expect(await status()).toBe("ABANDONED");
      expect((await readJob(scope.desk.read, "importJob", READER, null))?.launch).toEqual({
        enabled: false,
        reason: en.actions.noNewRows,
      });
      await expect(runtime.database.execute("delete from BATCH_JOB_EXECUTION")).rejects.toThrow(/denied/);
      expect(logged).toEqual([]);
    });

    it("finds the application's tables also where it may not create its own", async () => {
      const { userUrl } = await prepare(schema, LOOK + OPERATE);
      const { runtime, scope } = await openDesk(userUrl, "always");
      expect(runtime.layout.sideTables).toBe(false);
      const newest = { before: null, size: 10, executionId: null, filter: NO_ACTIVITY_FILTER };
      expect(await listAudit(scope.desk.read, newest)).toMatchObject({ kept: false, items: [] });
    });
  },
);

function enabled(actions: ExecutionActions | undefined): string[] {
  return Object.entries(actions ?? {}).flatMap(([name, state]) => (state.enabled ? [name] : []));
}

/** A database of an application with one execution whose process died long ago, and a user that was granted what `script` says. */
async function prepare(schema: (typeof SPRING_SCHEMAS)[number], script: string): Promise<{ userUrl: string }> {
  const url = await testDatabases.find(({ dialect }) => dialect === "mysql")?.url();
  if (!url) throw new Error("There is no server.");
  await using database = await openDatabase(url);
  await createSpringTables(database, schema);
  const time = "'2026-01-15 10:00:00'";
  const created = schema.generation === 4 ? "" : ", CREATE_TIME";
  const value = schema.generation === 4 ? "" : `, ${time}`;
  for (const sql of [
    "insert into BATCH_JOB_INSTANCE (JOB_INSTANCE_ID, VERSION, JOB_NAME, JOB_KEY) values (1, 0, 'javaJob', 'key')",
    `insert into BATCH_JOB_EXECUTION (JOB_EXECUTION_ID, VERSION, JOB_INSTANCE_ID, CREATE_TIME, START_TIME, STATUS, EXIT_CODE, LAST_UPDATED)
       values (1, 1, 1, ${time}, ${time}, 'STARTED', 'UNKNOWN', ${time})`,
    `insert into BATCH_STEP_EXECUTION (STEP_EXECUTION_ID, VERSION, STEP_NAME, JOB_EXECUTION_ID, START_TIME, STATUS, LAST_UPDATED${created})
       values (1, 4, 'load', 1, ${time}, 'STARTED', ${time}${value})`,
  ]) {
    await database.execute(sql);
  }
  const tables = await database.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = database()",
  );
  // As the server sees us: a user of a fresh server without a name but for this very host would come before one for '%'.
  const [{ us } = { us: "" }] = await database.query<{ us: string }>("select user() as us");
  const host = us.slice(us.lastIndexOf("@") + 1);
  const user = `bd_${randomBytes(5).toString("hex")}`;
  const name = new URL(url).pathname.slice(1);
  cleanups.push(() => onServer([`drop user if exists '${user}'@'${host}'`]));
  await onServer(
    grantsOf(
      script,
      tables.map((table) => table.name),
      `'${user}'@'${host}'`,
      name,
    ),
  );
  const userUrl = new URL(url);
  userUrl.username = user;
  userUrl.password = "secret";
  return { userUrl: userUrl.href };
}

/** The lines of the README for the tables there are, for another user and another database. */
function grantsOf(script: string, tables: readonly string[], user: string, database: string): string[] {
  return script
    .split("\n")
    .map((line) => line.replace(/;.*$/, "").trim())
    .filter((line) => {
      const table = /springbatch\.(\w+)/.exec(line)?.[1];
      return line !== "" && (table === undefined || tables.includes(table));
    })
    .map((line) => line.replaceAll("'batchdeck'@'%'", user).replaceAll("springbatch.", `${database}.`));
}

interface Desk {
  readonly runtime: Runtime;
  readonly scope: UseCaseScope;
  /** Warnings and errors. */
  readonly logged: readonly string[];
}

/** With the dispatcher of the real console, whose heartbeats and searches must not fail again and again. */
async function openDesk(databaseUrl: string, initializeSchema: "never" | "always" = "never"): Promise<Desk> {
  const logged: string[] = [];
  const note = (_: unknown, message: string) => void logged.push(message);
  const log = { debug: () => {}, info: () => {}, warn: note, error: note };
  const runtime = await openRuntime({
    databaseUrl,
    jobs: testJobs(),
    initializeSchema,
    logger: log,
    dispatcher: threadDispatcher({ workerUrl: WORKER_URL, slots: 1 }),
  });
  cleanups.push(() => runtime.close());
  const read = await openReadContext(runtime, databaseUrl);
  cleanups.push(() => read.prisma.$disconnect());
  // A logger of the console has more methods than are called here.
  const desk = { runtime, read, log: log as unknown as UseCaseScope["desk"]["log"] };
  return { runtime, logged, scope: { desk, actor: OPERATOR, messages: en } };
}

async function onServer(statements: readonly string[]): Promise<void> {
  const connection = await createConnection(String(server));
  try {
    for (const statement of statements) await connection.query(statement);
  } finally {
    await connection.end();
  }
}

async function canCreateUsers(url: string): Promise<boolean> {
  const connection = await createConnection(url);
  try {
    const [rows] = await connection.query("show grants");
    return JSON.stringify(rows).includes("WITH GRANT OPTION");
  } finally {
    await connection.end();
  }
}
