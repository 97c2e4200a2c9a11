/**
 * A process that dies in the middle of its work. Told how, it launches the round trip and never answers; where it comes to the end alive,
 * it says so.
 *
 * `{ parameters, crash: { chunk, point } }` kills itself there; `{ parameters }` sends `item` with every item, for others to kill it.
 */
import { openRuntime } from "../../src/index.ts";
import type { CrashPoint } from "../../src/runner/run-environment.ts";
import { roundTripJob } from "./file-round-trip.ts";

interface Order {
  readonly parameters: Record<string, string>;
  readonly crash?: { readonly chunk: number; readonly point: CrashPoint };
}

process.on("message", async ({ parameters, crash: death }: Order) => {
  let seen = 0;
  const job = roundTripJob({
    // An item takes a turn of the event loop, so that a signal can come at any of them.
    onItem: () => (death ? undefined : new Promise<void>((resolve) => process.send?.("item", () => resolve()))),
  });
  await using runtime = await openRuntime({
    databaseUrl: String(process.argv[2]),
    jobs: [job],
    initializeSchema: "never",
    crash(point) {
      if (!death || point !== death.point || ++seen < death.chunk) return;
      process.kill(process.pid, "SIGKILL");
      return new Promise<void>(() => {});
    },
  });
  await runtime.operator.launch(job.name, parameters);
  process.send?.("alive at the end");
});
process.on("disconnect", () => process.exit());
process.send?.("ready");
