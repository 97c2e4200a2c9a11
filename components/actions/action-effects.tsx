"use client";

import type { BatchStatus } from "batch-core/model";
import type { ReactNode } from "react";
import { Rich, useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { useNow } from "@/lib/client/use-now";
import type { Instant, RestartPreviewView } from "@/lib/shared/views";
import { StatusBadge } from "../status/status-badge";
import type { ExecutionCalls } from "./execution-calls";
import { RestartStory } from "./restart-panel";

/** What an action would find, as the reader saw it when it was asked for. */
export interface ActedOn {
  readonly id: string;
  readonly status: BatchStatus;
  /** Names of its steps that the table calls running, partition workers left out. */
  readonly runningSteps: readonly string[];
  readonly runningPartitions: number;
  readonly lastSign: Instant | null;
  readonly host: string | null;
  readonly usualGapMs: number | null;
}

/** More steps than a dialog can list one by one. */
const STEPS_SHOWN = 4;

/** Exactly which rows an action writes, and what follows from that: read before the button is pressed. */
export function ActionEffects({
  name,
  on,
  preview,
}: {
  name: keyof ExecutionCalls;
  on: ActedOn;
  preview: RestartPreviewView | null;
}) {
  const t = useT();
  const format = useFormat();
  if (name === "restart" && preview) {
    return (
      <div>
        <RestartStory preview={preview} />
        <p className="mt-2 text-muted text-xs">{t("action.restart.follows")}</p>
      </div>
    );
  }
  return (
    <dl className="flex flex-col gap-2.5">
      <Effect name={t("action.writes")}>
        <ul className="flex flex-col gap-1">
          <Written name={t("executions.executionId", { id: on.id })} from={on.status} to={AFTER[name]}>
            {name === "recover" && t("action.endNow")}
          </Written>
          {name === "recover" && <RunningSteps on={on} />}
        </ul>
      </Effect>
      <Effect name={t("action.follows")}>
        <p>
          {name === "stop" && on.usualGapMs !== null
            ? t("action.stop.followsGap", { gap: format.duration(on.usualGapMs) })
            : t(`action.${name}.follows`)}
        </p>
      </Effect>
      {name !== "stop" && (
        <Effect name={t("action.whoWorks")}>
          <WhoWorks name={name} on={on} />
        </Effect>
      )}
    </dl>
  );
}

const AFTER = { stop: "STOPPING", restart: "STARTING", abandon: "ABANDONED", recover: "FAILED" } as const;

function Effect({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div className="grid gap-x-3 gap-y-0.5 sm:grid-cols-[7.5rem_minmax(0,1fr)]">
      <dt className="text-muted text-xs leading-[1.1875rem]">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}

function Written({
  name,
  from,
  to,
  children,
}: {
  name: string;
  from: BatchStatus;
  to: BatchStatus;
  children?: ReactNode;
}) {
  const t = useT();
  return (
    <li className="flex flex-wrap items-baseline gap-x-2">
      <span className="min-w-0 max-w-48 truncate" title={name}>
        {name}
      </span>
      <StatusBadge status={from} />
      <span aria-hidden>→</span>
      <span className="sr-only">{t("action.becomes")}</span>
      <StatusBadge status={to} />
      {children && <span className="text-muted text-xs">{children}</span>}
    </li>
  );
}

function RunningSteps({ on }: { on: ActedOn }) {
  const t = useT();
  const more = on.runningSteps.length - STEPS_SHOWN;
  return (
    <>
      {on.runningSteps.slice(0, STEPS_SHOWN).map((step) => (
        <Written
          key={step}
          name={t("cause.inStep", { step })}
          from={on.status === "UNKNOWN" ? "UNKNOWN" : "STARTED"}
          to="FAILED"
        />
      ))}
      {more > 0 && <li className="text-muted">{t("action.moreSteps", { count: more })}</li>}
      {on.runningPartitions > 0 && (
        <li className="text-muted">{t("action.morePartitions", { count: on.runningPartitions })}</li>
      )}
    </>
  );
}

/** What is known about the process, and why the action is safe even if it should be alive. */
function WhoWorks({ name, on }: { name: "restart" | "abandon" | "recover"; on: ActedOn }) {
  const t = useT();
  const format = useFormat();
  const now = useNow(5_000);
  if (name === "restart" || (name === "abandon" && on.status !== "STOPPING")) return <p>{t("action.nobodyWorks")}</p>;
  return (
    <>
      {on.lastSign && (
        <p suppressHydrationWarning>
          <Rich
            k={on.host ? "action.lastSignFrom" : "action.lastSign"}
            values={{ time: <b>{format.relative(on.lastSign, now)}</b>, host: <span className="mono">{on.host}</span> }}
          />
        </p>
      )}
      <p className="text-muted">{t("action.fenced")}</p>
    </>
  );
}
