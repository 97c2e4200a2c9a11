"use client";

import { useT } from "@/lib/client/locale";
import type { FlowNode, FlowView } from "@/lib/shared/views";
import { StatusBadge } from "../status/status-badge";
import { cn } from "../ui/cn";
import { kindText } from "./flow-kinds";

/** The flow in words: each node, what came of it, and where it leads. */
export function FlowText({ flow }: { flow: FlowView }) {
  return <Level flow={flow} parentId={null} />;
}

function Level({ flow, parentId }: { flow: FlowView; parentId: string | null }) {
  const nodes = flow.nodes.filter((node) => node.parentId === parentId);
  if (nodes.length === 0) return null;
  return (
    <ol className={parentId === null ? "divide-y divide-line-soft" : "mt-1 ml-1 border-line border-l pl-3"}>
      {nodes.map((node) => (
        <li key={node.id} className={parentId === null ? "px-3.5 py-2" : "py-1"}>
          <NodeLine node={node} />
          <Ways flow={flow} from={node.id} />
          <Level flow={flow} parentId={node.id} />
        </li>
      ))}
    </ol>
  );
}

function NodeLine({ node }: { node: FlowNode }) {
  const t = useT();
  return (
    <p className="flex flex-wrap items-baseline gap-x-2">
      <b className="min-w-0 font-medium [overflow-wrap:anywhere]">{node.name}</b>
      <span className="text-muted text-xs">{kindText(t, node)}</span>
      {node.status && <StatusBadge status={node.status} className="text-xs" />}
      {node.reached === "earlier" && <span className="text-muted text-xs">{t("flow.earlier")}</span>}
      {node.reached === "not" && <span className="text-muted text-xs">{t("flow.not")}</span>}
    </p>
  );
}

function Ways({ flow, from }: { flow: FlowView; from: string }) {
  const t = useT();
  const ways = flow.edges.filter((edge) => edge.from === from);
  if (ways.length === 0) return null;
  const nameOf = (id: string) => flow.nodes.find((node) => node.id === id)?.name ?? id;
  return (
    <ul className="text-muted text-xs">
      {ways.map((edge) => (
        <li key={`${edge.on}${edge.to}`} className={cn(edge.taken === true && "text-ink")}>
          {edge.on === null
            ? t("flow.leadsTo", { to: nameOf(edge.to) })
            : t("flow.leadsToOn", { to: nameOf(edge.to), on: edge.on })}
          {edge.taken === true && ` · ${t("flow.taken")}`}
        </li>
      ))}
    </ul>
  );
}
