/** `npm run dev`: the console with live reload. Executions start with the code that the server started with: restart after a change to the engine. */
import { mustBeFree, placeToListen } from "./listen.mjs";
import { command, nextBin, node, prepare, run } from "./setup.mjs";

command(async () => {
  const { host, port } = placeToListen();
  await mustBeFree(host, port);
  await prepare();
  return run(node(), [nextBin, "dev", "--hostname", host, "--port", String(port)], {
    env: { ...process.env, NEXT_MANUAL_SIG_HANDLE: "true" },
  });
});
