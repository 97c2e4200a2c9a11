import { describe, expect, it } from "vitest";
import { testClock } from "../testing/test-clock.ts";
import { retry, retryable } from "./retry.ts";
import { exponential, exponentialRandom, fixedBackoff, noBackoff, uniformRandom } from "./retry-policy.ts";

class BusyError extends Error {}

/** Fails so many times, then gives its number of calls. */
function failing(times: number, error: Error = new BusyError("busy")) {
  let calls = 0;
  return () => {
    calls += 1;
    if (calls <= times) throw error;
    return calls;
  };
}

describe("retry outside of a step", () => {
  it("tries again until it succeeds, waiting as the backoff says", async () => {
    const clock = testClock();
    const heard: number[] = [];
    const result = await retry(failing(2), {
      attempts: 3,
      on: [BusyError],
      backoff: exponential({ firstMs: 50 }),
      onError: (_error, failures) => heard.push(failures),
      clock,
    });
    expect(result).toBe(3);
    expect(clock.sleeps).toEqual([50, 100]);
    expect(heard).toEqual([1, 2]);
  });

  it("throws the last error when no attempt is left, or recovers from it", async () => {
    const options = { attempts: 2, on: [BusyError] };
    await expect(retry(failing(2), options)).rejects.toThrow("busy");
    expect(await retry(failing(2), { ...options, recover: () => -1 })).toBe(-1);
  });

  it("does not try again what is not named", async () => {
    const work = failing(1, new RangeError("wrong"));
    await expect(retry(work, { attempts: 5, on: [BusyError] })).rejects.toThrow("wrong");
    expect(work()).toBe(2);
    expect(await retry(failing(1, new RangeError("wrong")), { attempts: 2, policy: () => true })).toBe(2);
  });

  it("makes any function try again", async () => {
    let calls = 0;
    const add = retryable(
      (a: number, b: number) => {
        calls += 1;
        if (calls === 1) throw new BusyError();
        return a + b;
      },
      { attempts: 2, on: [BusyError] },
    );
    expect(await add(2, 3)).toBe(5);
  });
});

describe("backoff", () => {
  it.each([
    ["none", noBackoff, [0, 0, 0]],
    ["fixed, a second by default", fixedBackoff(), [1000, 1000, 1000]],
    ["exponential", exponential(), [100, 200, 400]],
    ["exponential up to its maximum", exponential({ firstMs: 100, multiplier: 10, maxMs: 500 }), [100, 500, 500]],
    ["exponential, stretched at random", exponentialRandom({ firstMs: 100 }, () => 0.5), [150, 300, 600]],
    ["anywhere between two bounds", uniformRandom(500, 1500, () => 0.25), [750, 750, 750]],
  ])("%s", (_name, backoff, expected) => {
    expect([1, 2, 3].map(backoff)).toEqual(expected);
  });
});
