/** `npm run dev`: the console with live reload. Executions start with the code that the server started with: restart after a change to the engine. */
import { command, nextBin, node, prepare, run } from "./setup.mjs";

command(async () => {
  await prepare();
  const host = process.env.HOST || "127.0.0.1";
  return run(node(), [nextBin, "dev", "--hostname", host, "--port", process.env.PORT || "3000"], {
    env: { ...process.env, NEXT_MANUAL_SIG_HANDLE: "true" },
  });
});
