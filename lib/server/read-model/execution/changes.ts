import "server-only";
import type { ChangesView, ExecutionLink } from "@/lib/shared/views";
import { maskValue } from "../../masking";
import type { StoredParameter } from "../rows/parameters";
import { type StepGroup, totalSteps } from "../rows/step-totals";

interface Side {
  readonly parameters: readonly StoredParameter[];
  readonly groups: readonly StepGroup[];
}

/** What differs between the last good execution of a job and this one: the first thing to ask when a job that worked no longer does. */
export function changesSince(
  good: Side & { readonly link: ExecutionLink; readonly durationMs: number | null },
  now: Side,
  alsoSecret: ReadonlySet<string>,
): ChangesView {
  const names = [...new Set([...now.parameters, ...good.parameters].map(({ name }) => name))];
  const goodSteps = stepsByName(good.groups);
  const nowSteps = stepsByName(now.groups);
  return {
    against: good.link,
    againstMs: good.durationMs,
    skips: { before: totalSteps(good.groups).skipped, now: totalSteps(now.groups).skipped },
    parameters: names.flatMap((name) => {
      const before = good.parameters.find((parameter) => parameter.name === name);
      const after = now.parameters.find((parameter) => parameter.name === name);
      if (before?.value === after?.value && before !== undefined && after !== undefined) return [];
      return {
        name,
        before: before ? maskValue(before, alsoSecret) : null,
        now: after ? maskValue(after, alsoSecret) : null,
        identifying: (after ?? before)?.identifying ?? false,
      };
    }),
    reads: [...nowSteps].flatMap(([step, { completed, rows, read }]) => {
      const before = goodSteps.get(step);
      const isComparable = before !== undefined && completed === rows && before.completed === before.rows;
      return isComparable && before.read !== read ? { step, before: before.read, now: read } : [];
    }),
    newSteps: goodSteps.size === 0 ? [] : [...nowSteps.keys()].filter((step) => !goodSteps.has(step)),
  };
}

/** Partition workers stay folded in their managers. */
function stepsByName(groups: readonly StepGroup[]): ReadonlyMap<string, StepGroup> {
  return new Map(groups.filter(({ isColon }) => !isColon).map((group) => [group.name, group]));
}
