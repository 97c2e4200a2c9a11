import type { ErrorClasses } from "./error-classes.ts";

/** Milliseconds to wait before the next attempt; `failures` is at least 1. */
export type Backoff = (failures: number) => number;

/** Which errors are tried again, how often, and after what wait. */
export interface RetryOptions extends ErrorClasses {
  /** Attempts in all, the first one included. */
  readonly attempts: number;
  readonly backoff?: Backoff;
  /** Instead of `on` and `except`: whether this error is worth another attempt. */
  readonly policy?: (error: unknown, failures: number) => boolean;
  /** Called after each failed attempt, the last one included: Spring's RetryListener. */
  readonly onError?: (error: unknown, failures: number) => void;
}

export const noBackoff: Backoff = () => 0;

/** @param ms  default 1000 */
export function fixedBackoff(ms = 1_000): Backoff {
  return () => ms;
}

export interface ExponentialOptions {
  /** Default 100. */
  readonly firstMs?: number;
  /** Default 2. */
  readonly multiplier?: number;
  /** Default 30 000. */
  readonly maxMs?: number;
}

/** `firstMs`, then `multiplier` times as long each time, at most `maxMs`. */
export function exponential({ firstMs = 100, multiplier = 2, maxMs = 30_000 }: ExponentialOptions = {}): Backoff {
  return (failures) => Math.min(firstMs * multiplier ** (failures - 1), maxMs);
}

/** The exponential wait, stretched at random by up to `multiplier`, so that many who failed together do not return together. */
export function exponentialRandom(options: ExponentialOptions = {}, random: () => number = Math.random): Backoff {
  const { multiplier = 2, maxMs = 30_000 } = options;
  const base = exponential(options);
  return (failures) => Math.min(base(failures) * (1 + random() * (multiplier - 1)), maxMs);
}

/** A wait between two bounds; defaults 500 and 1500. */
export function uniformRandom(minMs = 500, maxMs = 1_500, random: () => number = Math.random): Backoff {
  return () => minMs + random() * (maxMs - minMs);
}
