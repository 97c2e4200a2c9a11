import type { ResourceLimits } from "node:worker_threads";

/**
 * A thread that reaches its limit ends itself, for which V8 allows it 16 MB more. What survives in the young generation must find room
 * there, or V8 aborts the whole process: with its default of 192 MB that happened in up to half of all cases, with 16 in none (measured,
 * and no slower).
 */
const YOUNG_GENERATION_MB = 16;

/** Limits with which a thread that wants more memory than `memoryMb` dies alone. */
export function threadLimits(memoryMb: number): ResourceLimits {
  return { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: YOUNG_GENERATION_MB };
}
