import { deepStrictEqual } from "node:assert/strict";
import { STEP_COUNTERS, type StepCounts, zeroCounts } from "../model/step-execution.ts";

/** The eight counters of a step and nothing else. */
export function countsOf(step: StepCounts | null | undefined): StepCounts {
  const counts = zeroCounts();
  if (step) for (const counter of STEP_COUNTERS) counts[counter] = step[counter];
  return counts;
}

/** All eight counters; those not named are 0. */
export function counts(expected: Partial<StepCounts> = {}): StepCounts {
  return { ...zeroCounts(), ...expected };
}

/**
 * Every counter of the step is as expected, and those not named are 0.
 * @throws {AssertionError} with both, counter by counter
 */
export function assertCounts(step: StepCounts | null | undefined, expected: Partial<StepCounts> = {}): void {
  deepStrictEqual(countsOf(step), counts(expected));
}
