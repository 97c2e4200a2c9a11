"use client";

import dynamic from "next/dynamic";
import { useT } from "@/lib/client/locale";
import type { FlowView } from "@/lib/shared/views";
import { Panel, PanelHeader } from "../ui/panel";
import { Tabs } from "../ui/tabs";
import { chainOf } from "./chain-of";
import { FlowChain } from "./flow-chain";
import type { FlowSizes } from "./flow-layout";
import { FlowPlace } from "./flow-place";
import { FlowText } from "./flow-text";

/** The graph library comes only where a flow that branches is looked at. */
const FlowGraph = dynamic(() => import("./flow-graph").then((module) => module.FlowGraph), { ssr: false });

/**
 * A job's flow as a drawing and as text; of an execution coloured by how far it came.
 * @param sizes  of a drawing that branches, as the server reckons them
 */
export function FlowPanel({ flow, sizes }: { flow: FlowView | null; sizes: FlowSizes | null }) {
  const t = useT();
  const isOfExecution = flow?.nodes.some(({ reached }) => reached !== null) ?? false;
  return (
    <Panel aria-labelledby="flow-title">
      <PanelHeader
        id="flow-title"
        title={t("job.tabs.flow")}
        note={
          flow
            ? t(isOfExecution ? "flow.ofExecution" : flow.source === "declared" ? "job.declared" : "job.inferred")
            : undefined
        }
      />
      {flow && flow.nodes.length > 0 ? (
        <Tabs
          label={t("job.tabs.flow")}
          initial="graph"
          tabs={[
            { name: "graph", label: t("flow.graph"), content: <Drawing flow={flow} sizes={sizes} /> },
            { name: "text", label: t("flow.text"), content: <FlowText flow={flow} /> },
          ]}
        />
      ) : (
        <p className="p-4 text-muted">{t("job.noFlow")}</p>
      )}
    </Panel>
  );
}

function Drawing({ flow, sizes }: { flow: FlowView; sizes: FlowSizes | null }) {
  const chain = chainOf(flow);
  if (chain) return <FlowChain chain={chain} />;
  return (
    <FlowPlace sizes={sizes}>
      <FlowGraph flow={flow} />
    </FlowPlace>
  );
}
