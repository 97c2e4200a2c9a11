import "server-only";
import { isFrameworkKey } from "@/lib/shared/framework-keys";
import type {
  ContextNode,
  ContextView,
  ExecutionRow,
  PartitionSummary,
  RestartPreviewView,
  RestartStep,
} from "@/lib/shared/views";
import type { StoredStep } from "../rows/step-rows";

/** More of a context than tells where a reader stands. */
const POSITIONS_MAX = 3;

/**
 * What a restart by the application that has the job will do, as far as the rows of all its attempts tell: steps that completed are passed over,
 * the others go on from their context. Null where no restart can follow.
 *
 * A step that allows to be started when complete, or steps behind the failed one, are known to the application alone.
 */
export function outlineRestart(
  row: ExecutionRow,
  rows: readonly StoredStep[],
  contexts: readonly ContextView[],
  partitions: readonly PartitionSummary[],
  newestAttemptId: string,
): RestartPreviewView | null {
  const canFollow = row.status === "FAILED" || row.status === "STOPPED";
  if (!canFollow || row.instanceId === null || newestAttemptId !== row.id) return null;
  const last = new Map(rows.map((step) => [step.name, step]));
  return {
    declared: false,
    decision: "restart",
    instanceId: row.instanceId,
    lastExecutionId: row.id,
    attempt: row.attempts + 1,
    code: null,
    reason: null,
    identifying: row.keyParameters.filter(({ identifying }) => identifying),
    problems: {},
    steps: [...last.values()].map((step): RestartStep => {
      if (step.status === "COMPLETED" || step.status === "ABANDONED")
        return { name: step.name, will: "skip", from: null };
      const workers = partitions.find(({ managerId }) => managerId === step.id);
      if (workers) return { name: step.name, will: "continue", from: unfinished(workers) };
      const from = positionsIn(contexts.find(({ stepExecutionId }) => stepExecutionId === step.id)?.nodes ?? []);
      return from.length > 0
        ? { name: step.name, will: "continue", from }
        : { name: step.name, will: "run", from: null };
    }),
  };
}

/** A restart runs the partitions that did not complete, each from its own last commit. */
function unfinished({ total, completed }: PartitionSummary): { key: string; value: string }[] {
  return [
    { key: "partitions.unfinished", value: String(total - completed) },
    { key: "partitions.total", value: String(total) },
  ];
}

/** What readers keep, by its path: `orderReader.read.count`. What the framework keeps for itself is no position. */
function positionsIn(nodes: readonly ContextNode[]): { key: string; value: string }[] {
  return nodes
    .filter(({ key }) => !isFrameworkKey(key))
    .flatMap((node) => leavesOf(node, node.key))
    .slice(0, POSITIONS_MAX);
}

function leavesOf(node: ContextNode, path: string): { key: string; value: string }[] {
  if (node.value !== null) return [{ key: path, value: node.value }];
  return node.children.flatMap((child) => leavesOf(child, `${path}.${child.key}`));
}
