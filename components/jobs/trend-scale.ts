import type { TrendMeasure } from "./trend-measure";

export interface Scale {
  /** Value at the upper edge; never 0. */
  readonly top: number;
  /** From 0 to `top`, evenly. */
  readonly ticks: readonly number[];
}

const TICKS_MAX = 4;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Steps between two ticks that read as a clock does; below a second and above a day they are decimal. */
const SPANS = [
  ...[1, 2, 5, 10, 15, 30].map((each) => each * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((each) => each * MINUTE),
  ...[1, 2, 3, 6, 12, 24].map((each) => each * HOUR),
];

/** An axis from zero that holds the largest value, in at most four steps of round figures. */
export function scaleOf(values: readonly number[], measure: TrendMeasure): Scale {
  const largest = Math.max(1, ...values);
  const least = largest / TICKS_MAX;
  const step = (measure === "duration" && least > SECOND / 2 && SPANS.find((span) => span >= least)) || roundUp(least);
  const count = Math.ceil(largest / step);
  return { top: count * step, ticks: Array.from({ length: count + 1 }, (_, index) => index * step) };
}

/** The next of 1, 2, 5, 10, 20, 50 and so on; whole, since nothing here comes in parts. */
function roundUp(value: number): number {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(value)));
  return ([1, 2, 5].find((factor) => factor * power >= value) ?? 10) * power;
}
