import { JobParametersInvalidError } from "../errors.ts";
import type { JobParameter, JobParameters } from "../model/job-parameters.ts";

/** Makes the parameters of the next instance from those of the last one; from empty ones when there was none. */
export interface JobParametersIncrementer {
  next(jobName: string, parameters: JobParameters): JobParameters;
}

/**
 * Counts up one identifying LONG parameter, from 1.
 * @param key  its name; default `run.id`
 * @throws {JobParametersInvalidError} when the last value is not a whole number
 * @see Spring Batch RunIdIncrementer (5.x: the result is always identifying)
 */
export function runIdIncrementer(key = "run.id"): JobParametersIncrementer {
  return {
    next(jobName, parameters) {
      const last = parameters.get(key);
      return new Map<string, JobParameter>([
        ...parameters,
        [key, { type: "LONG", value: last ? nextLong(jobName, key, last) : 1n, identifying: true }],
      ]);
    },
  };
}

function nextLong(jobName: string, key: string, last: JobParameter): bigint {
  const text = String(last.value ?? "");
  if (!/^[+-]?\d+$/.test(text)) {
    throw new JobParametersInvalidError(jobName, {
      [key]: `the last value "${text}" is not a whole number, so there is no next one`,
    });
  }
  return BigInt(text) + 1n;
}
