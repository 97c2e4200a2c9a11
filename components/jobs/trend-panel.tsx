"use client";

import dynamic from "next/dynamic";
import { useId, useState } from "react";
import { useT } from "@/lib/client/locale";
import type { JobStats, TrendPoint } from "@/lib/shared/views";
import { Select } from "../ui/input";
import { Panel, PanelHeader } from "../ui/panel";
import { Skeleton } from "../ui/skeleton";
import { TREND_MEASURES, type TrendMeasure } from "./trend-measure";

/** The charting library comes only with this panel, after the page. */
const TrendChart = dynamic(() => import("./trend-chart").then((module) => module.TrendChart), {
  ssr: false,
  loading: () => <Skeleton className="m-3.5" />,
});

const WORDS = {
  duration: "job.trendDuration",
  read: "job.trendRead",
  written: "job.trendWritten",
  skipped: "job.trendSkipped",
} as const;

/** Whether the job takes longer, or does more, than it used to. */
export function TrendPanel({ points, stats }: { points: readonly TrendPoint[]; stats: JobStats }) {
  const t = useT();
  const id = useId();
  const [measure, setMeasure] = useState<TrendMeasure>("duration");
  const [room, setRoom] = useState(points.length);
  const count = Math.min(room, points.length);
  return (
    <Panel aria-labelledby={`${id}-title`} className="flex flex-col [&>:last-child]:flex-1">
      <PanelHeader id={`${id}-title`} title={t("job.trend")} note={t("job.sample", { count })}>
        <label htmlFor={id} className="sr-only">
          {t("job.trendOf")}
        </label>
        <Select
          id={id}
          value={measure}
          onChange={(event) => setMeasure(TREND_MEASURES.find((each) => each === event.target.value) ?? "duration")}
          className="h-7 text-xs"
        >
          {TREND_MEASURES.map((each) => (
            <option key={each} value={each}>
              {t(WORDS[each])}
            </option>
          ))}
        </Select>
      </PanelHeader>
      {/* As high before the chart comes as with it. */}
      <div className="flex min-h-75 flex-col [&>*]:flex-1">
        <TrendChart
          points={points}
          measure={measure}
          stats={stats}
          label={t("job.trendCaption", { what: t(WORDS[measure]), count })}
          room={room}
          onRoom={setRoom}
        />
      </div>
    </Panel>
  );
}
