"use client";

import dynamic from "next/dynamic";
import { useT } from "@/lib/client/locale";
import type { FlowView } from "@/lib/shared/views";
import { Panel, PanelHeader } from "../ui/panel";
import { Skeleton } from "../ui/skeleton";

/** The graph library comes only where a flow is looked at. */
const FlowGraph = dynamic(() => import("./flow-graph").then((module) => module.FlowGraph), {
  ssr: false,
  loading: () => <Skeleton className="m-3.5 h-64" />,
});

export function FlowPanel({ flow }: { flow: FlowView | null }) {
  const t = useT();
  return (
    <Panel aria-labelledby="flow-title">
      <PanelHeader
        id="flow-title"
        title={t("job.tabs.flow")}
        note={flow ? t(flow.source === "declared" ? "job.declared" : "job.inferred") : undefined}
      />
      {flow && flow.nodes.length > 0 ? <FlowGraph flow={flow} /> : <p className="p-4 text-muted">{t("job.noFlow")}</p>}
    </Panel>
  );
}
