/** Runs one job of the documentation in this folder: database, file of the block, name of the job, parameters, tables; prints what came of it. */
import { countsOf, openTestBatch } from "../../src/testing.ts";

const [database = "", file = "", jobName = "", parameters = "{}", statements = "[]", table = ""] =
  process.argv.slice(2);

const block = await import(file);
await using batch = await openTestBatch({ database });
for (const statement of JSON.parse(statements) as string[]) await batch.database.execute(statement);
const { status, exitStatus, stepExecutions } = await batch.startAndWait(block[jobName], JSON.parse(parameters));
const rows = table ? await batch.rows(table) : [];
console.log(
  JSON.stringify({
    job: `${status}/${exitStatus.code}`,
    message: exitStatus.description.slice(0, 300),
    steps: stepExecutions.map(({ stepName }) => stepName).sort(),
    written: countsOf(stepExecutions[0]).writeCount,
    rows: rows.map((row) => Object.values(row).map(String)),
  }),
);
