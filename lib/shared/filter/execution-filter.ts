import { type BatchStatus, isBatchStatus } from "batch-core/model";
import { isId } from "../ids";

/**
 * Which executions a list shows, and its one text form in the URL:
 *
 *   ?job=a&job=b&-job=ping&status=FAILED&exit=COMPLETED*&param.region=KR&started=24h
 *   &duration=>5m&skips=>0&q=timeout&id=114891&before=48000&size=50
 *
 * Unknown or malformed parts are dropped, never an error: an old link still opens. Parts of one kind are alternatives, kinds are combined.
 */
export interface ExecutionFilter {
  /** A trailing `*` matches any end; so in `exit` and in the value of a parameter. */
  readonly job: readonly string[];
  readonly notJob: readonly string[];
  readonly status: readonly BatchStatus[];
  readonly exit: readonly string[];
  /** All of them must match. */
  readonly parameters: readonly { readonly name: string; readonly value: string }[];
  /** A span back from now (`24h`, `7d`), a day, or a range of instants or days (`2026-11-01..2026-11-02`, one end may be missing). */
  readonly started: string | null;
  /** `>5m`, `<10s` */
  readonly duration: string | null;
  /** `>0`, `=0`: read, process and write skips together. */
  readonly skips: string | null;
  /** Words of the exit message. */
  readonly text: string | null;
  readonly instance: string | null;
  readonly id: string | null;
  /** Only those the table calls running while their process is silent. */
  readonly stuck: boolean;
}

export const NO_FILTER: ExecutionFilter = {
  job: [],
  notJob: [],
  status: [],
  exit: [],
  parameters: [],
  started: null,
  duration: null,
  skips: null,
  text: null,
  instance: null,
  id: null,
  stuck: false,
};

/** Where in the list, beside what is listed. `before` and `after` are execution ids. */
export interface PageRequest {
  readonly before: string | null;
  readonly after: string | null;
  readonly size: PageSize;
}

export const PAGE_SIZES = [25, 50, 100] as const;
export type PageSize = (typeof PAGE_SIZES)[number];

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

/** Reads the filter from a query string; never throws. */
export function parseExecutionFilter(query: URLSearchParams): ExecutionFilter {
  return {
    job: texts(query, "job", 100),
    notJob: texts(query, "-job", 100),
    status: texts(query, "status", 10)
      .map((status) => status.toUpperCase())
      .filter(isBatchStatus),
    exit: texts(query, "exit", 2500),
    parameters: [...query]
      .filter(([key]) => key.startsWith("param.") && key.length > 6)
      .map(([key, value]) => ({ name: key.slice(6), value }))
      .filter(({ name, value }) => name.length <= 100 && value.length <= 2500),
    started: one(query, "started", isStartedRange),
    duration: one(query, "duration", isDurationBound),
    skips: one(query, "skips", isNumberBound),
    text: one(query, "q", (text) => text.length <= 200),
    instance: one(query, "instance", isId),
    id: one(query, "id", isId),
    stuck: query.get("stuck") === "1",
  };
}

/** The shortest query string that {@link parseExecutionFilter} reads back as this filter; "" for no filter. */
export function formatExecutionFilter(filter: ExecutionFilter): URLSearchParams {
  const query = new URLSearchParams();
  for (const job of filter.job) query.append("job", job);
  for (const job of filter.notJob) query.append("-job", job);
  for (const status of filter.status) query.append("status", status);
  for (const exit of filter.exit) query.append("exit", exit);
  for (const { name, value } of filter.parameters) query.append(`param.${name}`, value);
  const single = { started: filter.started, duration: filter.duration, skips: filter.skips, q: filter.text };
  for (const [key, value] of Object.entries(single)) if (value) query.set(key, value);
  if (filter.instance) query.set("instance", filter.instance);
  if (filter.id) query.set("id", filter.id);
  if (filter.stuck) query.set("stuck", "1");
  return query;
}

export function isFiltered(filter: ExecutionFilter): boolean {
  return formatExecutionFilter(filter).size > 0;
}

export function parsePageRequest(query: URLSearchParams): PageRequest {
  const id = (key: string) => one(query, key, isId);
  const size = PAGE_SIZES.find((known) => String(known) === query.get("size")) ?? 50;
  const before = id("before");
  return { before, after: before ? null : id("after"), size };
}

function texts(query: URLSearchParams, key: string, lengthMax: number): string[] {
  const values = query.getAll(key).map((value) => value.trim());
  return [...new Set(values)].filter((value) => value !== "" && value.length <= lengthMax);
}

function one(query: URLSearchParams, key: string, isValid: (text: string) => boolean): string | null {
  const value = query.get(key)?.trim();
  return value && isValid(value) ? value : null;
}
