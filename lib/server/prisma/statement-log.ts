import "server-only";
import type { ReadStatement } from "./read-adapter";

/** What the console asked of the database since it started, for its diagnostics page. */
export interface StatementLog {
  readonly add: (statement: ReadStatement) => void;
  /** The slowest, slowest first. */
  slow(): readonly (ReadStatement & { readonly at: Date })[];
  total(): { readonly count: number; readonly ms: number };
}

const KEPT_MAX = 20;
const SLOW_MS = 100;

export function statementLog(now: () => Date = () => new Date()): StatementLog {
  let kept: (ReadStatement & { readonly at: Date })[] = [];
  let count = 0;
  let ms = 0;
  return {
    add(statement) {
      count += 1;
      ms += statement.ms;
      if (statement.ms < SLOW_MS) return;
      kept = [...kept, { ...statement, at: now() }].sort((a, b) => b.ms - a.ms).slice(0, KEPT_MAX);
    },
    slow: () => kept,
    total: () => ({ count, ms }),
  };
}
