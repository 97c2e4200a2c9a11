"use client";

import { Controls, type Edge, Handle, MarkerType, type Node, type NodeProps, Position, ReactFlow } from "@xyflow/react";
import "@xyflow/react/dist/style.css";
import { useEffect, useMemo, useRef, useState } from "react";
import { useT } from "@/lib/client/locale";
import type { FlowEdge, FlowView } from "@/lib/shared/views";
import { StatusIcon } from "../status/status-icon";
import { toneStyle } from "../status/tone";
import { cn } from "../ui/cn";
import { FlowCard, flowToneOf } from "./flow-card";
import { type FlowDirection, layOutFlow, type PlacedNode } from "./flow-layout";
import { DOWNWARDS_BELOW, PADDING } from "./flow-place";

type StepNode = Node<{ readonly placed: PlacedNode; readonly direction: FlowDirection }, "card" | "container">;

const nodeTypes = { card: Card, container: Container };

/** The job's flow as a drawing. Ways that were taken are solid, others dashed; {@link FlowText} says the same in words. */
export function FlowGraph({ flow }: { flow: FlowView }) {
  const [width, box] = useWidth();
  const direction = width === null ? null : width < DOWNWARDS_BELOW ? "TB" : "LR";
  const { nodes, edges } = useMemo(() => draw(flow, direction ?? "LR"), [flow, direction]);
  return (
    <div ref={box} className="h-full">
      {direction && (
        <ReactFlow
          key={`${direction} ${nodes.length}`}
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          fitView
          fitViewOptions={{ padding: PADDING, maxZoom: 1 }}
          minZoom={0.2}
          maxZoom={1.5}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          zoomOnScroll={false}
          zoomOnDoubleClick={false}
          preventScrolling={false}
          disableKeyboardA11y
        >
          {nodes.length > 4 && (
            <Controls
              showInteractive={false}
              orientation="horizontal"
              position={direction === "LR" ? "bottom-left" : "top-left"}
            />
          )}
        </ReactFlow>
      )}
    </div>
  );
}

/** Of a box; null until it is measured. */
function useWidth() {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState<number | null>(null);
  useEffect(() => {
    if (!box.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(entry.contentRect.width);
    });
    observer.observe(box.current);
    return () => observer.disconnect();
  }, []);
  return [width, box] as const;
}

function Card({ data: { placed, direction } }: NodeProps<StepNode>) {
  return (
    <FlowCard node={placed.node} size={placed}>
      <Handle type="target" position={direction === "LR" ? Position.Left : Position.Top} className="invisible" />
      <Handle type="source" position={direction === "LR" ? Position.Right : Position.Bottom} className="invisible" />
    </FlowCard>
  );
}

function Container({ data: { placed, direction } }: NodeProps<StepNode>) {
  const t = useT();
  const { node, width, height } = placed;
  return (
    <div
      style={{ width, height, ...toneStyle(flowToneOf(node)) }}
      className={cn(
        "rounded-xl border bg-background/70 px-3.5 pt-2",
        node.reached === "not" ? "border-line border-dashed" : "border-line",
        node.reached === "here" && node.status && "border-tone-soft",
      )}
    >
      <Handle type="target" position={direction === "LR" ? Position.Left : Position.Top} className="invisible" />
      <span className="flex items-center gap-1.5 text-muted text-xs">
        {node.status && <StatusIcon status={node.status} className="size-3 text-tone" />}
        <b className="min-w-0 truncate font-medium text-ink">{node.name}</b> {t(`flow.kinds.${node.kind}`)}
      </span>
      <Handle type="source" position={direction === "LR" ? Position.Right : Position.Bottom} className="invisible" />
    </div>
  );
}

function draw(flow: FlowView, direction: FlowDirection) {
  const isLookedAt = flow.nodes.some(({ reached }) => reached !== null);
  return {
    nodes: layOutFlow(flow, direction).nodes.map(
      (placed): StepNode => ({
        id: placed.node.id,
        type: placed.isContainer ? "container" : "card",
        position: { x: placed.x, y: placed.y },
        ...(placed.node.parentId !== null && { parentId: placed.node.parentId }),
        ...{ width: placed.width, height: placed.height },
        data: { placed, direction },
      }),
    ),
    edges: flow.edges.map((edge) => toEdge(edge, isLookedAt)),
  };
}

function toEdge(edge: FlowEdge, isLookedAt: boolean): Edge {
  const isAside = isLookedAt && edge.taken !== true;
  const color = isAside ? "var(--faint)" : isLookedAt ? "var(--accent)" : "var(--muted)";
  return {
    id: `${edge.from}|${edge.on}|${edge.to}`,
    source: edge.from,
    target: edge.to,
    type: "smoothstep",
    zIndex: 1,
    ...(edge.on !== null && { label: edge.on }),
    labelStyle: { fill: isAside ? "var(--muted)" : "var(--ink)", fontSize: 10.5, fontFamily: "var(--font-mono)" },
    labelBgStyle: { fill: "var(--card)" },
    labelBgPadding: [4, 2],
    style: { stroke: color, strokeWidth: isAside ? 1 : 1.75, ...(isAside && { strokeDasharray: "4 4" }) },
    markerEnd: { type: MarkerType.ArrowClosed, color, width: 15, height: 15 },
  };
}
