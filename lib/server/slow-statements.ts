import "server-only";
import type { ReadStatement } from "./prisma/read-adapter";

/** The slowest statements of the console since it started, for its diagnostics page. */
export interface SlowStatements {
  readonly add: (statement: ReadStatement) => void;
  list(): readonly (ReadStatement & { readonly at: Date })[];
}

const KEPT_MAX = 20;
const SLOW_MS = 100;

export function slowStatements(now: () => Date = () => new Date()): SlowStatements {
  let kept: (ReadStatement & { readonly at: Date })[] = [];
  return {
    add(statement) {
      if (statement.ms < SLOW_MS) return;
      kept = [...kept, { ...statement, at: now() }].sort((a, b) => b.ms - a.ms).slice(0, KEPT_MAX);
    },
    list: () => kept,
  };
}
