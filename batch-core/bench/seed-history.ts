/**
 * `npm run seed -- --executions 1000000`: fills the tables of DATABASE_URL with a plausible past, of whatever generation they are.
 * The same seed, count and end give the same rows. `--steps 500` and `--partitions 5000` add one execution each with so many.
 */
import { parseArgs } from "node:util";
import { openRuntime } from "../src/operator/runtime.ts";
import { runtimeSettingsFromEnvironment } from "../src/operator/runtime-settings.ts";
import { withoutPassword } from "../src/repository/open-database.ts";
import { historyCatalogue, largeJob } from "./history/catalogue.ts";
import { simulate, simulateOne } from "./history/simulate.ts";
import { writeHistory } from "./history/write-history.ts";

const { values } = parseArgs({
  options: {
    executions: { type: "string", default: "10000" },
    steps: { type: "string", default: "0" },
    partitions: { type: "string", default: "0" },
    seed: { type: "string", default: "1" },
    until: { type: "string", default: new Date().toISOString() },
  },
});
const count = Number(values.executions);
const steps = Number(values.steps);
const partitions = Number(values.partitions);
const until = new Date(values.until);
if (![count, steps, partitions].every((each) => Number.isInteger(each) && each >= 0) || Number.isNaN(until.getTime())) {
  console.error(
    "Usage: npm run seed -- [--executions 10000] [--steps 500] [--partitions 5000] [--seed 1] [--until 2026-11-21T00:00:00Z]",
  );
  process.exit(2);
}

const settings = runtimeSettingsFromEnvironment(process.env);
await using runtime = await openRuntime({ ...settings, jobs: [] });
// A past that is lost with the power is made again.
if (runtime.database.dialect === "sqlite") await runtime.database.query("pragma synchronous = off");
const start = performance.now();
const seconds = () => ((performance.now() - start) / 1000).toFixed(1);
const seed = Number(values.seed);
const atEnd = { at: until, seed };
const pasts = [
  simulate(historyCatalogue(seed), count, { until, seed }),
  ...(steps > 0 ? [simulateOne(largeJob(steps, 0), atEnd)] : []),
  ...(partitions > 0 ? [simulateOne(largeJob(3, partitions), atEnd)] : []),
];
const written = { executions: 0, steps: 0 };
for (const past of pasts) {
  const done = await writeHistory(runtime.database, runtime.layout, past, (executions) => {
    if (process.stdout.isTTY) process.stdout.write(`\r${executions} of ${count} executions, ${seconds()} s`);
  });
  written.executions += done.executions;
  written.steps += done.steps;
}
if (process.stdout.isTTY) process.stdout.write("\r");
console.log(
  `${written.executions} executions with ${written.steps} steps in ${withoutPassword(settings.databaseUrl)} after ${seconds()} s.`,
);
