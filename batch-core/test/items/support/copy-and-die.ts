import { openRuntime } from "../../../src/index.ts";
import { copyJob } from "./copy-job.ts";

/** A process of its own that is killed in the middle of the copy job, so that nothing can be tidied up. */
const [databaseUrl = "", input = "", output = "", point = "", chunk = ""] = process.argv.slice(2);
let passed = 0;

const runtime = await openRuntime({
  databaseUrl,
  initializeSchema: "always",
  jobs: [copyJob(input, output)],
  crash(at) {
    if (at === point && ++passed === Number(chunk)) process.kill(process.pid, "SIGKILL");
  },
});
await runtime.operator.launch("copy", { day: "1" }, { by: "test" });
await runtime.close();
