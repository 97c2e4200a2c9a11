import type { ChunkStep } from "../definition/chunk-step.ts";
import { type ErrorClass, isOneOf } from "../definition/error-classes.ts";
import { SKIP_LIMIT_DEFAULT } from "../definition/skip-policy.ts";
import {
  CommitOutcomeUnknownError,
  ExhaustedRetryError,
  JobInterruptedError,
  NonSkippableReadError,
  RetryError,
  SkipLimitExceededError,
  SkipListenerFailedError,
  SkipPolicyFailedError,
  StaleExecutionError,
} from "../errors.ts";

import { isInterruption } from "./exit-description.ts";

/** Errors that end the step whatever its policies say. */
const FATAL: readonly ErrorClass[] = [
  CommitOutcomeUnknownError,
  ExhaustedRetryError,
  JobInterruptedError,
  NonSkippableReadError,
  RetryError,
  SkipLimitExceededError,
  SkipListenerFailedError,
  SkipPolicyFailedError,
  StaleExecutionError,
];

/** What became of an item or chunk so far: how often it failed, and how the last time. */
export interface Attempts {
  readonly failures: number;
  readonly lastError: unknown;
}

export const NO_ATTEMPTS: Attempts = { failures: 0, lastError: undefined };

/**
 * An error of `noRollback` that a whole chunk could not be written for. It rolls back all the same, so that the chunk can be looked through
 * for its bad item, and may be retried and skipped whatever it is.
 * @see Spring Batch ForceRollbackForWriteSkipException
 */
export class ForcedRollback {
  readonly error: unknown;
  constructor(error: unknown) {
    this.error = error;
  }
}

/** The decisions of a fault-tolerant step. They decide and never act. */
export interface FaultTolerance {
  /**
   * @param skipCount  skips of this step so far; negative asks only whether such an error can be skipped at all
   * @throws {SkipLimitExceededError} when it could be skipped but for the limit
   */
  maySkip(error: unknown, skipCount: number): boolean;
  /** Whether another attempt is left after these. */
  mayRetry(attempts: Attempts): boolean;
  backoffMs(attempts: Attempts): number;
  rollsBack(error: unknown): boolean;
}

/** Null for a step without skip, retry and noRollback: any error then fails it. */
export function faultToleranceOf({ skip, retry, noRollback }: ChunkStep): FaultTolerance | null {
  if (!skip && !retry && !noRollback) return null;
  const limit = skip?.limit ?? SKIP_LIMIT_DEFAULT;

  function maySkip(error: unknown, skipCount: number): boolean {
    if (!(error instanceof ForcedRollback)) {
      if (!skip || isFatal(error)) return false;
      if (asksPolicy(error, skipCount)) return true;
      if (!isOneOf(error, skip)) return false;
    }
    if (skipCount >= limit) throw new SkipLimitExceededError(limit, causeOf(error));
    return true;
  }

  function asksPolicy(error: unknown, skipCount: number): boolean {
    try {
      return skip?.policy?.(error, skipCount) ?? false;
    } catch (failure) {
      throw new SkipPolicyFailedError(failure);
    }
  }

  return {
    maySkip,
    mayRetry({ failures, lastError }) {
      if (failures === 0) return true;
      if (!retry || failures >= retry.attempts || isFatal(lastError)) return false;
      if (retry.policy) return retry.policy(causeOf(lastError), failures);
      return lastError instanceof ForcedRollback || isOneOf(lastError, retry);
    },
    backoffMs: ({ failures }) => retry?.backoff?.(failures) ?? 0,
    rollsBack: (error) => isFatal(error) || !isOneOf(error, { on: noRollback }),
  };
}

export function isFatal(error: unknown): boolean {
  // What waited with the step's signal may wrap its reason.
  return isOneOf(error, { on: FATAL }) || isInterruption(error);
}

/** What the step's code threw. */
export function causeOf(error: unknown): unknown {
  return error instanceof ForcedRollback ? error.error : error;
}
