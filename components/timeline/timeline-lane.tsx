"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import Link from "next/link";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { routes } from "@/lib/shared/routes";
import type { TimelineLane, TimelineSegment } from "@/lib/shared/views";
import { StatusBadge } from "../status/status-badge";
import { StatusIcon } from "../status/status-icon";
import { toneStyle } from "../status/tone";
import { cn } from "../ui/cn";
import { TimelineGaps } from "./timeline-axis";
import { TIMELINE_ROW } from "./timeline-grid";

/** Whose lane it is, above its rows. */
export function LaneHeading({
  lane,
  isCurrent,
  onClose,
}: {
  lane: TimelineLane;
  isCurrent: boolean;
  onClose?: () => void;
}) {
  const t = useT();
  const name = (
    <span className={isCurrent ? "font-medium" : "text-muted"}>{t("timeline.attempt", { attempt: lane.attempt })}</span>
  );
  return (
    <div className="flex items-center gap-2 px-3.5 pt-1.5 text-xs">
      {onClose ? (
        <button type="button" aria-expanded onClick={onClose} className="flex items-center gap-1 rounded-sm">
          <ChevronDown aria-hidden className="size-3.5 text-muted" />
          {name}
        </button>
      ) : (
        name
      )}
      <StatusBadge status={lane.status} className="text-xs" />
      {isCurrent ? <span className="mono text-muted">{lane.executionId}</span> : <LaneLink lane={lane} />}
    </div>
  );
}

function LaneLink({ lane }: { lane: TimelineLane }) {
  const t = useT();
  return (
    <Link
      href={routes.executions.detail(lane.executionId)}
      aria-label={t("executions.executionId", { id: lane.executionId })}
      className="mono text-muted underline decoration-field-line underline-offset-2 hover:text-ink"
    >
      {lane.executionId}
    </Link>
  );
}

/** An attempt on one line: all its steps behind one another, coloured by what came of each. */
export function FoldedLane({
  lane,
  segments,
  onOpen,
}: {
  lane: TimelineLane;
  segments: readonly TimelineSegment[];
  onOpen: () => void;
}) {
  const t = useT();
  const format = useFormat();
  const totalMs = lane.bars.reduce((sum, { durationMs }) => sum + (durationMs ?? 0), 0);
  return (
    <div className={cn(TIMELINE_ROW, "h-8")} style={toneStyle(lane.status)}>
      <span className="flex min-w-0 items-center gap-1.5">
        <button
          type="button"
          aria-expanded={false}
          onClick={onOpen}
          className="flex min-w-0 items-center gap-1 rounded-sm text-muted text-xs"
        >
          <ChevronRight aria-hidden className="size-3.5 shrink-0" />
          <span className="truncate">{t("timeline.attempt", { attempt: lane.attempt })}</span>
          <StatusIcon status={lane.status} className="size-3 text-tone" />
          <span className="sr-only">{t(`status.${lane.status}`)}</span>
        </button>
        <span className="@max-md:hidden">
          <LaneLink lane={lane} />
        </span>
      </span>
      <span aria-hidden className="relative h-3">
        <TimelineGaps segments={segments} />
        {lane.bars.map((bar, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a loop runs a step of one name several times
            key={`${index}${bar.stepName}`}
            title={`${bar.stepName}: ${t(`status.${bar.status}`)}`}
            style={{ ...toneStyle(bar.status), left: `${bar.offset * 100}%`, width: `max(3px, ${bar.width * 100}%)` }}
            className="absolute inset-y-0.5 rounded-[2px] border-card border-r bg-tone opacity-70"
          />
        ))}
      </span>
      <span className="whitespace-nowrap text-right text-muted tabular-nums @max-md:text-xs">
        {format.duration(totalMs)}
      </span>
    </div>
  );
}
