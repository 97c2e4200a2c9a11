"use client";

import { useQuery } from "@tanstack/react-query";
import { isRunning } from "batch-core/model";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { useStatusAnnouncements } from "@/lib/client/use-status-announcements";
import { executionQueries } from "@/lib/shared/queries";
import type { ExecutionView } from "@/lib/shared/views";
import { AuditPanel } from "./audit-panel";
import { CausePanel } from "./cause-panel";
import { ContextPanel } from "./context-panel";
import { ExecutionActions, type ExecutionCalls } from "./execution-actions";
import { ExecutionHeader } from "./execution-header";
import { Freshness } from "./freshness";
import { LivenessNotice } from "./liveness-notice";
import { ParametersPanel } from "./parameters-panel";
import { RestartPanel } from "./restart-panel";
import { StepTable } from "./step-table";
import { Timeline } from "./timeline";

/** One execution, from what happened down to what is stored. Follows the database while it runs. */
export function ExecutionDetail({ initial, calls }: { initial: ExecutionView; calls: ExecutionCalls }) {
  const router = useRouter();
  const query = useQuery({
    ...executionQueries.detail(initial.row.id),
    initialData: initial,
    initialDataUpdatedAt: new Date(initial.readAt).getTime(),
  });
  const view = query.data;
  const { row } = view;
  useStatusAnnouncements(useMemo(() => [row], [row]));
  const lookAgain = () => {
    void query.refetch();
    router.refresh();
  };
  const running = isRunning(row.status);
  return (
    <>
      <ExecutionHeader
        view={view}
        actions={
          <>
            <Freshness readAt={view.readAt} isLive={running} isFailing={query.isError} />
            <ExecutionActions
              target={{ id: row.id, jobName: row.jobName, isRunning: running }}
              allowed={view.actions}
              calls={calls}
              restartPreview={view.restartPreview}
              onChanged={lookAgain}
            />
          </>
        }
      />
      <LivenessNotice view={view} />
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-4">
          {view.cause && <CausePanel cause={view.cause} stopped={row.status === "STOPPED"} />}
          <Timeline timeline={view.timeline} executionId={row.id} />
          <StepTable executionId={row.id} steps={view.steps} partitions={view.partitions} />
          <AuditPanel entries={view.audit} />
        </div>
        <div className="grid min-w-0 content-start gap-4 max-xl:md:grid-cols-2">
          {view.restartPreview && !running && <RestartPanel preview={view.restartPreview} />}
          <ParametersPanel parameters={view.parameters} />
          <ContextPanel contexts={view.contexts} />
        </div>
      </div>
    </>
  );
}
