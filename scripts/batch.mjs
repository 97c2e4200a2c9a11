/** `npm run batch -- start helloJob …`: jobs from the command line, see jobs/cli.ts. */
import { command, node, prepare, run } from "./setup.mjs";

command(async (args) => {
  await prepare();
  return run(node(), ["jobs/cli.ts", ...args]);
});
