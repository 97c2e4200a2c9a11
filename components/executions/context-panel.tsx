"use client";

import { useId, useState } from "react";
import { useT } from "@/lib/client/locale";
import { isFrameworkKey } from "@/lib/shared/framework-keys";
import type { ContextNode, ContextView } from "@/lib/shared/views";
import { Badge } from "../ui/badge";
import { CopyButton } from "../ui/copy-button";
import { Select } from "../ui/input";
import { Notice } from "../ui/notice";
import { Panel, PanelHeader } from "../ui/panel";
import { Tabs } from "../ui/tabs";

/** What a restart starts from: the job's ExecutionContext and each step's, as a typed tree and as stored. */
export function ContextPanel({ contexts }: { contexts: readonly ContextView[] }) {
  const t = useT();
  const id = useId();
  const [key, setKey] = useState<string | null>(null);
  const shown = contexts.find((context) => keyOf(context) === key) ?? mostTelling(contexts);
  return (
    <Panel aria-labelledby="context-title">
      <PanelHeader id="context-title" title={t("context.title")}>
        {contexts.length > 1 && shown && (
          <>
            <label htmlFor={id} className="sr-only">
              {t("context.choose")}
            </label>
            <Select
              id={id}
              value={keyOf(shown)}
              onChange={(event) => setKey(event.target.value)}
              className="h-7 max-w-44 text-xs"
            >
              {contexts.map((context) => (
                <option key={keyOf(context)} value={keyOf(context)}>
                  {context.owner === "job" ? t("context.ofJob") : (context.stepName ?? "")}
                </option>
              ))}
            </Select>
          </>
        )}
      </PanelHeader>
      {shown ? (
        <StoredContext key={keyOf(shown)} context={shown} />
      ) : (
        <p className="px-3.5 py-3 text-muted">{t("context.none")}</p>
      )}
    </Panel>
  );
}

function keyOf(context: ContextView): string {
  return context.stepExecutionId ?? "job";
}

/** The last step's that keeps something of its own, else the job's, else the last that holds anything. */
function mostTelling(contexts: readonly ContextView[]): ContextView | undefined {
  const own = contexts.filter(({ nodes }) => nodes.some(({ key }) => !isFrameworkKey(key)));
  return (
    own.findLast(({ owner }) => owner === "step") ??
    own[0] ??
    contexts.findLast(({ nodes, problem }) => nodes.length > 0 || problem !== null) ??
    contexts[0]
  );
}

/** As a typed tree, and as it stands in the table. */
export function StoredContext({ context }: { context: ContextView }) {
  const t = useT();
  const canTree = context.format !== "unreadable" && !context.problem;
  const tree =
    context.nodes.length === 0 ? (
      <p className="px-3.5 py-3 text-muted">{t("context.empty")}</p>
    ) : (
      <div className="max-h-96 overflow-auto px-3.5 py-2.5">
        <OwnAndFrameworkNodes nodes={context.nodes} />
      </div>
    );
  const raw = (
    <pre className="mono max-h-96 overflow-auto whitespace-pre-wrap px-3.5 py-2.5 text-muted [overflow-wrap:anywhere]">
      {context.raw || t("context.empty")}
    </pre>
  );
  return (
    <>
      {(context.problem || context.truncated) && (
        <Notice kind="warning" className="m-2.5 text-xs">
          {context.problem ?? t("context.truncated")}
        </Notice>
      )}
      <Tabs
        label={t("context.title")}
        initial={canTree ? "tree" : "raw"}
        tabs={[
          { name: "tree", label: t("context.tree"), content: tree },
          { name: "raw", label: t("context.raw"), content: raw },
        ]}
        aside={
          <>
            <Badge variant="outline">{t(`context.formats.${context.format}`)}</Badge>
            <CopyButton text={context.raw} label={t("context.copy")} />
          </>
        }
      />
    </>
  );
}

/** What the job keeps first; what the framework keeps for itself (`batch.*`) below, folded. */
function OwnAndFrameworkNodes({ nodes }: { nodes: readonly ContextNode[] }) {
  const t = useT();
  const own = nodes.filter((node) => !isFrameworkKey(node.key));
  const framework = nodes.filter((node) => isFrameworkKey(node.key));
  return (
    <>
      <Nodes nodes={own} depth={0} />
      {framework.length > 0 && (
        <details open={own.length === 0}>
          <summary className="rounded-sm py-1 text-muted text-xs">
            {t("context.framework", { count: framework.length })}
          </summary>
          <Nodes nodes={framework} depth={0} />
        </details>
      )}
    </>
  );
}

/** Branches deeper than this start folded. */
const OPEN_DEPTH = 2;

function Nodes({ nodes, depth }: { nodes: readonly ContextNode[]; depth: number }) {
  return (
    <ul className={depth > 0 ? "ml-1 border-line-soft border-l pl-3" : undefined}>
      {nodes.map((node, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a stored list may hold one key twice
        <li key={`${index}${node.key}`} className="mono leading-6">
          {node.children.length > 0 ? <Branch node={node} depth={depth} /> : <Leaf node={node} />}
        </li>
      ))}
    </ul>
  );
}

function Branch({ node, depth }: { node: ContextNode; depth: number }) {
  return (
    <details open={depth < OPEN_DEPTH}>
      <summary className="rounded-sm">
        <Key node={node} />{" "}
        <span className="text-faint">
          {node.type === "list" ? `[${node.children.length}]` : `{${node.children.length}}`}
        </span>
      </summary>
      <Nodes nodes={node.children} depth={depth + 1} />
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
  const t = useT();
  const text = node.type === "string" ? JSON.stringify(node.value ?? "") : (node.value ?? node.type);
  return (
    <span className="[overflow-wrap:anywhere]">
      <Key node={node} />{" "}
      <bdi className={LEAF_TONES[node.type] ?? "text-muted"}>
        {node.type === "list" ? "[]" : node.type === "map" ? "{}" : text}
      </bdi>{" "}
      <span className="text-2xs text-faint" title={node.javaType ?? undefined}>
        {t(`context.types.${node.type}`)}
      </span>
    </span>
  );
}

function Key({ node }: { node: ContextNode }) {
  return (
    <bdi className="text-ink" title={node.javaType ?? undefined}>
      {node.key}
    </bdi>
  );
}
