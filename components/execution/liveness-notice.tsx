"use client";

import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { useNow } from "@/lib/client/use-now";
import type { ExecutionView } from "@/lib/shared/views";
import { Notice } from "../ui/notice";

/** What is being waited for, or why it looks dead, and what can be done about it. */
export function LivenessNotice({ view }: { view: ExecutionView }) {
  const t = useT();
  const format = useFormat();
  const now = useNow(5_000);
  const { row, stopping } = view;
  const isSilent = row.liveness === "lost" || row.liveness === "suspect";
  // It needs recovering, so only a lack of rights can be in the way.
  const { recover } = view.actions;
  const whoCan = !recover.enabled && recover.reason && t("liveness.whoCan", { reason: recover.reason });
  if (row.status === "UNKNOWN") {
    return (
      <Notice kind="warning" title={t("cause.whyUnknown")} className="mb-4">
        {t("cause.unknownWhy")} {whoCan}
      </Notice>
    );
  }
  if (isSilent && !stopping) {
    return (
      <Notice kind="warning" title={t(`liveness.${row.liveness}`)} className="mb-4">
        {t(`liveness.${row.liveness}Why`)}{" "}
        {view.lastSign && t("liveness.lastSign", { time: format.relative(view.lastSign, now) })}{" "}
        {view.usualGapMs !== null && t("liveness.usualGap", { gap: format.duration(view.usualGapMs) })}{" "}
        {t("liveness.whatNow")} {whoCan}
      </Notice>
    );
  }
  if (!stopping) return null;
  return (
    <Notice kind={isSilent ? "warning" : "info"} title={t("stopping.title")} className="mb-4">
      {stopping.askedAt &&
        t(stopping.by ? "stopping.askedBy" : "stopping.asked", {
          time: format.clock(stopping.askedAt),
          actor: stopping.by ?? "",
        })}{" "}
      {stopping.usualGapMs === null
        ? t("stopping.waiting")
        : t("stopping.waitingGap", { gap: format.duration(stopping.usualGapMs) })}{" "}
      {isSilent && t("stopping.late")} {isSilent && whoCan}
    </Notice>
  );
}
