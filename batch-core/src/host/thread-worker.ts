import { parentPort, workerData } from "node:worker_threads";
import type { Job } from "../definition/define-job.ts";
import { ConfigurationError } from "../errors.ts";
import type { Logger } from "../logger.ts";
import { openRuntime, type Runtime } from "../operator/runtime.ts";
import type { RuntimeSettings } from "../operator/runtime-options.ts";

/** Host to thread. */
export type ThreadRequest = { readonly run: string } | { readonly close: true };

/** Thread to host. `problem`: the execution could not even be tried, and its rows are as they were. */
export type ThreadReply = { readonly ready: true } | { readonly ended: string; readonly problem: string | null };

/**
 * The entry of a worker thread: opens a runtime over `jobs` and runs one execution after the other as the host asks.
 * @throws {ConfigurationError} outside of a worker thread
 */
export async function serveThread(options: { jobs: readonly Job[]; logger?: Logger }): Promise<void> {
  const port = parentPort;
  if (!port) throw new ConfigurationError("This file is the entry of a worker thread; it is started by a host.");
  const settings = workerData as RuntimeSettings;
  const runtime: Runtime = await openRuntime({ ...settings, initializeSchema: "never", ...options });
  port.on("message", async (request: ThreadRequest) => {
    if ("close" in request) {
      await runtime.close();
      port.close();
      return;
    }
    let problem: string | null = null;
    try {
      await runtime.execute(BigInt(request.run));
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
    }
    port.postMessage({ ended: request.run, problem } satisfies ThreadReply);
  });
  port.postMessage({ ready: true } satisfies ThreadReply);
}
