/** A host of its own: runs what it is told to launch in its threads, and says the id of the execution. */
import { openRuntime, threadDispatcher } from "../../src/index.ts";
import { threadJobs } from "./thread-jobs.ts";

const runtime = await openRuntime({
  databaseUrl: String(process.argv[2]),
  jobs: threadJobs,
  initializeSchema: "never",
  dispatcher: threadDispatcher({ workerUrl: new URL("./thread-worker.ts", import.meta.url) }),
});

process.on("message", async (jobName: string) => {
  const { jobExecutionId } = await runtime.operator.launch(jobName, {});
  process.send?.(String(jobExecutionId));
});
process.on("disconnect", () => process.exit());
process.send?.("ready");
