/**
 * A process that works until it is killed: by itself, at the `dieAt`th item or crash point of whichever thread comes to it first, or by
 * whoever started it. It says `launching` right before the launch and `ended` when it came through.
 */
import { openRuntime } from "../../src/index.ts";
import { dieAtEvent } from "./die-at-event.ts";
import { killJobs, THREADED } from "./kill-jobs.ts";

interface Order {
  readonly job: string;
  readonly databaseUrl: string;
  readonly parameters: Record<string, string>;
  readonly dieAt?: number;
}

process.on("message", async ({ job, databaseUrl, parameters, dieAt }: Order) => {
  // Threads get a copy.
  if (dieAt) process.env.BATCHDECK_TEST_DIE_AT = String(dieAt);
  const onEvent = dieAtEvent();
  await using runtime = await openRuntime({
    databaseUrl,
    jobs: killJobs(onEvent),
    initializeSchema: "never",
    crash: onEvent,
    ...(THREADED.has(job) && { stepThreads: { workerUrl: new URL("./kill-thread.ts", import.meta.url), threads: 2 } }),
  });
  process.send?.("launching");
  await runtime.operator.launch(job, parameters);
  process.send?.("ended");
});
process.on("disconnect", () => process.exit());
process.send?.("ready");
