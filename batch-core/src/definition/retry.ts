import { type Clock, systemClock } from "../clock.ts";
import { isOneOf } from "./error-classes.ts";
import type { RetryOptions } from "./retry-policy.ts";

export interface RetryCallOptions<T> extends RetryOptions {
  /** Called with the last error when no attempt is left; its result is the result. Absent: the last error is thrown. */
  readonly recover?: (error: unknown) => T | Promise<T>;
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
}

/**
 * Calls `work` until it succeeds or its attempts are used up, outside of any step: Spring's RetryTemplate.
 *
 * @throws the last error, when it is not worth another attempt and nothing recovers it; the signal's reason when aborted while waiting
 */
export async function retry<T>(work: (attempt: number) => T | Promise<T>, options: RetryCallOptions<T>): Promise<T> {
  const { clock = systemClock } = options;
  for (let attempt = 1; ; attempt++) {
    try {
      return await work(attempt);
    } catch (error) {
      options.onError?.(error, attempt);
      const isWorthIt = options.policy ? options.policy(error, attempt) : isOneOf(error, options);
      if (attempt >= options.attempts || !isWorthIt) {
        if (options.recover) return options.recover(error);
        throw error;
      }
      const ms = options.backoff?.(attempt) ?? 0;
      if (ms > 0) await clock.sleep(ms, options.signal);
    }
  }
}

/** The same function, made to try again: `const send = retryable(sendOnce, { attempts: 3, on: [TimeoutError] })`. */
export function retryable<Parameters extends readonly unknown[], T>(
  work: (...parameters: Parameters) => T | Promise<T>,
  options: RetryCallOptions<T>,
): (...parameters: Parameters) => Promise<T> {
  return (...parameters) => retry(() => work(...parameters), options);
}
