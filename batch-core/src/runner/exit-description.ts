import { JobInterruptedError, NoSuchJobError } from "../errors.ts";
import { type ExitStatus, exitStatus } from "../model/exit-status.ts";
import type { Generation } from "../repository/table-layout.ts";

/** What Java writes into EXIT_MESSAGE of an interrupted execution, so that both sides read the same. 6.x moved the class. */
const INTERRUPTED = {
  4: "org.springframework.batch.core.JobInterruptedException",
  5: "org.springframework.batch.core.JobInterruptedException",
  6: "org.springframework.batch.core.job.JobInterruptedException",
} as const satisfies Record<Generation, string>;

const CAUSES_MAX = 20;

/**
 * STOPPED for an interruption (the error itself or its direct cause), NO_SUCH_JOB for a job that is not there, FAILED for anything else; the
 * last two with the whole stack trace.
 */
export function exitStatusOf(error: unknown, generation: Generation): ExitStatus {
  if (isInterruption(error)) return exitStatus("STOPPED", INTERRUPTED[generation]);
  return exitStatus(error instanceof NoSuchJobError ? "NO_SUCH_JOB" : "FAILED", describeError(error));
}

export function isInterruption(error: unknown): boolean {
  return error instanceof JobInterruptedError || (error instanceof Error && error.cause instanceof JobInterruptedError);
}

/** The stack trace of an error and of its causes, each cause after `Caused by: `, as Java prints it. */
export function describeError(error: unknown): string {
  const parts: string[] = [];
  const seen = new Set<unknown>();
  let current: unknown = error;
  while (current !== undefined && current !== null && !seen.has(current) && parts.length < CAUSES_MAX) {
    seen.add(current);
    parts.push(stackOf(current));
    current = current instanceof Error ? current.cause : undefined;
  }
  return parts.join("\nCaused by: ");
}

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return `Thrown value: ${safeText(error)}`;
  const head = `${nameOf(error)}: ${error.message}`;
  const frames = (error.stack ?? "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .map((line) => `\tat ${line.trim().slice(3)}`);
  return [head, ...frames].join("\n");
}

/** The class, where it did not give its errors a name of their own: `class RateError extends Error {}` is named "Error" by JavaScript. */
function nameOf(error: Error): string {
  return error.name === "Error" ? error.constructor.name || error.name : error.name;
}

function safeText(value: unknown): string {
  try {
    return typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  } catch {
    return Object.prototype.toString.call(value);
  }
}
