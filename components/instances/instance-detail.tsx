"use client";

import { isRunning } from "batch-core/model";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { useRefreshWhile } from "@/lib/client/use-refresh-while";
import { routes } from "@/lib/shared/routes";
import type { InstanceView } from "@/lib/shared/views";
import { ExecutionActions } from "../actions/execution-actions";
import type { ExecutionCalls } from "../actions/execution-calls";
import { ParametersPanel } from "../execution/parameters-panel";
import { PageTitle } from "../page/page";
import { StatusBadge } from "../status/status-badge";
import { Timeline } from "../timeline/timeline";
import { CopyButton } from "../ui/copy-button";
import { Fact, Facts } from "../ui/facts";
import { Notice } from "../ui/notice";
import { Time } from "../ui/time";
import { AttemptTable } from "./attempt-table";

/** One logical run with all its attempts: "failed twice at load, then completed" on one screen. */
export function InstanceDetail({ view, calls }: { view: InstanceView; calls: ExecutionCalls }) {
  const t = useT();
  const format = useFormat();
  const router = useRouter();
  const { instance, attempts, actions } = view;
  const last = attempts.at(-1)?.row;
  const running = last !== undefined && isRunning(last.status);
  useRefreshWhile(running);
  return (
    <>
      <PageTitle
        title={instance.jobName}
        note={
          <>
            {instance.lastStatus && <StatusBadge status={instance.lastStatus} liveness={last?.liveness ?? null} pill />}
            <span>
              {t("execution.instance")} <span className="mono">{instance.id}</span>
            </span>
          </>
        }
      >
        {last && actions && (
          <>
            <span className="text-muted text-xs">
              {t("instances.actionsOfLast")}{" "}
              <Link href={routes.executions.detail(last.id)} className="mono text-ink hover:underline">
                {last.id}
              </Link>
            </span>
            <ExecutionActions
              target={{
                id: last.id,
                jobName: last.jobName,
                status: last.status,
                seen: last,
                runningSteps: last.currentStep === null ? [] : [last.currentStep],
                runningPartitions: 0,
                lastSign: last.updated,
                host: last.host,
                usualGapMs: null,
              }}
              allowed={actions}
              calls={calls}
              onChanged={() => router.refresh()}
            />
          </>
        )}
      </PageTitle>
      <Facts className="mb-4">
        <Fact name={t("instances.attempts")}>{format.number(instance.attempts)}</Fact>
        <Fact name={t("instances.firstStarted")}>
          <Time at={instance.firstStarted} />
        </Fact>
        <Fact name={t("instances.lastEnded")}>
          <Time at={instance.lastEnded} />
        </Fact>
        <Fact name={t("instances.totalTime")}>
          {instance.totalMs === null ? <span className="text-faint">–</span> : format.duration(instance.totalMs)}
        </Fact>
        <Fact name={t("instances.jobKey")} className="max-sm:col-span-2">
          <span className="mono inline-flex items-center gap-0.5 [overflow-wrap:anywhere]">
            {instance.jobKey}
            <CopyButton text={instance.jobKey} label={t("instances.copyKey")} className="-my-1 size-6" />
          </span>
        </Fact>
      </Facts>
      {attempts.length === 0 ? (
        <Notice kind="info" title={t("instances.noAttempts")} className="mb-4" />
      ) : (
        <div className="mb-4">
          <AttemptTable attempts={attempts} />
        </div>
      )}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <Timeline timeline={view.timeline} attempts={instance.attempts} {...(last ? { executionId: last.id } : {})} />
        <ParametersPanel parameters={view.parameters} />
      </div>
    </>
  );
}
