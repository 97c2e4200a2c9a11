import "server-only";
import type { FlowGraph } from "batch-core";
import type { FlowNode } from "@/lib/shared/views";

type Reached = NonNullable<FlowNode["reached"]>;

/**
 * Which transitions of a graph an execution went along, by walking it as the runner does: out of a step along the first one that its exit code
 * matches, out of anything else along the one whose target was reached. By transition; missing where the execution did not get that far or
 * nothing tells.
 */
export function takenWays(
  graph: FlowGraph,
  reachedOf: (nodeId: string) => Reached,
  exitCodeOf: (nodeId: string) => string | null,
): ReadonlyMap<FlowGraph["transitions"][number], boolean> {
  const taken = new Map<FlowGraph["transitions"][number], boolean>();
  const seen = new Set<string>();
  const walk = (nodeId: string) => {
    if (seen.has(nodeId) || reachedOf(nodeId) === "not") return;
    seen.add(nodeId);
    const ways = graph.transitions.filter(({ from }) => from === nodeId);
    const exitCode = exitCodeOf(nodeId);
    const chosen =
      exitCode === null
        ? ways.find(({ to }) => !isEnd(graph, to) && reachedOf(to) !== "not")
        : ways.find(({ pattern }) => matchesPattern(pattern, exitCode));
    if (!chosen) return;
    for (const way of ways) taken.set(way, way === chosen);
    walk(chosen.to);
  };
  walk(graph.start);
  return taken;
}

function isEnd(graph: FlowGraph, nodeId: string): boolean {
  return graph.nodes.some((node) => node.id === nodeId && node.kind === "end");
}

/** `*` is any text, `?` any one character. */
function matchesPattern(pattern: string, exitCode: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s").test(exitCode);
}
