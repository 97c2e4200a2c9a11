import type { BatchStatus } from "batch-core/model";

/**
 * Which executions a list shows, and its one text form in the URL:
 *
 *   ?job=a&job=b&-job=ping&status=FAILED&exit=COMPLETED*&param.region=KR&started=24h
 *   &duration=>5m&skips=>0&rollbacks=>0&q=timeout&id=114891&before=48000&size=50
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
  /** As `skips`: transactions of all steps that were rolled back. */
  readonly rollbacks: string | null;
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
  rollbacks: null,
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

/** The shortest query string that parseExecutionFilter reads back as this filter; "" for no filter. */
export function formatExecutionFilter(filter: ExecutionFilter): URLSearchParams {
  const query = new URLSearchParams();
  for (const job of filter.job) query.append("job", job);
  for (const job of filter.notJob) query.append("-job", job);
  for (const status of filter.status) query.append("status", status);
  for (const exit of filter.exit) query.append("exit", exit);
  for (const { name, value } of filter.parameters) query.append(`param.${name}`, value);
  const { started, duration, skips, rollbacks, text: q } = filter;
  for (const [key, value] of Object.entries({ started, duration, skips, rollbacks, q }))
    if (value) query.set(key, value);
  if (filter.instance) query.set("instance", filter.instance);
  if (filter.id) query.set("id", filter.id);
  if (filter.stuck) query.set("stuck", "1");
  return query;
}

export function isFiltered(filter: ExecutionFilter): boolean {
  return formatExecutionFilter(filter).size > 0;
}
