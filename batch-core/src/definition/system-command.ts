import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { SystemCommandError } from "../errors.ts";
import type { Logger } from "../logger.ts";
import type { StandardExitCode } from "./step.ts";
import type { Tasklet } from "./tasklet-step.ts";

export interface SystemCommandOptions<Exit extends string = StandardExitCode> {
  /** A command that takes longer is ended, and the step fails. */
  readonly timeoutMs: number;
  /** Default: that of this process. */
  readonly cwd?: string;
  /** Variables beside those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** The step's exit code by the command's; default: 0 is COMPLETED, anything else FAILED. */
  readonly exitCode?: (code: number) => Exit;
}

/**
 * A tasklet that runs a program and waits for its end. Its exit code becomes the step's, which is COMPLETED all the same: let the flow decide.
 * What it prints goes to the log. A stop of the execution ends it.
 *
 *     job.taskletStep("unpack", systemCommand(["unzip", "-o", "in.zip"], { timeoutMs: 60_000 }))
 *
 * @param command  program and arguments; no shell reads them
 * @throws {SystemCommandError} from the step: the program cannot be started, takes too long or is killed
 * @see Spring Batch SystemCommandTasklet
 */
export function systemCommand<Exit extends string = StandardExitCode>(
  command: readonly [program: string, ...args: string[]],
  { timeoutMs, cwd, env, exitCode }: SystemCommandOptions<Exit>,
): Tasklet<unknown, Exit> {
  const [program, ...args] = command;
  return async ({ signal, log, setExitCode }) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    const end = () => void child.kill("SIGKILL");
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      end();
    }, timeoutMs);
    signal.addEventListener("abort", end, { once: true });
    try {
      const [code, killedBy] = await new Promise<[number | null, string | null]>((resolve, reject) => {
        child.once("error", reject).once("close", (code, killedBy) => resolve([code, killedBy]));
        for (const output of [child.stdout, child.stderr]) logLines(output, program, log);
        if (signal.aborted) end();
      }).catch((cause: unknown) => {
        throw new SystemCommandError(`"${program}" cannot be started. Check its name and the folder.`, { cause });
      });
      signal.throwIfAborted();
      if (isLate) throw new SystemCommandError(`"${program}" did not end within ${timeoutMs} ms.`);
      if (code === null) throw new SystemCommandError(`"${program}" was ended by ${killedBy}.`);
      setExitCode(exitCode ? exitCode(code) : code === 0 ? "COMPLETED" : "FAILED");
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
    }
  };
}

function logLines(output: Readable, program: string, log: Logger): void {
  createInterface({ input: output }).on("line", (line) => log.info({ program }, line));
}
