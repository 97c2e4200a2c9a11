import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import type { Job } from "../definition/define-job.ts";
import { ConfigurationError } from "../errors.ts";
import type { Logger } from "../logger.ts";
import { openRuntime, type Runtime } from "../operator/runtime.ts";
import type { StepDispatcher, StepReply, StepRequest } from "../runner/run-environment.ts";
import { toAnswer, toError } from "./step-threads.ts";
import type { StepAnswer, ThreadData, ThreadReply, ThreadRequest } from "./thread-messages.ts";

/**
 * The entry of a worker thread: opens a runtime over `jobs` and runs, as the host asks, one execution after the other, or steps of executions
 * of other threads.
 * @throws {ConfigurationError} outside of a worker thread
 */
export async function serveThread(options: { jobs: readonly Job[]; logger?: Logger }): Promise<void> {
  const port = parentPort;
  if (!port) throw new ConfigurationError("This file is the entry of a worker thread; it is started by a host.");
  // The host that starts this thread is of the same engine.
  const { settings, rights, lends } = workerData as ThreadData;
  const lender = lends ? askHost(port) : null;
  const runtime = await openRuntime({
    ...settings,
    rights,
    initializeSchema: "never",
    ...options,
    ...(lender && { stepDispatcher: lender }),
  });
  port.on("message", async (request: ThreadRequest) => {
    if ("answer" in request) lender?.answer(request.call, request.answer);
    else if ("run" in request) port.postMessage(await runExecution(runtime, request.run));
    else if ("runStep" in request) {
      const answer = await runStep(runtime, request.runStep);
      port.postMessage({ answer, call: request.call } satisfies ThreadReply);
    } else {
      await runtime.close();
      port.close();
    }
  });
  port.postMessage({ ready: true } satisfies ThreadReply);
}

async function runExecution(runtime: Runtime, id: string): Promise<ThreadReply> {
  try {
    await runtime.execute(BigInt(id));
    return { ended: id, problem: null };
  } catch (error) {
    return { ended: id, problem: error instanceof Error ? error.message : String(error) };
  }
}

async function runStep(runtime: Runtime, request: StepRequest): Promise<StepAnswer> {
  try {
    return { reply: await runtime.executeStep(request) };
  } catch (error) {
    return toAnswer(error);
  }
}

/** Steps that run at the same time go through the host to other threads. */
function askHost(port: MessagePort): StepDispatcher & { answer(call: number, answer: StepAnswer): void } {
  const waiting = new Map<number, (answer: StepAnswer) => void>();
  let lastCall = 0;
  return {
    runStep: (request) =>
      new Promise<StepReply>((resolve, reject) => {
        const call = ++lastCall;
        waiting.set(call, (answer) => ("reply" in answer ? resolve(answer.reply) : reject(toError(answer, request))));
        port.postMessage({ lend: request, call } satisfies ThreadReply);
      }),
    answer(call, answer) {
      waiting.get(call)?.(answer);
      waiting.delete(call);
    },
  };
}
