"use client";

import dagre from "@dagrejs/dagre";
import {
  Background,
  Controls,
  type Edge,
  Handle,
  MarkerType,
  type Node,
  type NodeProps,
  Position,
  ReactFlow,
} from "@xyflow/react";
import "@xyflow/react/dist/style.css";
import { useMemo } from "react";
import { useT } from "@/lib/client/locale";
import type { FlowNode, FlowView } from "@/lib/shared/views";
import { StatusIcon } from "../status/status-icon";
import { toneStyle } from "../status/tone";
import { cn } from "../ui/cn";

const WIDTH = 190;
const HEIGHT = 52;
type StepNode = Node<{ readonly node: FlowNode }, "step">;

const nodeTypes = { step: StepCard };

/** The job's flow, left to right. Ways that were taken are solid, others dashed; the same is said in words for those who listen. */
export function FlowGraph({ flow }: { flow: FlowView }) {
  const t = useT();
  const { nodes, edges, height } = useMemo(() => place(flow), [flow]);
  const nameOf = (id: string) => flow.nodes.find((node) => node.id === id)?.name ?? id;
  return (
    <>
      <ul className="sr-only">
        {flow.edges.map((edge) => (
          <li key={`${edge.from}${edge.on}${edge.to}`}>
            {t("flow.edge", { from: nameOf(edge.from), to: nameOf(edge.to), on: edge.on ?? "*" })}
          </li>
        ))}
      </ul>
      <div style={{ height: Math.min(640, Math.max(220, height + 96)) }}>
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          fitView
          fitViewOptions={{ padding: 0.15, maxZoom: 1 }}
          minZoom={0.2}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          zoomOnScroll={false}
          preventScrolling={false}
          proOptions={{ hideAttribution: false }}
        >
          <Background gap={20} color="var(--line)" />
          <Controls showInteractive={false} />
        </ReactFlow>
      </div>
    </>
  );
}

function StepCard({ data: { node } }: NodeProps<StepNode>) {
  const t = useT();
  const isEnd = node.kind === "end";
  return (
    <div
      style={{ width: WIDTH, minHeight: HEIGHT, ...toneStyle(node.status ?? "neutral") }}
      className={cn(
        "flex flex-col justify-center rounded-lg border bg-card px-3 py-1.5 shadow-card",
        node.status ? "border-tone-soft" : "border-line",
        isEnd && "items-center rounded-full border-dashed",
        node.kind === "decision" && "border-dashed",
      )}
    >
      <Handle type="target" position={Position.Left} className="!size-1.5 !border-0 !bg-faint" />
      <span className="flex min-w-0 items-center gap-1.5 font-medium">
        {node.status && <StatusIcon status={node.status} className="text-tone" />}
        <span className="truncate" title={node.name}>
          {node.name}
        </span>
      </span>
      {!isEnd && (
        <span className="truncate text-2xs text-muted">
          {t(`flow.kinds.${node.kind}`)}
          {node.chunkSize !== null && ` · ${t("flow.chunk", { count: node.chunkSize })}`}
        </span>
      )}
      <Handle type="source" position={Position.Right} className="!size-1.5 !border-0 !bg-faint" />
    </div>
  );
}

function place(flow: FlowView): { nodes: StepNode[]; edges: Edge[]; height: number } {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 28, ranksep: 84, marginx: 12, marginy: 12 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of flow.nodes) graph.setNode(node.id, { width: WIDTH, height: HEIGHT });
  for (const edge of flow.edges) graph.setEdge(edge.from, edge.to, {}, edge.on ?? "always");
  dagre.layout(graph);
  return {
    nodes: flow.nodes.map((node) => {
      const { x, y } = graph.node(node.id);
      return { id: node.id, type: "step", position: { x: x - WIDTH / 2, y: y - HEIGHT / 2 }, data: { node } };
    }),
    edges: flow.edges.map((edge) => {
      const color = edge.taken === false ? "var(--faint)" : edge.taken ? "var(--accent)" : "var(--muted)";
      return {
        id: `${edge.from}|${edge.on}|${edge.to}`,
        source: edge.from,
        target: edge.to,
        type: "smoothstep",
        ...(edge.on !== null && edge.on !== "*" ? { label: edge.on } : {}),
        labelStyle: { fill: "var(--ink)", fontSize: 11, fontFamily: "var(--font-mono)" },
        labelBgStyle: { fill: "var(--card)" },
        style: {
          stroke: color,
          strokeWidth: edge.taken ? 2 : 1.25,
          ...(edge.taken === false ? { strokeDasharray: "4 4" } : {}),
        },
        markerEnd: { type: MarkerType.ArrowClosed, color, width: 16, height: 16 },
      };
    }),
    height: graph.graph().height ?? HEIGHT,
  };
}
