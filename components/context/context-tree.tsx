"use client";

import { useState } from "react";
import { useT } from "@/lib/client/locale";
import { shortClassName } from "@/lib/shared/class-name";
import { isFrameworkKey } from "@/lib/shared/framework-keys";
import type { ContextNode } from "@/lib/shared/views";
import { Button } from "../ui/button";
import { matchingNodes } from "./context-search";

/** Branches deeper than this start folded; in a context of more entries all do. */
const OPEN_DEPTH = 2;
const OPEN_ENTRIES_MAX = 20;
/** Entries of one branch drawn at once. */
const SHOWN_STEP = 100;

/** What the job keeps first; what the framework keeps for itself below, folded. Only what is open is drawn. */
export function ContextTree({ nodes, search }: { nodes: readonly ContextNode[]; search: string }) {
  const t = useT();
  const found = search === "" ? nodes : matchingNodes(nodes, search);
  const own = found.filter((node) => !isFrameworkKey(node.key));
  const framework = found.filter((node) => isFrameworkKey(node.key));
  const openDepth = search !== "" ? Number.POSITIVE_INFINITY : own.length > OPEN_ENTRIES_MAX ? 0 : OPEN_DEPTH;
  if (found.length === 0) return <p className="text-muted">{t("context.notFound", { text: search })}</p>;
  return (
    <>
      <Nodes key={search} nodes={own} depth={0} openDepth={openDepth} />
      {framework.length > 0 && (
        <details key={`framework ${search}`} open={own.length === 0 || search !== ""}>
          <summary className="rounded-sm py-1 text-muted text-xs">
            {t("context.framework", { count: framework.length })}
          </summary>
          <Nodes nodes={framework} depth={0} openDepth={openDepth} />
        </details>
      )}
    </>
  );
}

interface Level {
  readonly depth: number;
  readonly openDepth: number;
}

function Nodes({ nodes, depth, openDepth }: { nodes: readonly ContextNode[] } & Level) {
  const t = useT();
  const [shown, setShown] = useState(SHOWN_STEP);
  const more = nodes.length - shown;
  return (
    <>
      <ul className={depth > 0 ? "ml-1 border-line-soft border-l pl-3" : undefined}>
        {nodes.slice(0, shown).map((node, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a stored list may hold one key twice
          <li key={`${index}${node.key}`} className="mono leading-6">
            {node.children.length > 0 ? (
              <Branch node={node} depth={depth} openDepth={openDepth} />
            ) : (
              <Leaf node={node} />
            )}
          </li>
        ))}
      </ul>
      {more > 0 && (
        <Button variant="ghost" size="sm" className="-ml-2" onClick={() => setShown(shown + SHOWN_STEP)}>
          {t("common.showMore", { count: Math.min(more, SHOWN_STEP) })}
          <span className="text-muted">{t("context.left", { count: more })}</span>
        </Button>
      )}
    </>
  );
}

function Branch({ node, depth, openDepth }: { node: ContextNode } & Level) {
  const [isOpen, setOpen] = useState(depth < openDepth);
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="rounded-sm">
        <Key node={node} />{" "}
        <span className="text-faint">
          {node.type === "list" ? `[${node.children.length}]` : `{${node.children.length}}`}
        </span>{" "}
        <TypeName node={node} />
      </summary>
      {isOpen && <Nodes nodes={node.children} depth={depth + 1} openDepth={openDepth} />}
    </details>
  );
}

const LEAF_TONES: Partial<Record<ContextNode["type"], string>> = {
  string: "text-status-completed",
  integer: "text-status-running",
  long: "text-status-running",
  double: "text-status-running",
  boolean: "text-status-unknown",
  date: "text-status-stopped",
};

function Leaf({ node }: { node: ContextNode }) {
  return (
    <span className="[overflow-wrap:anywhere]">
      <Key node={node} /> <bdi className={LEAF_TONES[node.type] ?? "text-muted"}>{leafText(node)}</bdi>{" "}
      <TypeName node={node} />
    </span>
  );
}

function leafText({ type, value }: ContextNode): string {
  if (type === "string") return JSON.stringify(value ?? "");
  if (type === "null") return "null";
  return value ?? (type === "list" ? "[]" : "{}");
}

/** The class as Java has it, or what JSON says where it names none. */
function TypeName({ node }: { node: ContextNode }) {
  const t = useT();
  if (node.javaType === null && (node.type === "null" || node.type === "java")) return null;
  return (
    <span className="text-2xs text-faint" title={node.javaType ?? undefined}>
      {node.javaType === null ? t(`context.types.${node.type}`) : shortClassName(node.javaType)}
    </span>
  );
}

function Key({ node }: { node: ContextNode }) {
  return <bdi className="text-ink">{node.key}</bdi>;
}
