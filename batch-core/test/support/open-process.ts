/** A process that starts: told the address of a database it opens a runtime there, and answers `ok` or what went wrong. */
import { openRuntime } from "../../src/index.ts";

process.on("message", async (databaseUrl: string) => {
  try {
    const runtime = await openRuntime({ databaseUrl, jobs: [], initializeSchema: "always" });
    await runtime.close();
    process.send?.("ok");
  } catch (error) {
    process.send?.(String(error));
  }
});
process.on("disconnect", () => process.exit());
process.send?.("ready");
