/** `npm run seed -- --executions 1000000`: fills DATABASE_URL with a plausible past, see batch-core/bench/seed-history.ts. */
import { command, node, prepare, run } from "./setup.mjs";

command(async (args) => {
  await prepare();
  return run(node(), ["batch-core/bench/seed-history.ts", ...args]);
});
