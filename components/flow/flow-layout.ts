import dagre from "@dagrejs/dagre";
import type { FlowEdge, FlowNode, FlowView } from "@/lib/shared/views";

export type FlowDirection = "LR" | "TB";

/** A node with its place inside its container, or in the whole drawing when it has none. */
export interface PlacedNode {
  readonly node: FlowNode;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly isContainer: boolean;
}

export interface FlowLayout {
  /** Containers before what they contain. */
  readonly nodes: readonly PlacedNode[];
  readonly width: number;
  readonly height: number;
}

const CARD = { width: 188, height: 50 };
const END = { width: 116, height: 30 };
/** Around the content of a container; its name stands in the upper margin. */
const MARGIN = { side: 14, top: 34 };
/** An edge's label has to fit between two ranks. */
const LABEL = { perCharacter: 7, padding: 14 };

/**
 * Places a flow without overlaps. Transitions join nodes of the same flow only, so each container is laid out by itself and takes part in the
 * layout around it as one box of that size.
 */
export function layOutFlow(flow: FlowView, direction: FlowDirection): FlowLayout {
  return layOutInside(flow, null, direction);
}

/** Between the rows of a wrapped flow, where the edge from one to the next goes back. */
const ROW_GAP = 44;

/**
 * A flow of one way only, too wide for `widthMax`, as rows like a text; any other as it is. So a long job stays readable instead of
 * becoming small.
 */
export function wrapChain(layout: FlowLayout, flow: FlowView, widthMax: number): FlowLayout {
  if (layout.width <= widthMax || !isChain(flow)) return layout;
  const inOrder = [...layout.nodes].sort((a, b) => a.x - b.x);
  const step = Math.max(...inOrder.slice(1).map((node, index) => node.x - (inOrder[index]?.x ?? 0)));
  const perRow = Math.max(2, Math.floor((widthMax + step - CARD.width) / step));
  const nodes = inOrder.map((node, index) => ({
    ...node,
    x: (index % perRow) * step,
    y: node.y + Math.floor(index / perRow) * (CARD.height + ROW_GAP),
  }));
  const rows = Math.ceil(nodes.length / perRow);
  return {
    nodes,
    width: (Math.min(perRow, nodes.length) - 1) * step + CARD.width,
    height: rows * CARD.height + (rows - 1) * ROW_GAP,
  };
}

function isChain({ nodes, edges }: FlowView): boolean {
  const isOnce = (ids: readonly string[]) => new Set(ids).size === ids.length;
  return (
    nodes.every(({ parentId }) => parentId === null) &&
    edges.length === nodes.length - 1 &&
    isOnce(edges.map(({ from }) => from)) &&
    isOnce(edges.map(({ to }) => to))
  );
}

function layOutInside(flow: FlowView, parentId: string | null, direction: FlowDirection): FlowLayout {
  const children = flow.nodes.filter((node) => node.parentId === parentId);
  const inside = new Map(
    children
      .filter(({ id }) => flow.nodes.some((node) => node.parentId === id))
      .map(({ id }) => [id, layOutInside(flow, id, direction)]),
  );
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  const edges = flow.edges.filter(
    ({ from, to }) => children.some(({ id }) => id === from) && children.some(({ id }) => id === to),
  );
  graph.setGraph({ rankdir: direction, nodesep: 22, ranksep: direction === "LR" ? spaceFor(edges) : 44 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of children) graph.setNode(node.id, sizeOf(node, inside.get(node.id)));
  for (const edge of edges) graph.setEdge(edge.from, edge.to, {}, edge.on ?? "always");
  dagre.layout(graph);

  const offset = parentId === null ? { x: 0, y: 0 } : { x: MARGIN.side, y: MARGIN.top };
  const nodes = children.flatMap((node): PlacedNode[] => {
    const { x, y, width, height } = graph.node(node.id);
    const content = inside.get(node.id);
    return [
      {
        ...{ node, width, height, isContainer: content !== undefined },
        ...{ x: x - width / 2 + offset.x, y: y - height / 2 + offset.y },
      },
      ...(content?.nodes ?? []),
    ];
  });
  const { width = CARD.width, height = CARD.height } = graph.graph();
  return { nodes, width, height };
}

function sizeOf(node: FlowNode, content: FlowLayout | undefined): { width: number; height: number } {
  if (content) {
    return { width: content.width + 2 * MARGIN.side, height: content.height + MARGIN.top + MARGIN.side };
  }
  return { ...(node.kind === "end" ? END : CARD) };
}

function spaceFor(edges: readonly FlowEdge[]): number {
  const longest = Math.max(0, ...edges.map(({ on }) => on?.length ?? 0));
  return Math.min(220, Math.max(48, longest * LABEL.perCharacter + LABEL.padding * 2));
}
