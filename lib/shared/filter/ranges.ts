/** Spans of time and bounds of numbers, as filters write them. */
const DURATION = String.raw`\d+(?:\.\d+)?(?:ms|s|m|h|d)`;
const DAY_OR_INSTANT = String.raw`\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2})?)?`;
const SPAN = /^(\d{1,4})(m|h|d|w)$/;
const RANGE = new RegExp(`^(?:(${DAY_OR_INSTANT})?\\.\\.(${DAY_OR_INSTANT})?|(${DAY_OR_INSTANT}))$`);
const DURATION_BOUND = new RegExp(`^([<>])(${DURATION})$`);
const NUMBER_BOUND = /^([<>=])(\d{1,12})$/;
const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

export function isStartedRange(text: string): boolean {
  return SPAN.test(text) || (RANGE.test(text) && text !== "..");
}

export function isDurationBound(text: string): boolean {
  return DURATION_BOUND.test(text);
}

export function isNumberBound(text: string): boolean {
  return NUMBER_BOUND.test(text);
}

export interface Bound {
  readonly operator: "<" | ">" | "=";
  readonly value: number;
}

/** `>5m` to more than 300 000 ms. */
export function parseDurationBound(text: string): Bound | null {
  const match = DURATION_BOUND.exec(text);
  if (!match?.[1] || !match[2]) return null;
  const parts = /^([\d.]+)([a-z]+)$/.exec(match[2]);
  const unit = parts?.[2] as keyof typeof UNIT_MS | undefined; // the pattern admits only these
  if (!parts?.[1] || !unit) return null;
  return { operator: match[1] as "<" | ">", value: Number(parts[1]) * UNIT_MS[unit] };
}

/** `>0` to more than 0. */
export function parseNumberBound(text: string): Bound | null {
  const match = NUMBER_BOUND.exec(text);
  return match?.[1] && match[2] ? { operator: match[1] as Bound["operator"], value: Number(match[2]) } : null;
}

/** Instants the range stands for at `now`; a bare day means that whole day in UTC. Null is an open end. */
export function parseStartedRange(text: string, now: Date): { from: Date | null; to: Date | null } | null {
  const span = SPAN.exec(text);
  if (span?.[1] && span[2]) {
    return { from: new Date(now.getTime() - Number(span[1]) * UNIT_MS[span[2] as keyof typeof UNIT_MS]), to: null };
  }
  const range = RANGE.exec(text);
  if (!range || text === "..") return null;
  const [from, to] = range[3] ? [range[3], range[3]] : [range[1], range[2]];
  return { from: from ? startOf(from) : null, to: to ? endOf(to) : null };
}

function startOf(text: string): Date {
  if (text.length === 10) return new Date(`${text}T00:00:00.000Z`);
  return new Date(/(Z|[+-]\d{2}:\d{2})$/.test(text) ? text : `${text}Z`);
}

/** The last instant of a day, or the instant itself. */
function endOf(text: string): Date {
  return text.length === 10 ? new Date(startOf(text).getTime() + UNIT_MS.d - 1) : startOf(text);
}
