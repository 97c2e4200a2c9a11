import type { StepScope } from "./step-scope.ts";

/** Decides when a chunk is full. Made anew for every chunk; asked after each item with the number of items read so far. */
export type CompletionPolicy = () => (itemCount: number) => boolean;

/** A fixed number of items, a number that the scope decides (a job parameter, say), or a policy. */
export type ChunkSize<P = unknown> = number | ((scope: StepScope<P>) => number) | { readonly policy: CompletionPolicy };

export function itemCount(size: number): CompletionPolicy {
  return () => (count) => count >= size;
}

/**
 * Full after so many milliseconds.
 * @param ms  default 30 000
 */
export function timeLimit(ms = 30_000, now: () => number = Date.now): CompletionPolicy {
  return () => {
    const end = now() + ms;
    return () => now() >= end;
  };
}

/** Full as soon as one of the policies says so. */
export function anyOf(...policies: readonly CompletionPolicy[]): CompletionPolicy {
  return () => {
    const deciders = policies.map((policy) => policy());
    return (count) => deciders.some((isFull) => isFull(count));
  };
}
