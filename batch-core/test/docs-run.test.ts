import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { testDatabases } from "./support/databases.ts";
import { core, writeBlocks } from "./support/docs-blocks.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

interface Example {
  readonly block: string;
  readonly job: string;
  readonly parameters?: object;
  readonly files?: Readonly<Record<string, string>>;
  readonly tables?: readonly string[];
  /** Whose rows are looked at. */
  readonly table?: string;
  readonly comes: {
    readonly job?: string;
    readonly steps?: readonly string[];
    readonly written?: number;
    readonly rows?: readonly (readonly string[])[];
  };
}

const examples: readonly Example[] = [
  {
    block: "chunk-transaction-1",
    job: "paymentImportJob",
    parameters: { file: "payments.csv" },
    files: { "payments.csv": "id,amount\n1,10\n2,0\n3,30\n" },
    tables: ["create table payment (id integer, amount integer)"],
    table: "payment",
    comes: {
      written: 2,
      rows: [
        ["1", "10"],
        ["3", "30"],
      ],
    },
  },
  {
    block: "chunk-transaction-2",
    job: "cleanupJob",
    tables: ["create table session (id integer, expired integer)", "insert into session values (1, 1), (2, 0), (3, 1)"],
    table: "session",
    comes: { written: 2, rows: [["2", "0"]] },
  },
  {
    block: "fault-tolerance-1",
    job: "tolerantJob",
    files: { "in.csv": "id\n1\ntwo\n3\n" },
    tables: ["create table target (id integer)"],
    table: "target",
    comes: { written: 2, rows: [["1"], ["3"]] },
  },
  {
    block: "fault-tolerance-2",
    job: "messageJob",
    tables: [
      "create table message (id integer, body varchar(20))",
      "create table received (id integer, body varchar(20))",
      "insert into message values (1, 'one'), (2, 'two')",
    ],
    table: "received",
    comes: {
      written: 2,
      rows: [
        ["1", "one"],
        ["2", "two"],
      ],
    },
  },
  {
    block: "flow-1",
    job: "settleJob",
    parameters: { businessDate: "2026-01-31" },
    comes: { steps: ["alert", "close", "report", "settle"] },
  },
  {
    block: "flow-2",
    job: "nightJob",
    comes: { steps: ["check", "checkSums", "loadCustomers", "loadOrders", "report", "sumOrders", "tidy"] },
  },
  {
    block: "partition-1",
    job: "interestJob",
    tables: [
      "create table account (id integer primary key, balance integer)",
      "create table interest (account_id integer, amount integer)",
      "insert into account values (1, 100), (2, 200), (9, 1000)",
    ],
    table: "interest",
    comes: {
      written: 3,
      rows: [
        ["1", "2"],
        ["2", "4"],
        ["9", "20"],
      ],
    },
  },
  {
    block: "partition-3",
    job: "ordersJob",
    parameters: { inbox: "inbox" },
    files: { "inbox/a.csv": "id,total\n1,10\n", "inbox/b.csv": "id,total\n2,20\n" },
    tables: ["create table customer_order (id integer, total integer)"],
    table: "customer_order",
    comes: {
      steps: ["files", "load:partition0", "load:partition1"],
      written: 2,
      rows: [
        ["1", "10"],
        ["2", "20"],
      ],
    },
  },
  {
    block: "readers-and-writers-1",
    job: "birdImportJob",
    parameters: { file: "birds.csv" },
    files: { "birds.csv": "id,name,seen\n1,wren,2026-01-31\n" },
    tables: ["create table bird (id integer, name varchar(20), seen varchar(10))"],
    table: "bird",
    comes: { written: 1, rows: [["1", "wren", "2026-01-31"]] },
  },
  {
    block: "readers-and-writers-3",
    job: "inactiveUserJob",
    tables: [
      "create table users (id integer primary key, status varchar(10), seen_at varchar(10))",
      "insert into users values (1, 'ACTIVE', '2025-06-01'), (2, 'ACTIVE', '2026-02-01')",
    ],
    table: "users",
    comes: {
      written: 1,
      rows: [
        ["1", "INACTIVE", "2025-06-01"],
        ["2", "ACTIVE", "2026-02-01"],
      ],
    },
  },
];

const blocks = writeBlocks();
afterAll(() => rmSync(blocks, { recursive: true, force: true }));

describe.each(testDatabases)("the documentation on $dialect", ({ url }) => {
  it.each(examples)(
    "runs: $job",
    async ({ block, job, parameters = {}, files = {}, tables = [], table = "", comes }) => {
      using folder = temporaryFolder();
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(dirname(folder.file(name)), { recursive: true });
        writeFileSync(folder.file(name), content);
      }
      const script = join(core, "test", "support", "docs-process.ts");
      const given = [
        await url(),
        join(blocks, `${block}.ts`),
        job,
        JSON.stringify(parameters),
        JSON.stringify(tables),
        table,
      ];

      const output = execFileSync(process.execPath, [script, ...given], { cwd: folder.path, encoding: "utf8" });

      const result = JSON.parse(output.trim().split("\n").at(-1) ?? "{}");
      expect({ ...result, rows: result.rows.toSorted() }).toMatchObject({ job: "COMPLETED/COMPLETED", ...comes });
    },
  );
});

describe("the documentation", () => {
  it("runs its test of a crash", () => {
    using folder = temporaryFolder();
    const lines = Array.from({ length: 100 }, (_, index) => index + 1);
    writeFileSync(folder.file("hundred.csv"), `id\n${lines.join("\n")}\n`);
    // A test runner does not run another inside of it, unless it forgets that it is one.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const args = ["--test-reporter=tap", join(blocks, "testing-1.ts")];
    const output = execFileSync(process.execPath, args, { cwd: folder.path, env, encoding: "utf8" });
    expect(output).toMatch(/^# pass 1\n# fail 0$/m);
  });

  it("shows no other job than those that are run here", () => {
    const shown = readdirSync(blocks).filter((file) => file.endsWith(".ts"));
    const run = [...examples.map(({ block }) => `${block}.ts`), "testing-1.ts"];
    // What is left shows no job: a retry, a look at a flow, dispatchers, a reader, writers.
    expect(shown.filter((file) => !run.includes(file)).sort()).toEqual([
      "fault-tolerance-3.ts",
      "flow-3.ts",
      "partition-2.ts",
      "readers-and-writers-2.ts",
      "readers-and-writers-4.ts",
      "readers-and-writers-5.ts",
    ]);
  });

  it("retries as it says", async () => {
    const { rate, fetchRateSafely } = await import(join(blocks, "fault-tolerance-3.ts"));
    expect([rate, await fetchRateSafely("EUR")]).toEqual([1.08, 1.08]);
  });
});
