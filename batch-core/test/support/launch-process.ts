/**
 * A process that launches and executes nothing: told `{ input, times }` it launches so many times at once and answers with the id of each
 * execution, or the code of its refusal.
 */
import { BatchError, openRuntime, remoteDispatcher } from "../../src/index.ts";
import { copyNumbersJob } from "./numbers.ts";

const job = copyNumbersJob();
const runtime = await openRuntime({
  databaseUrl: String(process.argv[2]),
  jobs: [job],
  dispatcher: remoteDispatcher(),
  initializeSchema: "never",
});

process.on("message", async ({ input, times }: { input: Record<string, unknown>; times: number }) => {
  const launches = Array.from({ length: times }, () => runtime.operator.launch(job.name, input));
  const settled = await Promise.allSettled(launches);
  process.send?.(
    settled.map((launch) => {
      if (launch.status === "fulfilled") return String(launch.value.jobExecutionId);
      return launch.reason instanceof BatchError ? launch.reason.code : String(launch.reason);
    }),
  );
});
process.on("disconnect", () => process.exit());
process.send?.("ready");
