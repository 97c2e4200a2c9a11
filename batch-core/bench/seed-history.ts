/**
 * `npm run seed -- --executions 1000000`: fills the tables of DATABASE_URL with a plausible past, of whatever generation they are.
 * The same seed, count and end give the same rows.
 */
import { parseArgs } from "node:util";
import { openRuntime } from "../src/operator/runtime.ts";
import { runtimeSettingsFromEnvironment } from "../src/operator/runtime-options.ts";
import { withoutPassword } from "../src/repository/open-database.ts";
import { historyCatalogue } from "./history/catalogue.ts";
import { simulate } from "./history/simulate.ts";
import { writeHistory } from "./history/write-history.ts";

const { values } = parseArgs({
  options: {
    executions: { type: "string", default: "10000" },
    seed: { type: "string", default: "1" },
    until: { type: "string", default: new Date().toISOString() },
  },
});
const count = Number(values.executions);
const until = new Date(values.until);
if (!Number.isInteger(count) || count < 1 || Number.isNaN(until.getTime())) {
  console.error("Usage: npm run seed -- [--executions 10000] [--seed 1] [--until 2026-11-21T00:00:00Z]");
  process.exit(2);
}

const settings = runtimeSettingsFromEnvironment(process.env);
await using runtime = await openRuntime({ ...settings, jobs: [] });
// A past that is lost with the power is made again.
if (runtime.database.dialect === "sqlite") await runtime.database.query("pragma synchronous = off");
const start = performance.now();
const seconds = () => ((performance.now() - start) / 1000).toFixed(1);
const past = simulate(historyCatalogue(Number(values.seed)), count, { until, seed: Number(values.seed) });
const written = await writeHistory(runtime.database, runtime.layout, past, (done) => {
  if (process.stdout.isTTY) process.stdout.write(`\r${done} of ${count} executions, ${seconds()} s`);
});
if (process.stdout.isTTY) process.stdout.write("\r");
console.log(
  `${written.executions} executions with ${written.steps} steps in ${withoutPassword(settings.databaseUrl)} after ${seconds()} s.`,
);
