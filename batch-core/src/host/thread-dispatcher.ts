import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { BatchError } from "../errors.ts";
import { describeError } from "../runner/exit-description.ts";
import type { StepRequest } from "../runner/run-environment.ts";
import type { Dispatcher, DispatcherFactory, DispatcherParts } from "./dispatcher.ts";
import { HEARTBEAT_MS, type Node, thisNode } from "./lease-store.ts";
import { type StepThreads, stepThreads, toAnswer } from "./step-threads.ts";
import { threadLimits } from "./thread-limits.ts";
import type { ThreadData, ThreadReply, ThreadRequest } from "./thread-messages.ts";

export interface ThreadDispatcherOptions {
  /** The module of a thread: it calls `serveThread({ jobs })`. */
  readonly workerUrl: URL;
  /** Executions at a time; default: one per core, at least two. */
  readonly slots?: number;
  /** Heap of one thread; a job that wants more dies alone. Default 1024. */
  readonly memoryMb?: number;
  /** Threads beside those of the executions, for workers of partitioned steps and steps of splits; default: one per core, at least two. 0: none. */
  readonly stepThreads?: number;
  /** How long `close` waits for a chunk to end before the thread is ended. Default 30 000. */
  readonly graceMs?: number;
}

/**
 * Executes in worker threads of this process, one execution per thread at a time, and lends them further threads for steps that run at the
 * same time. This side only claims, listens and keeps the leases
 * alive, so a job that computes, leaks or dies cannot disturb whoever else lives here.
 */
export function threadDispatcher(options: ThreadDispatcherOptions): DispatcherFactory {
  return async (parts) => {
    const host = new ThreadHost(options, parts);
    await host.open();
    return host;
  };
}

interface Thread {
  readonly worker: Worker;
  /** False when it ended before it was ready. */
  readonly ready: Promise<boolean>;
  /** What it works on; null when it waits. */
  jobExecutionId: bigint | null;
}

class ThreadHost implements Dispatcher {
  readonly #parts: DispatcherParts;
  readonly #options: Required<ThreadDispatcherOptions>;
  readonly #node: Node = thisNode();
  readonly #threads = new Set<Thread>();
  readonly #stepThreads: StepThreads | null;
  readonly #queue: bigint[] = [];
  #timer: NodeJS.Timeout | null = null;
  #closing: Promise<void> | null = null;
  #idle: (() => void) | null = null;
  #beating = false;

  constructor(options: ThreadDispatcherOptions, parts: DispatcherParts) {
    this.#parts = parts;
    this.#options = {
      slots: Math.max(2, availableParallelism()),
      memoryMb: 1024,
      graceMs: 30_000,
      stepThreads: Math.max(2, availableParallelism()),
      ...options,
    };
    const { workerUrl, memoryMb, stepThreads: threads } = this.#options;
    this.#stepThreads =
      threads > 0 ? stepThreads({ workerUrl, memoryMb, threads }, parts.settings, parts.rights) : null;
  }

  async open(): Promise<void> {
    const { leases } = this.#parts;
    await leases.heartbeat(this.#node);
    await leases.expireDeadNodes(this.#node, isAlive);
    this.#timer = setInterval(() => void this.#beat(), HEARTBEAT_MS);
    this.#timer.unref();
    await this.#takeUpReady();
  }

  async dispatch(jobExecutionId: bigint): Promise<void> {
    // While closing, the lease stays READY and another start takes it up.
    if (this.#closing) return;
    if (!this.#queue.includes(jobExecutionId)) this.#queue.push(jobExecutionId);
    this.#fill();
  }

  async kill(jobExecutionId: bigint): Promise<void> {
    const thread = [...this.#threads].find((candidate) => candidate.jobExecutionId === jobExecutionId);
    if (!thread) return;
    // Out of the set at once: a thread that is being ended must not be given the next execution.
    this.#threads.delete(thread);
    thread.jobExecutionId = null;
    await thread.worker.terminate();
    await this.#endWhatItBegan(jobExecutionId);
  }

  close(): Promise<void> {
    this.#closing ??= this.#drain();
    return this.#closing;
  }

  async #drain(): Promise<void> {
    const { repository, leases, log } = this.#parts;
    this.#queue.length = 0;
    for (const { jobExecutionId } of this.#threads) {
      if (jobExecutionId === null) continue;
      await repository.requestStop(jobExecutionId).catch((error: unknown) => {
        if (!(error instanceof BatchError)) throw error;
      });
    }
    if (!(await this.#untilIdle(this.#options.graceMs))) {
      for (const thread of this.#threads) {
        const { jobExecutionId } = thread;
        if (jobExecutionId === null) continue;
        log.warn({ jobExecutionId: String(jobExecutionId) }, "Its chunk did not end in time; the thread is ended");
        await this.kill(jobExecutionId);
        await this.#settle(
          jobExecutionId,
          "The server stopped before the running chunk ended. The chunk was rolled back.",
        );
      }
    }
    if (this.#timer) clearInterval(this.#timer);
    await Promise.all([...this.#threads].map((thread) => this.#closeThread(thread)));
    await this.#stepThreads?.close();
    await leases.leave(this.#node);
  }

  async #closeThread({ worker }: Thread): Promise<void> {
    const gone = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
    worker.postMessage({ close: true } satisfies ThreadRequest);
    const late = setTimeout(() => void worker.terminate(), 2_000);
    await gone;
    clearTimeout(late);
  }

  /** False when something still runs after `ms`. */
  async #untilIdle(ms: number): Promise<boolean> {
    if (this.#runningCount() === 0) return true;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), ms);
    });
    const idle = new Promise<true>((resolve) => {
      this.#idle = () => resolve(true);
    });
    const result = await Promise.race([late, idle]);
    clearTimeout(timer);
    return result;
  }

  #runningCount(): number {
    return [...this.#threads].filter((thread) => thread.jobExecutionId !== null).length;
  }

  #fill(): void {
    while (this.#queue.length > 0 && this.#runningCount() < this.#options.slots) {
      const jobExecutionId = this.#queue.shift();
      if (jobExecutionId === undefined) return;
      const thread = [...this.#threads].find((candidate) => candidate.jobExecutionId === null) ?? this.#startThread();
      thread.jobExecutionId = jobExecutionId;
      void this.#run(thread, jobExecutionId);
    }
  }

  async #run(thread: Thread, jobExecutionId: bigint): Promise<void> {
    try {
      if (!(await this.#parts.leases.claim(jobExecutionId, this.#node))) return this.#freed(thread, jobExecutionId);
      // A thread that could not start has ended, and its end settles the execution.
      if (await thread.ready) thread.worker.postMessage({ run: String(jobExecutionId) } satisfies ThreadRequest);
    } catch (error) {
      this.#parts.log.error({ jobExecutionId: String(jobExecutionId), error: String(error) }, "Could not be started");
      this.#freed(thread, jobExecutionId);
    }
  }

  #startThread(): Thread {
    const worker = new Worker(this.#options.workerUrl, {
      workerData: {
        settings: this.#parts.settings,
        rights: this.#parts.rights,
        lends: this.#stepThreads !== null,
      } satisfies ThreadData,
      resourceLimits: threadLimits(this.#options.memoryMb),
    });
    const thread: Thread = { worker, ready: readiness(worker), jobExecutionId: null };
    this.#threads.add(thread);
    let failure: unknown = null;
    worker.on("message", (reply: ThreadReply) => {
      if ("ended" in reply) void this.#ended(thread, BigInt(reply.ended), reply.problem);
      else if ("lend" in reply) void this.#lend(thread, reply.lend, reply.call);
    });
    worker.on("error", (error) => {
      failure = error;
    });
    worker.on("exit", () => {
      this.#threads.delete(thread);
      const { jobExecutionId } = thread;
      if (jobExecutionId === null) {
        if (!this.#closing) this.#fill();
        return;
      }
      const message = failure
        ? `The worker thread died.\n${describeError(failure)}`
        : "The worker thread ended without a word.";
      void this.#ended(thread, jobExecutionId, message);
    });
    return thread;
  }

  /** Runs a step in another thread and tells the one that asked how it ended. */
  async #lend({ worker }: Thread, request: StepRequest, call: number): Promise<void> {
    const answer = await (this.#stepThreads as StepThreads).runStep(request).then((reply) => ({ reply }), toAnswer);
    worker.postMessage({ answer, call } satisfies ThreadRequest);
  }

  async #ended(thread: Thread, jobExecutionId: bigint, problem: string | null): Promise<void> {
    if (problem !== null) await this.#settle(jobExecutionId, problem);
    else await this.#finish(jobExecutionId);
    this.#freed(thread, jobExecutionId);
  }

  async #finish(jobExecutionId: bigint): Promise<void> {
    const { leases, log } = this.#parts;
    await leases
      .finish(jobExecutionId, this.#node)
      .catch((error: unknown) => log.error({ error: String(error) }, "A lease could not be ended"));
  }

  #freed(thread: Thread, jobExecutionId: bigint): void {
    if (thread.jobExecutionId === jobExecutionId) thread.jobExecutionId = null;
    if (this.#runningCount() === 0) this.#idle?.();
    if (!this.#closing) this.#fill();
  }

  /** A thread that died cannot say how its execution ended: FAILED, with what is known, and restartable. */
  async #settle(jobExecutionId: bigint, message: string): Promise<void> {
    const { repository, log } = this.#parts;
    log.error({ jobExecutionId: String(jobExecutionId) }, message);
    await this.#endWhatItBegan(jobExecutionId);
    try {
      await repository.recover(jobExecutionId, "FAILED", message);
    } catch (error) {
      // It had ended before the thread did; only its lease had not.
      if (error instanceof BatchError) await this.#finish(jobExecutionId);
      else log.error({ error: String(error) }, "The end could not be saved");
    }
  }

  /** Steps in other threads, and jobs of job steps, of an execution whose thread is gone. */
  async #endWhatItBegan(jobExecutionId: bigint): Promise<void> {
    const { leases, log } = this.#parts;
    await this.#stepThreads?.kill(jobExecutionId);
    const children = await leases.findChildren(jobExecutionId).catch((error: unknown) => {
      log.error({ error: String(error) }, "The jobs of its job steps could not be found");
      return [];
    });
    for (const child of children) {
      await this.#settle(child, `The thread of execution ${jobExecutionId}, which launched this one, is gone.`);
    }
  }

  async #beat(): Promise<void> {
    if (this.#beating) return;
    this.#beating = true;
    const running = [...this.#threads].flatMap(({ jobExecutionId }) =>
      jobExecutionId === null ? [] : [jobExecutionId],
    );
    try {
      const held = await this.#parts.leases.heartbeat(this.#node);
      for (const id of running) {
        // Recovered or taken over elsewhere: what still runs here has lost its rows.
        if (!held.has(String(id)) && !(await this.#isWaiting(id))) await this.kill(id);
      }
      if (!this.#closing) await this.#takeUpReady();
    } catch (error) {
      this.#parts.log.error({ error: String(error) }, "No heartbeat could be written");
    } finally {
      this.#beating = false;
    }
  }

  async #isWaiting(jobExecutionId: bigint): Promise<boolean> {
    return (await this.#parts.leases.findReady(1_000)).includes(jobExecutionId);
  }

  async #takeUpReady(): Promise<void> {
    for (const id of await this.#parts.leases.findReady(100)) {
      const isKnown = this.#queue.includes(id) || [...this.#threads].some((thread) => thread.jobExecutionId === id);
      if (!isKnown) await this.dispatch(id);
    }
  }
}

function readiness(worker: Worker): Promise<boolean> {
  return new Promise((resolve) => {
    worker.once("message", () => resolve(true));
    worker.once("exit", () => resolve(false));
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
