import type { Clock } from "../clock.ts";

/** A clock that moves only when it is told to, or when somebody sleeps: `sleep` returns at once and moves it on. */
export interface TestClock extends Clock {
  /** Every sleep so far, in milliseconds. */
  readonly sleeps: readonly number[];
  advance(ms: number): void;
  set(instant: Date | string): void;
}

/** @param start  an instant, or its ISO text; default 2026-01-31T00:00:00Z */
export function testClock(start: Date | string = "2026-01-31T00:00:00Z"): TestClock {
  let now = instantOf(start);
  const sleeps: number[] = [];
  return {
    sleeps,
    now: () => new Date(now),
    advance: (ms) => {
      now += ms;
    },
    set: (instant) => {
      now = instantOf(instant);
    },
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      sleeps.push(ms);
      now += ms;
    },
  };
}

function instantOf(time: Date | string): number {
  const ms = new Date(time).getTime();
  if (Number.isNaN(ms))
    throw new RangeError(`${String(time)} is no instant. Give a Date or a text such as 2026-01-31T00:00:00Z.`);
  return ms;
}
