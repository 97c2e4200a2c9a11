"use client";

import dynamic from "next/dynamic";
import { useT } from "@/lib/client/locale";
import type { FlowView } from "@/lib/shared/views";
import { Panel, PanelHeader } from "../ui/panel";
import { Skeleton } from "../ui/skeleton";
import { Tabs } from "../ui/tabs";
import { FlowText } from "./flow-text";

/** The graph library comes only where a flow is looked at. */
const FlowGraph = dynamic(() => import("./flow-graph").then((module) => module.FlowGraph), {
  ssr: false,
  loading: () => <Skeleton className="m-3.5 h-24" />,
});

/** A job's flow as a drawing and as text; of an execution coloured by how far it came. */
export function FlowPanel({ flow }: { flow: FlowView | null }) {
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
            { name: "graph", label: t("flow.graph"), content: <FlowGraph flow={flow} /> },
            { name: "text", label: t("flow.text"), content: <FlowText flow={flow} /> },
          ]}
        />
      ) : (
        <p className="p-4 text-muted">{t("job.noFlow")}</p>
      )}
    </Panel>
  );
}
