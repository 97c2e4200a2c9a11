"use client";

import { useQuery } from "@tanstack/react-query";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { executionQueries } from "@/lib/shared/queries/execution-queries";
import type { ExecutionView, Id, StepView } from "@/lib/shared/views";
import { StatusBadge } from "../status/status-badge";
import { Skeleton } from "../ui/skeleton";

/** More than a glance takes in; the page of the execution has all. */
const STEPS_MAX = 12;

/** What an execution did and why it ended so, without leaving the list. */
export function ExecutionPreview({ id }: { id: Id }) {
  const t = useT();
  const { data: view, isError } = useQuery(executionQueries.detail(id));
  if (isError) return <p className="text-warning">{t("executions.previewFailed")}</p>;
  if (!view) return <Skeleton className="h-16 w-full" />;
  return (
    <div className="grid gap-x-6 gap-y-3 @4xl:grid-cols-2">
      <Cause view={view} />
      <Steps steps={view.steps} />
    </div>
  );
}

function Cause({ view: { cause, exitMessage, audit } }: { view: ExecutionView }) {
  const t = useT();
  const deepest = cause?.causes[0];
  const stop = audit.find(({ action, result }) => action === "stop" && result === "DONE");
  if (deepest) {
    return (
      <div className="min-w-0">
        {cause.step && <p className="text-muted text-xs">{t("cause.inStep", { step: cause.step })}</p>}
        <p className="mono mt-0.5 line-clamp-6 whitespace-pre-wrap font-medium [overflow-wrap:anywhere]">
          <bdi>{deepest.headline}</bdi>
        </p>
        {deepest.frames.slice(0, 2).map((frame) => (
          <p key={frame} className="mono truncate text-muted" title={frame}>
            {frame}
          </p>
        ))}
      </div>
    );
  }
  if (stop) {
    return (
      <p className="min-w-0 [overflow-wrap:anywhere]">
        {t("cause.stoppedBy", { actor: stop.actor })}
        {stop.reason && ` “${stop.reason}”`}
      </p>
    );
  }
  if (!exitMessage) return null;
  return <p className="mono line-clamp-6 min-w-0 text-muted [overflow-wrap:anywhere]">{exitMessage}</p>;
}

function Steps({ steps }: { steps: readonly StepView[] }) {
  const t = useT();
  const format = useFormat();
  if (steps.length === 0) return <p className="text-muted">{t("steps.none")}</p>;
  // The last ones say how it ended.
  const shown = steps.slice(-STEPS_MAX);
  return (
    <div className="min-w-0">
      {steps.length > shown.length && (
        <p className="text-muted text-xs">{t("executions.stepsBefore", { count: steps.length - shown.length })}</p>
      )}
      <ul>
        {shown.map((step) => (
          <li key={step.id} className="flex items-baseline gap-3 py-0.5">
            <span className="w-28 shrink-0">
              <StatusBadge status={step.status} stored={step.storedStatus} compact />
            </span>
            <bdi className="min-w-0 flex-1 truncate" title={step.name}>
              {step.name}
            </bdi>
            <span className="w-16 shrink-0 text-right tabular-nums">
              {step.durationMs === null ? "–" : format.duration(step.durationMs)}
            </span>
            <span className="w-40 shrink-0 text-right text-muted tabular-nums @max-xl:hidden">
              {format.number(step.read)} → {format.number(step.written)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
