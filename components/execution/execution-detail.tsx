"use client";

import { useQuery } from "@tanstack/react-query";
import { isRunning } from "batch-core/model";
import { useRouter } from "next/navigation";
import { useMemo } from "react";
import { useT } from "@/lib/client/locale";
import { usePageTitle } from "@/lib/client/use-page-title";
import { useStatusAnnouncements } from "@/lib/client/use-status-announcements";
import { executionQueries } from "@/lib/shared/queries/execution-queries";
import type { ExecutionView } from "@/lib/shared/views";
import { ExecutionActions } from "../actions/execution-actions";
import type { ExecutionCalls } from "../actions/execution-calls";
import { RestartPanel } from "../actions/restart-panel";
import { ContextPanel } from "../context/context-panel";
import type { FlowSizes } from "../flow/flow-layout";
import { FlowPanel } from "../flow/flow-panel";
import { Freshness } from "../page/freshness";
import { StepTable } from "../steps/step-table";
import { Timeline } from "../timeline/timeline";
import { AuditPanel } from "./audit-panel";
import { CausePanel } from "./cause-panel";
import { ChangesPanel } from "./changes-panel";
import { ExecutionHeader } from "./execution-header";
import { executionTitle } from "./execution-title";
import { LaterAttempt } from "./later-attempt";
import { LivenessNotice } from "./liveness-notice";
import { MessagePanel } from "./message-panel";
import { ParametersPanel } from "./parameters-panel";
import { StoppedNote } from "./stopped-note";
import { StoredPanel } from "./stored-panel";

/** One execution, from what happened down to what is stored. Follows the database while it runs. */
export function ExecutionDetail({
  initial,
  calls,
  flowSizes,
}: {
  initial: ExecutionView;
  calls: ExecutionCalls;
  flowSizes: FlowSizes | null;
}) {
  const router = useRouter();
  const query = useQuery({
    ...executionQueries.detail(initial.row.id),
    initialData: initial,
    initialDataUpdatedAt: new Date(initial.readAt).getTime(),
  });
  const view = query.data;
  const { row } = view;
  useStatusAnnouncements(useMemo(() => [row], [row]));
  usePageTitle(executionTitle(useT(), row));
  const lookAgain = () => {
    void query.refetch();
    router.refresh();
  };
  const running = isRunning(row.status);
  const isTrouble = !running && row.status !== "COMPLETED";
  return (
    <>
      <ExecutionHeader
        view={view}
        actions={
          <>
            <Freshness readAt={view.readAt} isLive={running} isFailing={query.isError} />
            <ExecutionActions
              target={actedOn(view)}
              allowed={view.actions}
              calls={calls}
              restartPreview={view.restartPreview}
              onChanged={lookAgain}
            />
          </>
        }
      />
      <LivenessNotice view={view} />
      <LaterAttempt view={view} />
      {/* Two columns where there is room; else one, in the order in which it answers. */}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="contents min-w-0 flex-col gap-4 xl:flex">
          {view.cause && <CausePanel cause={view.cause} status={row.status} />}
          {!view.cause && row.status === "STOPPED" && <StoppedNote view={view} />}
          {!view.cause && view.exitMessage && row.status !== "STOPPED" && <MessagePanel message={view.exitMessage} />}
          <Timeline timeline={view.timeline} executionId={row.id} attempts={row.attempts} />
          {view.flow?.source === "declared" && view.flow.nodes.length > 1 && (
            <FlowPanel flow={view.flow} sizes={flowSizes} />
          )}
          <StepTable executionId={row.id} steps={view.steps} partitions={view.partitions} />
          <div className="order-last xl:order-none">
            <AuditPanel entries={view.audit} />
          </div>
        </div>
        <div className="contents min-w-0 flex-col gap-4 xl:flex">
          {view.restartPreview && !running && (
            <div className="-order-1 xl:order-none">
              <RestartPanel preview={view.restartPreview} />
            </div>
          )}
          {view.changes && isTrouble && (
            <div className="-order-1 xl:order-none">
              <ChangesPanel executionId={row.id} changes={view.changes} />
            </div>
          )}
          <ParametersPanel parameters={view.parameters} />
          <ContextPanel contexts={view.contexts} />
          <StoredPanel view={view} />
        </div>
      </div>
    </>
  );
}

/** What a dialog about it has to say. */
function actedOn({ row, steps, partitions, lastSign, usualGapMs }: ExecutionView) {
  return {
    id: row.id,
    jobName: row.jobName,
    status: row.status,
    seen: row,
    runningSteps: steps.filter(({ status }) => isRunning(status) || status === "UNKNOWN").map(({ name }) => name),
    runningPartitions: partitions.reduce((sum, { running }) => sum + running, 0),
    lastSign: lastSign ?? row.updated,
    host: row.host,
    usualGapMs,
  };
}
