"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { routes } from "@/lib/shared/routes";
import type { TimelineBar, TimelineLane, TimelineSegment, TimelineView } from "@/lib/shared/views";
import { StatusBadge } from "../status/status-badge";
import { StatusIcon } from "../status/status-icon";
import { toneStyle } from "../status/tone";
import { cn } from "../ui/cn";
import { Panel, PanelHeader } from "../ui/panel";

const ROW =
  "grid grid-cols-[minmax(6rem,11rem)_minmax(0,1fr)_4.5rem] items-center gap-3 px-3.5 @max-md:grid-cols-[6.5rem_minmax(0,1fr)_3.5rem] @max-md:gap-2";

/** When each step ran. Attempts are lanes, idle time is folded, partitions stay under their manager. */
export function Timeline({ timeline, executionId }: { timeline: TimelineView; executionId?: string }) {
  const t = useT();
  const isFolded = timeline.segments.some((segment) => segment.gapMs !== null);
  const note = [
    isFolded && t("timeline.folded"),
    timeline.lanes.length > 1 && t("timeline.attempts", { count: timeline.lanes.length }),
  ].filter(Boolean);
  return (
    <Panel aria-labelledby="timeline-title" className="@container">
      <PanelHeader id="timeline-title" title={t("timeline.title")} note={note.join(" · ")} />
      {timeline.lanes.length > 0 && <Axis segments={timeline.segments} />}
      {timeline.lanes.map((lane) => (
        <Lane
          key={lane.executionId}
          lane={lane}
          segments={timeline.segments}
          isNamed={timeline.lanes.length > 1}
          isCurrent={lane.executionId === executionId}
        />
      ))}
      {timeline.lanes.every((lane) => lane.bars.length === 0) && (
        <p className="px-3.5 py-3 text-muted">{t("timeline.nothing")}</p>
      )}
    </Panel>
  );
}

function Lane({
  lane,
  segments,
  isNamed,
  isCurrent,
}: {
  lane: TimelineLane;
  segments: readonly TimelineSegment[];
  isNamed: boolean;
  isCurrent: boolean;
}) {
  const t = useT();
  return (
    <div className={cn("border-line-soft border-b last:border-b-0", isNamed && !isCurrent && "bg-background/60")}>
      {isNamed && (
        <div className="flex items-center gap-2 px-3.5 pt-1.5 text-xs">
          <span className={isCurrent ? "font-medium" : "text-muted"}>
            {t("timeline.attempt", { attempt: lane.attempt })}
          </span>
          <StatusBadge status={lane.status} className="text-xs" />
          {isCurrent ? (
            <span className="mono text-muted">{lane.executionId}</span>
          ) : (
            <Link
              href={routes.executions.detail(lane.executionId)}
              className="mono text-muted underline decoration-field-line underline-offset-2 hover:text-ink"
            >
              {lane.executionId}
            </Link>
          )}
        </div>
      )}
      <ul aria-label={t("timeline.attempt", { attempt: lane.attempt })}>
        {lane.skippedAsComplete.map((name) => (
          <EmptyRow key={name} name={name}>
            {t("timeline.skippedAsComplete")}
          </EmptyRow>
        ))}
        {lane.bars.map((bar) => (
          <Bar key={`${bar.stepExecutionId}${bar.stepName}`} bar={bar} segments={segments} />
        ))}
        {lane.notReached.map((name) => (
          <EmptyRow key={name} name={name}>
            {t("timeline.notReached")}
          </EmptyRow>
        ))}
      </ul>
    </div>
  );
}

function Bar({ bar, segments }: { bar: TimelineBar; segments: readonly TimelineSegment[] }) {
  const t = useT();
  const format = useFormat();
  const duration = bar.durationMs === null ? "–" : format.duration(bar.durationMs);
  const hint = t("timeline.barHint", {
    step: bar.stepName,
    status: t(`status.${bar.status}`),
    duration,
    read: bar.read,
    written: bar.written,
  });
  return (
    <li className={cn(ROW, "h-8")} style={toneStyle(bar.status)}>
      <a
        href={bar.stepExecutionId ? `#step-${bar.stepExecutionId}` : undefined}
        className="flex min-w-0 items-center gap-1.5 hover:underline"
        title={bar.stepName}
      >
        <StatusIcon status={bar.status} className="size-3 text-tone" />
        <span className="truncate">{bar.stepName}</span>
        <span className="sr-only">{t(`status.${bar.status}`)}</span>
      </a>
      <div className="relative h-3" title={hint}>
        <Gaps segments={segments} />
        <span
          aria-hidden
          className="absolute inset-y-0 min-w-[3px] rounded-[3px] bg-tone opacity-80"
          style={{ left: `${bar.offset * 100}%`, width: `max(3px, ${bar.width * 100}%)` }}
        />
        {bar.partitions && (
          <span className="absolute -top-0.5 right-0 rounded-sm bg-card/90 px-1 text-2xs text-muted">
            {t("timeline.partitions", { done: bar.partitions.done, total: bar.partitions.total })}
          </span>
        )}
      </div>
      <span className="text-right text-muted tabular-nums">{duration}</span>
    </li>
  );
}

function EmptyRow({ name, children }: { name: string; children: ReactNode }) {
  return (
    <li className={cn(ROW, "h-8 text-faint")}>
      <span className="truncate pl-[18px]" title={name}>
        {name}
      </span>
      <span className="col-span-2 truncate text-right text-xs">{children}</span>
    </li>
  );
}

/** Folded idle time, as a hatched strip through every row. */
function Gaps({ segments }: { segments: readonly TimelineSegment[] }) {
  return places(segments)
    .filter(({ segment }) => segment.gapMs !== null)
    .map(({ segment, left, width }) => (
      <span
        key={segment.from}
        aria-hidden
        className="absolute -inset-y-2.5 bg-[repeating-linear-gradient(135deg,var(--line)_0_1px,transparent_1px_5px)]"
        style={{ left: `${left * 100}%`, width: `${width * 100}%` }}
      />
    ));
}

/** Labels over the width of the axis, about five, with the length of each gap where it is folded. */
function Axis({ segments }: { segments: readonly TimelineSegment[] }) {
  const t = useT();
  const format = useFormat();
  const all = places(segments);
  return (
    <div aria-hidden className={cn(ROW, "h-7 border-line-soft border-b text-2xs text-muted")}>
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
              className={cn("absolute whitespace-nowrap", index > 0 && "@max-md:hidden")}
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
