import "server-only";
import type { CompareView, ContextNode } from "@/lib/shared/views";
import { secretValues } from "../../masking";
import { contextView } from "../contexts";
import { secretNamesOf } from "../job-catalogue";
import type { ReadContext } from "../read-context";
import type { StoredExecution } from "../rows/execution-rows";
import type { StoredStep } from "../rows/step-rows";

/** More would be no answer any more. */
const DIFFERENCES_MAX = 100;
const TEXT_LENGTH_MAX = 500;
/** Says who ran it, not what it did. */
const FRAMEWORK_KEYS = /^(batch\.(stepType|taskletType|version)|@class)$/;

/** Entries of the contexts of the steps that both executions have rows of, by path, where they differ. Masked. */
export function contextDifferences(
  context: ReadContext,
  a: StoredExecution,
  b: StoredExecution,
  rows: readonly StoredStep[],
): CompareView["contexts"] {
  const differences: CompareView["contexts"][number][] = [];
  for (const step of new Set(rows.map(({ name }) => name))) {
    const ofA = rows.find((row) => row.side === "a" && row.executionId === a.id && row.name === step);
    const ofB = rows.find((row) => row.side === "b" && row.executionId === b.id && row.name === step);
    if (!ofA || !ofB) continue;
    const entriesA = entriesOf(context, a, ofA);
    const entriesB = entriesOf(context, b, ofB);
    for (const key of new Set([...entriesA.keys(), ...entriesB.keys()])) {
      const [left, right] = [entriesA.get(key) ?? null, entriesB.get(key) ?? null];
      if (left !== right) differences.push({ step, key, a: left, b: right });
    }
  }
  return differences.slice(0, DIFFERENCES_MAX);
}

function entriesOf(context: ReadContext, execution: StoredExecution, step: StoredStep): ReadonlyMap<string, string> {
  const secrets = secretValues(execution.parameters, secretNamesOf(context.jobs, execution.jobName));
  const { shortContext, serializedContext } = step;
  const owner = { owner: "step", stepExecutionId: step.id, stepName: step.name } as const;
  const { nodes } = contextView({ ...owner, shortContext, serializedContext }, context.layout.generation, secrets);
  const entries = new Map<string, string>();
  const add = (node: ContextNode, path: string) => {
    if (FRAMEWORK_KEYS.test(path)) return;
    if (node.value !== null) entries.set(path, node.value.slice(0, TEXT_LENGTH_MAX));
    for (const child of node.children) add(child, `${path}.${child.key}`);
  };
  for (const node of nodes) add(node, node.key);
  return entries;
}
