import "server-only";
import { cut } from "@/lib/shared/cut";
import type { CompareView, ContextNode } from "@/lib/shared/views";
import { secretValues } from "../../masking";
import { contextView } from "../contexts";
import { secretNamesOf } from "../job-catalogue";
import type { ReadContext } from "../read-context";
import type { StoredExecution } from "../rows/execution-rows";
import type { StoredStep } from "../rows/step-rows";
import { toText } from "../rows/values";

/** More would be no answer any more. */
const DIFFERENCES_MAX = 100;
const TEXT_LENGTH_MAX = 500;
/** Says who ran it, not what it did. */
const FRAMEWORK_KEYS = /^(batch\.(stepType|taskletType|version)|@class)$/;

/** Entries of the contexts of the job, and of the steps that both executions have rows of, by path, where they differ. Masked. */
export function contextDifferences(
  context: ReadContext,
  a: StoredExecution,
  b: StoredExecution,
  rows: readonly StoredStep[],
): CompareView["contexts"] {
  const differences = differencesOf(null, jobEntries(context, a), jobEntries(context, b));
  for (const step of new Set(rows.map(({ name }) => name))) {
    const ofA = rows.find((row) => row.side === "a" && row.executionId === a.id && row.name === step);
    const ofB = rows.find((row) => row.side === "b" && row.executionId === b.id && row.name === step);
    if (!ofA || !ofB) continue;
    differences.push(...differencesOf(step, stepEntries(context, a, ofA), stepEntries(context, b, ofB)));
  }
  return differences.slice(0, DIFFERENCES_MAX);
}

type Entries = ReadonlyMap<string, string>;

function differencesOf(step: string | null, a: Entries, b: Entries): CompareView["contexts"][number][] {
  return [...new Set([...a.keys(), ...b.keys()])]
    .map((key) => ({ step, key, a: a.get(key) ?? null, b: b.get(key) ?? null }))
    .filter((entry) => entry.a !== entry.b);
}

function jobEntries(context: ReadContext, execution: StoredExecution): Entries {
  const shortContext = toText(execution.record.shortContext);
  const serializedContext = toText(execution.record.serializedContext);
  const owner = { owner: "job", stepExecutionId: null, stepName: null } as const;
  return entriesOf(context, execution, { ...owner, shortContext, serializedContext });
}

function stepEntries(context: ReadContext, execution: StoredExecution, step: StoredStep): Entries {
  const { shortContext, serializedContext } = step;
  const owner = { owner: "step", stepExecutionId: step.id, stepName: step.name } as const;
  return entriesOf(context, execution, { ...owner, shortContext, serializedContext });
}

function entriesOf(
  context: ReadContext,
  execution: StoredExecution,
  stored: Parameters<typeof contextView>[0],
): Entries {
  const secrets = secretValues(execution.parameters, secretNamesOf(context.jobs, execution.jobName));
  const { nodes } = contextView(stored, context.layout.generation, secrets);
  const entries = new Map<string, string>();
  const add = (node: ContextNode, path: string) => {
    if (FRAMEWORK_KEYS.test(path)) return;
    if (node.value !== null) entries.set(path, cut(node.value, TEXT_LENGTH_MAX));
    for (const child of node.children) add(child, `${path}.${child.key}`);
  };
  for (const node of nodes) add(node, node.key);
  return entries;
}
