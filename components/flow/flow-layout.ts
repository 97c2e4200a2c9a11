import dagre from "@dagrejs/dagre";
import type { FlowEdge, FlowNode, FlowView } from "@/lib/shared/views";
import { chainOf } from "./chain-of";

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

export interface FlowSize {
  readonly width: number;
  readonly height: number;
}

export type FlowSizes = Readonly<Record<FlowDirection, FlowSize>>;

/** How large the drawing is, so that its place can be kept before it comes; null where a chain is all there is to draw. */
export function flowSizesOf(flow: FlowView | null): FlowSizes | null {
  if (!flow || chainOf(flow)) return null;
  const sizeOf = ({ width, height }: FlowLayout) => ({ width, height });
  return { LR: sizeOf(layOutFlow(flow, "LR")), TB: sizeOf(layOutFlow(flow, "TB")) };
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
