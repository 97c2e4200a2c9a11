"use client";

import { Controls, type Edge, Handle, MarkerType, type Node, type NodeProps, Position, ReactFlow } from "@xyflow/react";
import "@xyflow/react/dist/style.css";
import { useEffect, useMemo, useRef, useState } from "react";
import { useT } from "@/lib/client/locale";
import type { FlowEdge, FlowNode, FlowView } from "@/lib/shared/views";
import { StatusIcon } from "../status/status-icon";
import { toneStyle } from "../status/tone";
import { cn } from "../ui/cn";
import { kindText } from "./flow-kinds";
import { type FlowDirection, layOutFlow, type PlacedNode, wrapChain } from "./flow-layout";

/** Narrower than this a flow is drawn downwards. */
const DOWNWARDS_BELOW = 640;
/** Around the drawing, as a share of it. */
const PADDING = 0.06;
const HEIGHT = { min: 120, max: 620, margin: 64 };

type StepNode = Node<{ readonly placed: PlacedNode; readonly direction: FlowDirection }, "card" | "container">;

const nodeTypes = { card: Card, container: Container };

/** The job's flow as a drawing. Ways that were taken are solid, others dashed; {@link FlowText} says the same in words. */
export function FlowGraph({ flow }: { flow: FlowView }) {
  const [width, box] = useWidth();
  const direction = width === null ? null : width < DOWNWARDS_BELOW ? "TB" : "LR";
  const { nodes, edges, size } = useMemo(() => draw(flow, direction, width), [flow, direction, width]);
  const scale = Math.min(1, (width ?? size.width) / (size.width * (1 + 2 * PADDING)));
  return (
    <div ref={box} style={{ height: Math.min(HEIGHT.max, Math.max(HEIGHT.min, size.height * scale + HEIGHT.margin)) }}>
      {direction && (
        <ReactFlow
          key={`${direction} ${size.height}`}
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
  const t = useT();
  const { node, width, height } = placed;
  const isEnd = node.kind === "end";
  return (
    <div
      style={{ width, height, ...toneStyle(toneOf(node)) }}
      className={cn(
        "flex flex-col justify-center border bg-card px-2.5",
        isEnd ? "items-center rounded-full" : "rounded-lg",
        node.reached === "not" ? "border-line border-dashed" : "border-line shadow-card",
        node.reached === "here" && "border-tone-soft",
      )}
    >
      <Handle type="target" position={direction === "LR" ? Position.Left : Position.Top} className="invisible" />
      <span
        className={cn(
          "flex min-w-0 max-w-full items-center gap-1.5 font-medium",
          node.reached === "not" && "text-muted",
        )}
      >
        {node.status && <StatusIcon status={node.status} className="text-tone" />}
        <span className="truncate" title={node.name}>
          {node.name}
        </span>
      </span>
      {!isEnd && (
        <span className="truncate text-2xs text-muted">
          {node.reached === "earlier" ? t("flow.earlier") : node.reached === "not" ? t("flow.not") : kindText(t, node)}
        </span>
      )}
      <Handle type="source" position={direction === "LR" ? Position.Right : Position.Bottom} className="invisible" />
    </div>
  );
}

function Container({ data: { placed, direction } }: NodeProps<StepNode>) {
  const t = useT();
  const { node, width, height } = placed;
  return (
    <div
      style={{ width, height, ...toneStyle(toneOf(node)) }}
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

/** An earlier attempt's success is no news of this one. */
function toneOf(node: FlowNode) {
  return node.status === null || node.reached === "earlier" ? "neutral" : node.status;
}

function draw(flow: FlowView, direction: FlowDirection | null, width: number | null) {
  const plain = layOutFlow(flow, direction ?? "LR");
  const layout = direction === "LR" && width !== null ? wrapChain(plain, flow, width / (1 + 2 * PADDING)) : plain;
  const isLookedAt = flow.nodes.some(({ reached }) => reached !== null);
  return {
    size: { width: layout.width, height: layout.height },
    nodes: layout.nodes.map(
      (placed): StepNode => ({
        id: placed.node.id,
        type: placed.isContainer ? "container" : "card",
        position: { x: placed.x, y: placed.y },
        ...(placed.node.parentId !== null && { parentId: placed.node.parentId }),
        ...{ width: placed.width, height: placed.height },
        data: { placed, direction: direction ?? "LR" },
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
