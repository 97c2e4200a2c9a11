import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { JobExecutionError, StaleExecutionError } from "../errors.ts";
import type { RuntimeSettings } from "../operator/runtime-settings.ts";
import type { DatabaseRights } from "../repository/database-rights.ts";
import { describeError } from "../runner/exit-description.ts";
import type { StepDispatcher, StepReply, StepRequest } from "../runner/run-environment.ts";
import { threadLimits } from "./thread-limits.ts";
import type { StepAnswer, ThreadData, ThreadReply, ThreadRequest } from "./thread-messages.ts";

export interface StepThreadsOptions {
  /** The module of a thread: it calls `serveThread({ jobs })`. */
  readonly workerUrl: URL;
  /** Threads at most; default: one per core, at least two. */
  readonly threads?: number;
  /** Heap of one thread; default 1024. */
  readonly memoryMb?: number;
}

/** Worker threads for steps that run at the same time: workers of partitioned steps, and steps of splits. */
export interface StepThreads extends StepDispatcher {
  /** Ends threads that work for nothing but this execution: its rows are no longer its own. In others its steps end at their next save. */
  kill(jobExecutionId: bigint): Promise<void>;
  /** Ends all threads. Whatever still runs is lost. */
  close(): Promise<void>;
}

interface RunningStep {
  readonly request: StepRequest;
  readonly resolve: (reply: StepReply) => void;
  readonly reject: (error: Error) => void;
}

interface Thread {
  readonly worker: Worker;
  readonly ready: Promise<void>;
  readonly running: Map<number, RunningStep>;
}

/**
 * Makes a pool of threads. A step goes to a new thread as long as there may be more and all are at work, then to the one with the least to
 * do: how many run at the same time is the asker's decision, so nobody waits here and nobody can wait for ever.
 */
export function stepThreads(
  options: StepThreadsOptions,
  settings: RuntimeSettings,
  rights: DatabaseRights,
): StepThreads {
  const { workerUrl, threads: threadsMax = Math.max(2, availableParallelism()), memoryMb = 1024 } = options;
  const threads = new Set<Thread>();
  let lastCall = 0;

  function startThread(): Thread {
    const worker = new Worker(workerUrl, {
      workerData: { settings, rights, lends: false } satisfies ThreadData,
      resourceLimits: threadLimits(memoryMb),
    });
    const running: Thread["running"] = new Map();
    let failure: unknown = null;
    const ready = new Promise<void>((resolve, reject) => {
      worker.on("message", (reply: ThreadReply) => {
        if ("ready" in reply) resolve();
        else if ("answer" in reply) settle(running, reply.call, reply.answer);
      });
      worker.on("error", (error) => {
        failure = error;
      });
      worker.on("exit", () => {
        threads.delete(thread);
        const death = new JobExecutionError("The worker thread of this step died.", { cause: failure ?? undefined });
        reject(death);
        for (const { reject: lose } of running.values()) lose(death);
        running.clear();
      });
    });
    ready.catch(() => {});
    const thread: Thread = { worker, ready, running };
    threads.add(thread);
    return thread;
  }

  function pickThread(): Thread {
    const [idlest] = [...threads].toSorted((a, b) => a.running.size - b.running.size);
    if (!idlest || (idlest.running.size > 0 && threads.size < threadsMax)) return startThread();
    return idlest;
  }

  return {
    runStep: (request) =>
      new Promise((resolve, reject) => {
        const thread = pickThread();
        const call = ++lastCall;
        thread.running.set(call, { request, resolve, reject });
        thread.ready.then(
          () => thread.worker.postMessage({ runStep: request, call } satisfies ThreadRequest),
          // Rejected by its end, as every step of the thread is.
          () => {},
        );
      }),

    async kill(jobExecutionId) {
      for (const thread of [...threads]) {
        const steps = [...thread.running.values()];
        const isItsOwn = steps.length > 0 && steps.every(({ request }) => request.jobExecutionId === jobExecutionId);
        if (!isItsOwn) continue;
        // Out of the set at once: a thread that is being ended must not be given the next step.
        threads.delete(thread);
        await thread.worker.terminate();
      }
    },

    async close() {
      await Promise.all([...threads].map(({ worker }) => worker.terminate()));
    },
  };
}

function settle(running: Thread["running"], call: number, answer: StepAnswer): void {
  const step = running.get(call);
  running.delete(call);
  if (!step) return;
  if ("reply" in answer) step.resolve(answer.reply);
  else step.reject(toError(answer, step.request));
}

/** What can travel between threads of the end of a step. */
export function toAnswer(error: unknown): StepAnswer {
  return { problem: describeError(error), isStale: error instanceof StaleExecutionError };
}

/** The error that {@link toAnswer} described. */
export function toError({ problem, isStale }: Extract<StepAnswer, { problem: string }>, request: StepRequest): Error {
  return isStale ? new StaleExecutionError("step", request.stepExecutionId, 0) : new JobExecutionError(problem);
}
