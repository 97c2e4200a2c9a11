import "server-only";
import type { FlowGraph } from "batch-core";
import type { FlowNode } from "@/lib/shared/views";

type Reached = NonNullable<FlowNode["reached"]>;

/**
 * Which transitions of a graph an execution went along, by walking it as the runner does: out of a step along the first one that its exit code
 * matches, out of anything else along the one whose target was reached, or to the end that the execution came to. By transition; missing where
 * the execution did not get that far or nothing tells.
 *
 * @param endedAs  exit code of an execution that has ended, null for one at work
 */
export function takenWays(
  graph: FlowGraph,
  reachedOf: (nodeId: string) => Reached,
  exitCodeOf: (nodeId: string) => string | null,
  endedAs: string | null,
): ReadonlyMap<FlowGraph["transitions"][number], boolean> {
  const taken = new Map<FlowGraph["transitions"][number], boolean>();
  const seen = new Set<string>();
  const wayOut = (nodeId: string, ways: FlowGraph["transitions"]) => {
    const exitCode = exitCodeOf(nodeId);
    if (exitCode !== null) return ways.find(({ pattern }) => matchesPattern(pattern, exitCode));
    const onwards = ways.find(({ to }) => !isEnd(graph, to) && reachedOf(to) !== "not");
    if (onwards || endedAs === null || !isDecision(graph, nodeId)) return onwards;
    const ends = ways.filter(({ to }) => isEnd(graph, to));
    return ends.length === 1 ? ends[0] : ends.find(({ to }) => endCodeOf(graph, to) === endedAs);
  };
  const walk = (nodeId: string) => {
    if (seen.has(nodeId) || (!isDecision(graph, nodeId) && reachedOf(nodeId) === "not")) return;
    seen.add(nodeId);
    const ways = graph.transitions.filter(({ from }) => from === nodeId);
    const chosen = wayOut(nodeId, ways);
    if (!chosen) return;
    for (const way of ways) taken.set(way, way === chosen);
    walk(chosen.to);
  };
  walk(graph.start);
  return taken;
}

function isDecision(graph: FlowGraph, nodeId: string): boolean {
  return graph.nodes.some((node) => node.id === nodeId && node.kind === "decision");
}

function endCodeOf(graph: FlowGraph, nodeId: string): string | null {
  const node = graph.nodes.find(({ id }) => id === nodeId);
  return node?.kind === "end" ? node.exitCode : null;
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
