import type { ContextNode } from "@/lib/shared/views";

/** The entries whose key or value holds the text, whatever its case, with the branches that lead to them; a branch that is meant itself stays whole. */
export function matchingNodes(nodes: readonly ContextNode[], text: string): ContextNode[] {
  const wanted = text.toLowerCase();
  const search = (node: ContextNode): ContextNode[] => {
    if (node.key.toLowerCase().includes(wanted) || node.value?.toLowerCase().includes(wanted)) return [node];
    const children = node.children.flatMap(search);
    return children.length > 0 ? [{ ...node, children }] : [];
  };
  return nodes.flatMap(search);
}

/** All entries, those inside others too. */
export function countNodes(nodes: readonly ContextNode[]): number {
  return nodes.reduce((sum, { children }) => sum + 1 + countNodes(children), 0);
}
