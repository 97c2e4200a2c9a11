/** `npm run worker`: executes on this machine what is launched over the same DATABASE_URL, see jobs/host.ts. */
import { command, node, prepare, run } from "./setup.mjs";

command(async () => {
  await prepare();
  return run(node(), ["jobs/host.ts"]);
});
