"use client";

import { isRunning } from "batch-core/model";
import { ChevronLeft, ChevronRight, GitCompareArrows } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import type { MessageKey } from "@/lib/shared/messages/translate";
import { routes } from "@/lib/shared/routes";
import type { ExecutionLink, ExecutionView } from "@/lib/shared/views";
import { PageTitle } from "../page/page";
import { EtaTime } from "../running/running-figures";
import { ExitCode } from "../status/exit-code";
import { StatusBadge } from "../status/status-badge";
import { ButtonLink } from "../ui/button-link";
import { CopyButton } from "../ui/copy-button";
import { Fact, Facts } from "../ui/facts";
import { Time } from "../ui/time";
import { DurationBar } from "../values/duration-bar";

/** Which execution this is, how it stands, and its figures, in two lines. */
export function ExecutionHeader({ view, actions }: { view: ExecutionView; actions: ReactNode }) {
  const t = useT();
  const format = useFormat();
  const { row } = view;
  const running = isRunning(row.status);
  const rate = view.steps.findLast((step) => isRunning(step.status))?.itemsPerSecond ?? null;
  // Figures that grow while it runs have their room from the beginning, so that those behind them stay where they are.
  const kept = (room: string) => (running ? room : undefined);
  return (
    <>
      <PageTitle
        title={row.jobName ?? t("executions.noJob")}
        note={
          <>
            <StatusBadge status={row.status} stored={row.storedStatus} liveness={row.liveness} pill />
            <span>
              {t("execution.attemptOf", { attempt: row.attempt, attempts: row.attempts })}
              {row.instanceId && (
                <>
                  {" · "}
                  <Link
                    href={routes.instances.detail(row.instanceId)}
                    className="text-ink underline decoration-field-line underline-offset-2 hover:decoration-current"
                  >
                    {t("execution.instance")} <span className="mono">{row.instanceId}</span>
                  </Link>
                </>
              )}
            </span>
            <Neighbours view={view} />
          </>
        }
      >
        {actions}
      </PageTitle>
      <Facts className="mb-4">
        <Fact name={t("executions.execution")}>
          <span className="mono inline-flex items-center gap-0.5">
            {row.id}
            <CopyButton text={row.id} label={t("execution.copyId")} className="-my-1 size-6" />
          </span>
        </Fact>
        <Fact name={t("executions.started")} className={kept("sm:min-w-32")}>
          <Time at={row.started} />
        </Fact>
        {row.ended && (
          <Fact name={t("executions.ended")}>
            <Time at={row.ended} show="moment" />
          </Fact>
        )}
        <Fact name={t("executions.duration")} className={kept(row.usualMs === null ? "sm:min-w-16" : "sm:min-w-56")}>
          <DurationBar of={row} className={row.usualMs === null ? "[&>span:first-child]:hidden" : undefined} />
          {row.usualMs !== null && (
            <span className="text-faint"> {t("duration.usual", { duration: format.duration(row.usualMs) })}</span>
          )}
        </Fact>
        {running && (
          <Fact name={t("running.eta")} className={kept("sm:min-w-28")}>
            {view.eta ? <EtaTime eta={view.eta} /> : <span className="text-faint">–</span>}
          </Fact>
        )}
        <Fact name={t("executions.exitCode")}>
          {/* Until it ends the table says UNKNOWN, which is no news. */}
          <ExitCode code={running ? null : row.exitCode} failed={row.status === "FAILED"} />
        </Fact>
        <Fact name={t("execution.readWritten")} className={kept("sm:min-w-36")}>
          {format.number(row.read)} → {format.number(row.written)}{" "}
          <span className="text-muted text-xs">
            {row.filtered > 0 && t("execution.filtered", { count: row.filtered })}
            {row.filtered > 0 && row.skipped > 0 && ", "}
            {row.skipped > 0 && <span className="text-warning">{t("execution.skipped", { count: row.skipped })}</span>}
            {view.changes && view.changes.skips.before !== row.skipped && (
              <span> {t("execution.skippedBefore", { count: view.changes.skips.before })}</span>
            )}
          </span>
        </Fact>
        {running && (
          <Fact name={t("steps.rate")} className={kept("sm:min-w-16")}>
            {rate === null ? <span className="text-faint">–</span> : format.rate(rate)}
          </Fact>
        )}
        <Fact name={t("executions.requestedBy")}>
          {row.requestedBy ?? <span className="text-faint">{t("common.unknown")}</span>}
        </Fact>
        {row.host && (
          <Fact name={t("executions.host")}>
            <span className="mono">{row.host}</span>
          </Fact>
        )}
      </Facts>
    </>
  );
}

/** Older and newer executions of the job, and the last that went well to compare with. */
function Neighbours({ view }: { view: ExecutionView }) {
  const { previousOfJob, nextOfJob, lastGood } = view.neighbours;
  const t = useT();
  const hasChangesPanel = view.changes !== null && !isRunning(view.row.status) && view.row.status !== "COMPLETED";
  return (
    <span className="flex items-center">
      <Neighbour link={previousOfJob} word="execution.previous" icon={<ChevronLeft aria-hidden />} />
      <Neighbour link={nextOfJob} word="execution.next" icon={<ChevronRight aria-hidden />} />
      {lastGood && lastGood.id !== view.row.id && !hasChangesPanel && (
        <ButtonLink variant="ghost" size="sm" href={routes.executions.compare(view.row.id, lastGood.id)}>
          <GitCompareArrows aria-hidden />
          {t("execution.compareLastGood")}
        </ButtonLink>
      )}
    </span>
  );
}

function Neighbour({ link, word, icon }: { link: ExecutionLink | null; word: MessageKey; icon: ReactNode }) {
  const t = useT();
  if (!link) return null;
  const text = t(word, { id: link.id, status: t(`status.${link.status}`) });
  return (
    <ButtonLink
      variant="ghost"
      size="icon"
      className="size-7"
      href={routes.executions.detail(link.id)}
      aria-label={text}
      title={text}
    >
      {icon}
    </ButtonLink>
  );
}
