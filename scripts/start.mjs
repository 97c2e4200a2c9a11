/**
 * `npm start`: makes everything ready and serves the console. HOST and PORT say where (127.0.0.1:3000), DATABASE_URL on which database.
 */
import { get } from "node:http";
import { mustBeFree, placeToListen } from "./listen.mjs";
import { build, command, nextBin, node, prepare, run, seconds } from "./setup.mjs";

const start = performance.now();

command(async () => {
  const { host, port } = placeToListen();
  await mustBeFree(host, port);
  await prepare();
  await build();

  const ready = new AbortController();
  announce(host, port, ready.signal);
  const code = await run(node(), [nextBin, "start", "--hostname", host, "--port", String(port)], {
    // Our own shutdown stops executions at their next chunk boundary; Next's would cut them off.
    env: { ...process.env, NEXT_MANUAL_SIG_HANDLE: "true" },
  });
  ready.abort();
  return code;
});

/** Says where the console is as soon as it answers. */
function announce(host, port, signal) {
  const name = host === "127.0.0.1" || host === "0.0.0.0" ? "localhost" : host;
  const ask = () => {
    if (signal.aborted) return;
    get({ host: host === "0.0.0.0" ? "127.0.0.1" : host, port, path: "/api/health", timeout: 10_000 }, (response) => {
      response.resume();
      if (response.statusCode < 500) {
        console.log(`\nBatchdeck is ready at http://${name}:${port} after ${seconds(start)}. Ctrl-C stops it.\n`);
      } else {
        console.log(`\nBatchdeck answers at http://${name}:${port}, but reports a problem there.\n`);
      }
    }).on("error", () => setTimeout(ask, 50).unref());
  };
  ask();
}
