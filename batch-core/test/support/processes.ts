import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Another process of ours, and the messages it sends. Killed when it goes out of scope. */
export interface TestProcess extends AsyncDisposable {
  readonly pid: number;
  send(message: Serializable): void;
  /** The next message that nobody has taken yet. Rejects when the process ends before there is one. */
  next<T>(): Promise<T>;
  kill(signal: NodeJS.Signals): void;
  /** Exit code or signal, once it has ended. */
  readonly ended: Promise<number | NodeJS.Signals>;
}

type Serializable = string | number | Readonly<Record<string, unknown>>;

/** Starts a module of this folder as a process. Its words go to the terminal; its messages to {@link TestProcess.next}. */
export function startProcess(module: string, parameters: readonly string[]): TestProcess {
  const child: ChildProcess = fork(new URL(module, import.meta.url), parameters, {
    // Not those of the test runner.
    execArgv: [],
    // Most of such a process's time is its start, and a third of that with what Node compiled before.
    env: { NODE_COMPILE_CACHE: join(tmpdir(), "batchdeck-compile-cache"), ...process.env },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const messages: unknown[] = [];
  const waiting: { resolve(message: unknown): void; reject(error: Error): void }[] = [];
  child.on("message", (message) => {
    const first = waiting.shift();
    if (first) first.resolve(message);
    else messages.push(message);
  });
  const ended = once(child, "exit").then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  let silence: Error | null = null;
  // The channel ends behind the last message, whichever of the two is heard of first.
  void Promise.all([ended, once(child, "disconnect")]).then(([how]) => {
    silence = new Error(`${module} ended (${how}) and said nothing more.`);
    for (const { reject } of waiting.splice(0)) reject(silence);
  });
  return {
    pid: child.pid ?? 0,
    send: (message) => void child.send(message),
    // The caller knows what its module sends.
    next<T>() {
      if (messages.length > 0) return Promise.resolve(messages.shift() as T);
      if (silence) return Promise.reject(silence);
      return new Promise<T>((resolve, reject) =>
        waiting.push({ resolve: resolve as (message: unknown) => void, reject }),
      );
    },
    kill: (signal) => void child.kill(signal),
    ended,
    async [Symbol.asyncDispose]() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

export interface ProcessPool extends AsyncDisposable {
  /** A process that has said its first word. */
  take(): Promise<TestProcess>;
}

/** Processes that are ready when they are asked for: one starts while the one before is at work. */
export function processPool(module: string, parameters: readonly string[]): ProcessPool {
  let spare = startProcess(module, parameters);
  return {
    async take() {
      const taken = spare;
      spare = startProcess(module, parameters);
      await taken.next();
      return taken;
    },
    [Symbol.asyncDispose]: () => spare[Symbol.asyncDispose](),
  };
}
