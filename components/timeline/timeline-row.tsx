"use client";

import type { ReactNode } from "react";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import type { TimelineBar, TimelineSegment } from "@/lib/shared/views";
import { StatusIcon } from "../status/status-icon";
import { toneStyle } from "../status/tone";
import { cn } from "../ui/cn";
import { Tooltip } from "../ui/tooltip";
import { TimelineGaps } from "./timeline-axis";
import { TIMELINE_ROW } from "./timeline-grid";

/** One step: its name, when it ran, how long. What it did is said on hover and in the table below. */
export function StepBar({ bar, segments }: { bar: TimelineBar; segments: readonly TimelineSegment[] }) {
  const t = useT();
  const format = useFormat();
  const duration = bar.durationMs === null ? "–" : format.duration(bar.durationMs);
  return (
    <li className={cn(TIMELINE_ROW, "h-8")} style={toneStyle(bar.status)}>
      <a
        href={bar.stepExecutionId ? `#step-${bar.stepExecutionId}` : undefined}
        className="flex min-w-0 items-center gap-1.5 hover:underline"
        title={bar.stepName}
      >
        <StatusIcon status={bar.status} className="size-3 text-tone" />
        <span className="truncate">{bar.stepName}</span>
        <span className="sr-only">{t(`status.${bar.status}`)}</span>
        {bar.partitions && <PartitionCount {...bar.partitions} />}
      </a>
      <Tooltip content={<BarFacts bar={bar} />}>
        <div className="relative h-5">
          <TimelineGaps segments={segments} />
          <span
            aria-hidden
            className="absolute inset-y-1 flex min-w-[3px] overflow-hidden rounded-[3px]"
            style={{ left: `${bar.offset * 100}%`, width: `max(3px, ${bar.width * 100}%)` }}
          >
            <span className="bg-tone opacity-25" style={{ width: `${waitingShare(bar) * 100}%` }} />
            <span className="flex-1 bg-tone opacity-80" />
          </span>
        </div>
      </Tooltip>
      <span className="whitespace-nowrap text-right text-muted tabular-nums @max-md:text-xs">{duration}</span>
    </li>
  );
}

/** Beside the name: over the bar it would pass for the end of it. */
function PartitionCount({ done, total }: { done: number; total: number }) {
  const t = useT();
  const format = useFormat();
  const words = t("timeline.partitions", { done, total });
  return (
    <span title={words} className="shrink-0 text-2xs text-muted tabular-nums @max-md:sr-only">
      <span aria-hidden>
        {format.number(done)}/{format.number(total)}
      </span>
      <span className="sr-only">{words}</span>
    </span>
  );
}

function BarFacts({ bar }: { bar: TimelineBar }) {
  const t = useT();
  const format = useFormat();
  const items = Math.max(bar.read, bar.written);
  const waitedMs = waitingMs(bar);
  const lines = [
    bar.started && `${format.clock(bar.started)} – ${bar.ended ? format.clock(bar.ended) : ""}`,
    waitedMs !== null && waitedMs > 0 && t("timeline.waited", { duration: format.duration(waitedMs) }),
    items > 0 && t("timeline.items", { read: format.number(bar.read), written: format.number(bar.written) }),
    items > 0 && bar.durationMs && `${format.rate(items / (bar.durationMs / 1000))}`,
  ].filter((line) => typeof line === "string");
  return (
    <>
      <b className="font-medium [overflow-wrap:anywhere]">{bar.stepName}</b> {t(`status.${bar.status}`)}
      {bar.durationMs !== null && `, ${format.duration(bar.durationMs)}`}
      {lines.map((line) => (
        <span key={line} className="block text-muted tabular-nums">
          {line}
        </span>
      ))}
    </>
  );
}

/** Between the step's creation and its start; null where the tables do not keep its creation. */
function waitingMs({ created, started }: TimelineBar): number | null {
  return created && started ? Date.parse(started) - Date.parse(created) : null;
}

function waitingShare(bar: TimelineBar): number {
  const waited = waitingMs(bar);
  if (waited === null || waited <= 0) return 0;
  return Math.min(1, waited / (waited + (bar.durationMs ?? 0)));
}

/** A step that has no bar: why. */
export function EmptyRow({ name, children }: { name: string; children: ReactNode }) {
  return (
    <li className={cn(TIMELINE_ROW, "h-8 text-faint")}>
      <span className="truncate pl-[18px]" title={name}>
        {name}
      </span>
      <span className="col-span-2 truncate text-right text-xs">{children}</span>
    </li>
  );
}
