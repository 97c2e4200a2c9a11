import "server-only";

/** What is looked through: rows of executions alone, or their parameters too, which is slower by far. */
export type SearchKind = "rows" | "parameters";

/**
 * How far a search that no index helps with looks at a time. Nobody waits longer than a moment for what may not be there: the search stops,
 * says how far it came, and goes on when asked. How far it comes is up to the database, so it is learned from the searches before.
 */
export interface SearchPace {
  /** Executions to look through at a time. */
  span(kind: SearchKind): bigint;
  /** A search looked through so many executions and took so long. */
  learn(kind: SearchKind, executions: bigint, ms: number): void;
}

/** A moment. */
const TARGET_MS = 300;
const SPAN_MIN = 10_000;
const SPAN_MAX = 1_000_000;
/** Before anything is known; what a small server does in the target time. */
const FIRST = { rows: 200_000, parameters: 50_000 } as const satisfies Record<SearchKind, number>;
/** Of a new measurement; the rest stays with what was known, so that one slow moment does not shorten all searches. */
const WEIGHT = 0.5;

export function searchPace(): SearchPace {
  const spans: Record<SearchKind, number> = { ...FIRST };
  return {
    span: (kind) => BigInt(Math.round(spans[kind])),
    learn(kind, executions, ms) {
      const possible = (Number(executions) / Math.max(ms, 1)) * TARGET_MS;
      const next = spans[kind] * (1 - WEIGHT) + possible * WEIGHT;
      spans[kind] = Math.min(SPAN_MAX, Math.max(SPAN_MIN, next));
    },
  };
}
