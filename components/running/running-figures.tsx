"use client";

import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { useNow } from "@/lib/client/use-now";
import type { MessageKey } from "@/lib/shared/messages/translate";
import type { Eta as EtaView, RunningRow } from "@/lib/shared/views";
import { Time } from "../ui/time";

/** A commit older than this is worth a look. */
const QUIET_MS = 30_000;

/** Items per second as last measured; until there are two measurements, over the whole time, which is said. */
export function Rate({ row }: { row: RunningRow }) {
  const t = useT();
  const format = useFormat();
  if (row.readPerSecond !== null) {
    return (
      <>
        <span>{format.rate(row.readPerSecond)}</span>
        <span className="block text-faint text-xs">{t("running.rateNow")}</span>
      </>
    );
  }
  if (row.read === 0 || !row.elapsedMs) return <span className="text-faint">–</span>;
  return (
    <>
      <span className="text-muted">{format.rate(row.read / (row.elapsedMs / 1000))}</span>
      <span className="block text-faint text-xs">{t("running.rateMean")}</span>
    </>
  );
}

export function LastCommit({ row }: { row: RunningRow }) {
  const now = useNow(5_000);
  const isQuiet = row.lastCommit !== null && now - new Date(row.lastCommit).getTime() > QUIET_MS;
  return <Time at={row.lastCommit} show="relative" className={isQuiet ? "font-medium text-warning" : "text-muted"} />;
}

/** When it should be done, and what that guess rests on; or why there is none. */
export function Eta({ row }: { row: RunningRow }) {
  const t = useT();
  if (!row.eta) {
    return (
      <>
        <span className="text-faint">–</span>
        <span className="block truncate text-faint text-xs">{t(whyNoEta(row))}</span>
      </>
    );
  }
  return (
    <>
      <EtaTime eta={row.eta} />
      <span className="block truncate text-muted text-xs" title={t(`running.basis.${row.eta.basis}`)}>
        {t(`running.by.${row.eta.basis}`)}
      </span>
    </>
  );
}

/** The clock, by which a shift is planned, and how long that is from now. */
export function EtaTime({ eta }: { eta: EtaView }) {
  const t = useT();
  const format = useFormat();
  const now = useNow(5_000);
  return (
    <time
      dateTime={eta.at}
      title={`${t(`running.basis.${eta.basis}`)}\n${format.exact(eta.at)}`}
      suppressHydrationWarning
    >
      {format.soon(eta.at, now)} <span className="text-muted text-xs">{format.relative(eta.at, now)}</span>
    </time>
  );
}

function whyNoEta({ status, liveness, usualMs, elapsedMs }: RunningRow): MessageKey {
  if (status === "STOPPING") return "running.noEtaStopping";
  if (liveness === "suspect" || liveness === "lost") return "running.noEtaSilent";
  return usualMs !== null && (elapsedMs ?? 0) > usualMs ? "running.noEtaPast" : "running.noEta";
}
