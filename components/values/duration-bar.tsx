"use client";

import type { BatchStatus } from "batch-core/model";
import { useT } from "@/lib/client/locale";
import { useElapsed } from "@/lib/client/use-elapsed";
import { useFormat } from "@/lib/client/use-format";
import type { DurationDoubt as Doubt, Instant } from "@/lib/shared/views";
import { toneStyle } from "../status/tone";
import { cn } from "../ui/cn";
import { DurationDoubt } from "./duration-doubt";

/** Where the usual duration stands on the bar: the right half is for what takes longer. */
const USUAL_AT = 0.5;

interface Measured {
  readonly status: BatchStatus;
  readonly started: Instant | null;
  readonly durationMs: number | null;
  readonly durationDoubt?: Doubt | null;
  readonly usualMs: number | null;
  readonly slowMs?: number | null;
}

/** A duration against the usual one of the job: a bar with a mark at the usual, and the figure. */
export function DurationBar({ of, className }: { of: Measured; className?: string }) {
  const t = useT();
  const format = useFormat();
  const { ms, isRunning } = useElapsed(of);
  const isSlow = isSlowerThanUsual(ms, of);
  if (ms === null && of.durationDoubt) return <DurationDoubt doubt={of.durationDoubt} />;
  if (ms === null) {
    return (
      <span className={cn("inline-flex items-baseline gap-2 text-faint", className)}>
        <Bar share={null} tone={toneStyle("neutral")} />
        <span>–</span>
      </span>
    );
  }
  const share = of.usualMs ? Math.min(1, (ms / of.usualMs) * USUAL_AT) : null;
  return (
    <span
      className={cn("inline-flex items-baseline gap-2", className)}
      title={of.usualMs === null ? undefined : t("duration.usual", { duration: format.duration(of.usualMs) })}
    >
      <Bar
        share={share}
        tone={isSlow ? toneStyle("warning") : isRunning ? toneStyle("STARTED") : toneStyle("neutral")}
      />
      <span className={cn("tabular-nums", isSlow && "font-medium text-warning")}>{format.duration(ms)}</span>
      {isSlow && <span className="sr-only">{t("duration.slow")}</span>}
      {of.durationDoubt && <DurationDoubt doubt={of.durationDoubt} />}
    </span>
  );
}

/** Without a usual there is nothing to compare with; the place is kept, so that figures stay in line. */
function Bar({ share, tone }: { share: number | null; tone: React.CSSProperties }) {
  return (
    <span
      aria-hidden
      style={tone}
      className={cn(
        "relative h-[5px] w-12 shrink-0 self-center overflow-hidden rounded-full bg-track",
        share === null && "invisible",
      )}
    >
      {share !== null && (
        <>
          <span
            className="absolute inset-y-0 left-0 rounded-full bg-tone"
            style={{ width: `${Math.max(4, share * 100)}%` }}
          />
          <span className="absolute inset-y-0 w-[1.5px] bg-muted" style={{ left: `${USUAL_AT * 100}%` }} />
        </>
      )}
    </span>
  );
}

/** Slow is past the 95th percentile, or past twice the usual while that is not known. */
function isSlowerThanUsual(ms: number | null, { usualMs, slowMs }: Pick<Measured, "usualMs" | "slowMs">): boolean {
  if (ms === null || usualMs === null) return false;
  return ms > Math.max(slowMs ?? 0, usualMs * 2, 1_000);
}
