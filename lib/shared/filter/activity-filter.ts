import { isStartedRange } from "./ranges";

/** Which entries of the activity are shown, as the address holds it. All of them must match; a trailing `*` matches any end. */
export interface ActivityFilter {
  readonly actor: string | null;
  readonly action: string | null;
  readonly job: string | null;
  readonly result: ActivityResult | null;
  /** As `started` of executions: `24h`, `7d`, a day, a range. */
  readonly when: string | null;
}

export const ACTIVITY_RESULTS = ["DONE", "REFUSED", "FAILED"] as const;
export type ActivityResult = (typeof ACTIVITY_RESULTS)[number];

export const ACTIVITY_ACTIONS = [
  "launch",
  "startNextInstance",
  "stop",
  "restart",
  "abandon",
  "recover",
  "bulk",
  "bulkContinue",
  "bulkPause",
] as const;

export const NO_ACTIVITY_FILTER: ActivityFilter = { actor: null, action: null, job: null, result: null, when: null };

/** Reads the filter from a query string; what cannot be understood is left out. */
export function parseActivityFilter(query: URLSearchParams): ActivityFilter {
  const text = (key: string) => query.get(key)?.trim().slice(0, 100) || null;
  const when = text("when");
  return {
    actor: text("actor"),
    action: text("action"),
    job: text("job"),
    result: ACTIVITY_RESULTS.find((result) => result === query.get("result")) ?? null,
    when: when !== null && isStartedRange(when) ? when : null,
  };
}

export function formatActivityFilter(filter: ActivityFilter): URLSearchParams {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(filter)) if (value) query.set(key, value);
  return query;
}

export function isActivityFiltered(filter: ActivityFilter): boolean {
  return Object.values(filter).some((value) => value !== null);
}
