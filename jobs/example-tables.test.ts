import { describe, expect, it } from "vitest";
import { testDatabases } from "../batch-core/test/support/databases.ts";
import { createExampleTables, wantsExamples } from "./example-tables.ts";
import { exampleJobs, jobs } from "./index.ts";
import { offeredJobs } from "./offered-jobs.ts";

describe.each(testDatabases)("example tables on $dialect", ({ openDatabase }) => {
  it("are created and filled once, with the same rows every time", async () => {
    const database = await openDatabase();
    await createExampleTables(database);
    await database.execute("delete from example_order where id > 9000");
    await createExampleTables(database);

    const [users] = await database.query("select count(*) as n, min(email) as first from example_user");
    expect({ n: Number(users?.n), first: users?.first }).toEqual({ n: 500, first: "user100@example.com" });
    const [orders] = await database.query("select count(*) as n, sum(amount_cents) as cents from example_order");
    expect({ n: Number(orders?.n), cents: Number(orders?.cents) }).toEqual({ n: 9000, cents: 224_690_458 });
  });
});

it.each([
  { url: "file:./data/batchdeck.db", setting: undefined, wanted: true },
  { url: "file:./data/batchdeck.db", setting: "", wanted: true },
  { url: "file:./data/batchdeck.db", setting: "false", wanted: false },
  { url: "mysql://localhost/springbatch", setting: undefined, wanted: false },
  { url: "mysql://localhost/springbatch", setting: "true", wanted: true },
])("examples with $url and BATCHDECK_EXAMPLES=$setting: $wanted", ({ url, setting, wanted }) => {
  expect(wantsExamples(url, setting)).toBe(wanted);
  expect(offeredJobs(url, setting)).toEqual(wanted ? jobs : jobs.filter((job) => !exampleJobs.includes(job)));
});
