"use client";

import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { useNow } from "@/lib/client/use-now";
import type { Instant } from "@/lib/shared/views";

/** How old data may be before it is called stale while it should be moving. */
const STALE_MS = 15_000;

/** Whether what is shown follows the database, and since when it does not. */
export function Freshness({ readAt, isLive, isFailing }: { readAt: Instant; isLive: boolean; isFailing: boolean }) {
  const t = useT();
  const format = useFormat();
  const now = useNow(5_000);
  const isStale = isFailing || (isLive && now - new Date(readAt).getTime() > STALE_MS);
  if (isStale) {
    return (
      <span className="font-medium text-warning text-xs" title={t("common.staleWhy")}>
        {t("common.stale", { time: format.clock(readAt) })}
      </span>
    );
  }
  if (!isLive) return null;
  return (
    <span className="inline-flex items-center gap-1.5 text-xs">
      <span aria-hidden className="size-1.5 animate-pulse rounded-full bg-status-running" />
      {t("common.live")}
    </span>
  );
}
