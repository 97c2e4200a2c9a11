import type { ExecutionRow } from "./views";

/** An order of the rows in sight, as the address holds it: `sort=-duration` is the longest first. */
export interface ExecutionSort {
  readonly by: ExecutionSortKey;
  readonly descending: boolean;
}

const VALUES = {
  job: ({ jobName }) => jobName?.toLowerCase() ?? null,
  attempt: ({ attempt }) => attempt,
  started: ({ started, created }) => started ?? created,
  ended: ({ ended }) => ended,
  duration: ({ durationMs }) => durationMs,
  read: ({ read }) => read,
  written: ({ written }) => written,
  skipped: ({ skipped }) => skipped,
  rollbacks: ({ rollbacks }) => rollbacks,
} as const satisfies Record<string, (row: ExecutionRow) => string | number | null>;

export type ExecutionSortKey = keyof typeof VALUES;

export function isExecutionSortKey(key: string): key is ExecutionSortKey {
  return Object.hasOwn(VALUES, key);
}

/** Null for none, and for what is none. */
export function parseExecutionSort(query: URLSearchParams): ExecutionSort | null {
  const text = query.get("sort") ?? "";
  const by = text.replace(/^-/, "");
  return isExecutionSortKey(by) ? { by, descending: text.startsWith("-") } : null;
}

export function formatExecutionSort({ by, descending }: ExecutionSort): string {
  return descending ? `-${by}` : by;
}

/** Pressed once: the most first, of names the first; once more: the other way; a third time: as given. */
export function nextExecutionSort(sort: ExecutionSort | null, by: ExecutionSortKey): ExecutionSort | null {
  const first = by !== "job";
  if (sort?.by !== by) return { by, descending: first };
  return sort.descending === first ? { by, descending: !first } : null;
}

/** What has no value comes last, whichever way. */
export function sortExecutions(rows: readonly ExecutionRow[], sort: ExecutionSort | null): readonly ExecutionRow[] {
  if (sort === null) return rows;
  const value = VALUES[sort.by];
  return rows.toSorted((left, right) => {
    const [a, b] = [value(left), value(right)];
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    const order = a < b ? -1 : a > b ? 1 : 0;
    return sort.descending ? -order : order;
  });
}
