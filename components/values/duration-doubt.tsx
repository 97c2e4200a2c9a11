"use client";

import { TriangleAlert } from "lucide-react";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import type { DurationDoubt as Doubt } from "@/lib/shared/views";

/** Why a duration is not to be trusted; the span the rows give where it runs backwards. */
export function DurationDoubt({ doubt }: { doubt: Doubt }) {
  const t = useT();
  const format = useFormat();
  const reason = t(doubt.kind === "negative" ? "duration.negative" : "duration.clocksSetBack");
  return (
    <span className="inline-flex items-baseline gap-1 text-warning" title={reason}>
      {doubt.ms < 0 && <span className="tabular-nums">−{format.duration(-doubt.ms)}</span>}
      <TriangleAlert aria-hidden className="size-3 shrink-0 self-center" />
      <span className="sr-only">{reason}</span>
    </span>
  );
}
