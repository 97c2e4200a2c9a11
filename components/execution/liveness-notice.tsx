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
  if (row.status === "UNKNOWN") {
    return (
      <Notice kind="warning" title={t("cause.whyUnknown")} className="mb-4">
        {t("cause.unknownWhy")}
      </Notice>
    );
  }
  if (isSilent && !stopping) {
    return (
      <Notice kind="warning" title={t(`liveness.${row.liveness}`)} className="mb-4">
        {t(`liveness.${row.liveness}Why`)}{" "}
        {row.updated && t("liveness.lastSign", { time: format.relative(row.updated, now) })} {t("liveness.whatNow")}
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
      {isSilent && t("stopping.late")}
    </Notice>
  );
}
