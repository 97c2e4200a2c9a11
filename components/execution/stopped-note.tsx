"use client";

import { useT } from "@/lib/client/locale";
import type { ExecutionView } from "@/lib/shared/views";
import { StatusIcon } from "../status/status-icon";
import { toneStyle } from "../status/tone";
import { Time } from "../ui/time";

/** Why an execution that nothing went wrong with has ended early: who asked for it, and that nothing is lost. */
export function StoppedNote({ view: { audit, exitMessage, steps } }: { view: ExecutionView }) {
  const t = useT();
  const wasAsked = [exitMessage, ...steps.map((step) => step.exitMessage)].some((text) =>
    text?.includes("JobInterrupted"),
  );
  const asked = audit.find(({ action, result }) => action === "stop" && result === "DONE");
  return (
    <section
      aria-labelledby="stopped-title"
      style={toneStyle("STOPPED")}
      className="-order-2 min-w-0 rounded-xl border border-tone-soft bg-card px-3.5 py-2.5 shadow-card"
    >
      <div className="flex flex-wrap items-center gap-x-2">
        <StatusIcon status="STOPPED" className="text-tone" />
        <h2 id="stopped-title" className="font-semibold text-tone">
          {asked
            ? t("cause.stoppedBy", { actor: asked.actor })
            : t(wasAsked ? "cause.stoppedOnRequest" : "cause.stopped")}
        </h2>
        {asked && <Time at={asked.at} className="text-muted" />}
      </div>
      {asked?.reason && <p className="mt-1 [overflow-wrap:anywhere]">“{asked.reason}”</p>}
      <p className="mt-1 text-muted">{t("cause.stoppedWhy")}</p>
    </section>
  );
}
