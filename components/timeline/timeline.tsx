"use client";

import { isRunning } from "batch-core/model";
import { useState } from "react";
import { useT } from "@/lib/client/locale";
import { useRowWindow } from "@/lib/client/use-row-window";
import type { TimelineLane, TimelineView } from "@/lib/shared/views";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { Panel, PanelHeader } from "../ui/panel";
import { TimelineAxis } from "./timeline-axis";
import { TIMELINE_ROW_HEIGHT } from "./timeline-grid";
import { FoldedLane, LaneHeading } from "./timeline-lane";
import { EmptyRow, StepBar } from "./timeline-row";

/** Attempts shown before somebody asks for those before them. */
const LANES_SHOWN = 4;

/**
 * When each step ran. Attempts are lanes: the one looked at with a row per step, the others on one line until they are opened. Idle time is
 * folded, partitions stay under their manager.
 *
 * @param attempts  of the instance, of which the nearest are here
 */
export function Timeline({
  timeline,
  executionId,
  attempts = timeline.lanes.length,
}: {
  timeline: TimelineView;
  executionId?: string;
  attempts?: number;
}) {
  const t = useT();
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [withAll, setWithAll] = useState(false);
  const { lanes, segments } = timeline;
  const current = lanes.findIndex((lane) => lane.executionId === executionId);
  const first = withAll ? 0 : Math.max(0, Math.min(lanes.length - LANES_SHOWN, current - LANES_SHOWN + 1));
  const hasBars = lanes.some(({ bars }) => bars.length > 0);
  const note = [
    segments.some((segment) => segment.gapMs !== null) && t("timeline.folded"),
    attempts > lanes.length
      ? t("timeline.attemptsOf", { shown: lanes.length, count: attempts })
      : lanes.length > 1 && t("timeline.attempts", { count: lanes.length }),
  ].filter(Boolean);
  const toggle = (id: string) =>
    setOpened((all) => (all.has(id) ? new Set([...all].filter((each) => each !== id)) : new Set(all).add(id)));
  return (
    <Panel aria-labelledby="timeline-title" className="@container">
      <PanelHeader id="timeline-title" title={t("timeline.title")} note={note.join(" · ")}>
        {first > 0 && (
          <Button variant="ghost" size="sm" onClick={() => setWithAll(true)}>
            {t("timeline.earlier", { count: first })}
          </Button>
        )}
      </PanelHeader>
      {hasBars && <TimelineAxis segments={segments} />}
      {lanes.slice(first).map((lane) => {
        const isCurrent = lane.executionId === executionId;
        const isOpen = isCurrent || lanes.length === 1 || opened.has(lane.executionId);
        return (
          <div
            key={lane.executionId}
            className={cn(
              "border-line-soft border-b last:border-b-0",
              lanes.length > 1 && !isCurrent && "bg-background/60",
            )}
          >
            {lanes.length > 1 && !isOpen && (
              <FoldedLane lane={lane} segments={segments} onOpen={() => toggle(lane.executionId)} />
            )}
            {lanes.length > 1 && isOpen && (
              <LaneHeading
                lane={lane}
                isCurrent={isCurrent}
                {...(!isCurrent && { onClose: () => toggle(lane.executionId) })}
              />
            )}
            {isOpen && <LaneRows lane={lane} segments={segments} />}
          </div>
        );
      })}
      {!hasBars && lanes.every(({ notReached }) => notReached.length === 0) && (
        <p className="px-3.5 py-3 text-muted">{t("timeline.nothing")}</p>
      )}
    </Panel>
  );
}

/** A row per step: those an earlier attempt completed, those that ran, those not reached. */
function LaneRows({ lane, segments }: { lane: TimelineLane; segments: TimelineView["segments"] }) {
  const t = useT();
  const absent = t(isRunning(lane.status) ? "timeline.notYet" : "timeline.notReached");
  const rows = [
    ...lane.skippedAsComplete.map((name) => ({ key: `skipped ${name}`, name, text: t("timeline.skippedAsComplete") })),
    ...lane.bars.map((bar, index) => ({ key: `${index} ${bar.stepName}`, bar })),
    ...lane.notReached.map((name) => ({ key: `absent ${name}`, name, text: absent })),
  ];
  const { box, isWindowed, from, to, before, after } = useRowWindow(
    rows.length,
    TIMELINE_ROW_HEIGHT,
    rows.findIndex((row) => "bar" in row && row.bar.status !== "COMPLETED"),
  );
  return (
    <div
      ref={box}
      {...(isWindowed && { tabIndex: 0 })}
      className={cn(isWindowed && "relative max-h-96 overflow-y-auto focus-visible:-outline-offset-2")}
    >
      <ul
        aria-label={t("timeline.attempt", { attempt: lane.attempt })}
        style={{ paddingTop: before, paddingBottom: after }}
      >
        {rows.slice(from, to).map((row) =>
          "bar" in row ? (
            <StepBar key={row.key} bar={row.bar} segments={segments} />
          ) : (
            <EmptyRow key={row.key} name={row.name}>
              {row.text}
            </EmptyRow>
          ),
        )}
      </ul>
    </div>
  );
}
