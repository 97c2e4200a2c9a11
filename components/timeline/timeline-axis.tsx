"use client";

import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import type { TimelineSegment } from "@/lib/shared/views";
import { cn } from "../ui/cn";
import { TIMELINE_ROW } from "./timeline-grid";

/** Folded idle time, as a hatched strip through every row. */
export function TimelineGaps({ segments }: { segments: readonly TimelineSegment[] }) {
  return places(segments)
    .filter(({ segment }) => segment.gapMs !== null)
    .map(({ segment, left, width }) => (
      <span
        key={segment.from}
        aria-hidden
        className="absolute -inset-y-1.5 bg-[repeating-linear-gradient(135deg,var(--line)_0_1px,transparent_1px_5px)]"
        style={{ left: `${left * 100}%`, width: `${width * 100}%` }}
      />
    ));
}

/** On a narrow axis the label of a segment that begins before this would lie on the first one. */
const CLEAR_OF_FIRST = 0.45;

/** Labels over the width of the axis, about five, with the length of each gap where it is folded. */
export function TimelineAxis({ segments }: { segments: readonly TimelineSegment[] }) {
  const t = useT();
  const format = useFormat();
  const all = places(segments);
  return (
    <div aria-hidden className={cn(TIMELINE_ROW, "h-7 border-line-soft border-b text-2xs text-muted")}>
      <span />
      <div className="relative h-4">
        {all.map(({ segment, left, width }) => {
          if (segment.gapMs !== null) {
            return (
              <span
                key={segment.from}
                className="absolute -translate-x-1/2 whitespace-nowrap text-faint"
                style={{ left: `${(left + width / 2) * 100}%` }}
                title={t("timeline.gap", { duration: format.duration(segment.gapMs) })}
              >
                ⋯
              </span>
            );
          }
          const from = new Date(segment.from).getTime();
          const span = new Date(segment.to).getTime() - from;
          const count = Math.max(1, Math.round(width * 5));
          return Array.from({ length: count }, (_, index) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: ticks have no identity but their place
              key={`${segment.from}${index}`}
              className={cn(
                "absolute whitespace-nowrap",
                (index > 0 || (left > 0 && left < CLEAR_OF_FIRST)) && "@max-md:hidden",
              )}
              style={{ left: `${(left + (width * index) / count) * 100}%` }}
              suppressHydrationWarning
            >
              {span < 5_000 && index > 0
                ? `+${format.duration((span * index) / count)}`
                : format.clock(new Date(from + (span * index) / count))}
            </span>
          ));
        })}
      </div>
      <span />
    </div>
  );
}

function places(segments: readonly TimelineSegment[]) {
  const whole = segments.reduce((sum, segment) => sum + segment.weight, 0) || 1;
  let left = 0;
  return segments.map((segment) => {
    const place = { segment, left, width: segment.weight / whole };
    left += place.width;
    return place;
  });
}
