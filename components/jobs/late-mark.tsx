"use client";

import { AlarmClock } from "lucide-react";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { useNow } from "@/lib/client/use-now";
import type { Instant } from "@/lib/shared/views";

/** Beside a job that starts regularly and has not: since when it is missed. */
export function LateMark({ since, compact = false }: { since: Instant | null; compact?: boolean }) {
  const t = useT();
  const format = useFormat();
  const now = useNow(30_000);
  if (since === null) return null;
  return (
    <span
      title={t("jobs.lateSince", { time: format.exact(since) })}
      className="inline-flex shrink-0 items-center gap-1 whitespace-nowrap font-medium text-warning text-xs"
      suppressHydrationWarning
    >
      <AlarmClock aria-hidden className="size-3.5" />
      <span className={compact ? "sr-only" : undefined}>
        {t("jobs.late")} · {format.soon(since, now)}
      </span>
    </span>
  );
}
