import type { FlowEdge, FlowNode, FlowView } from "@/lib/shared/views";

/** A node of a chain and what leads on from it; the last one has nothing. */
export interface ChainLink {
  readonly node: FlowNode;
  readonly next: FlowEdge | null;
}

/** A flow of one way only, in its order; null when it branches, loops or holds flows of its own. */
export function chainOf({ nodes, edges }: FlowView): readonly ChainLink[] | null {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const from = new Map(edges.map((edge) => [edge.from, edge]));
  const reached = new Set(edges.map(({ to }) => to));
  const isOfOneWay = from.size === edges.length && reached.size === edges.length && edges.length === nodes.length - 1;
  if (!isOfOneWay || nodes.some(({ parentId }) => parentId !== null)) return null;
  const links: ChainLink[] = [];
  let node = nodes.find(({ id }) => !reached.has(id));
  while (node) {
    const next = from.get(node.id) ?? null;
    links.push({ node, next });
    node = next === null ? undefined : byId.get(next.to);
  }
  // Fewer when a part of it runs in a circle beside the rest.
  return links.length === nodes.length ? links : null;
}
