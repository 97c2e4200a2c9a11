"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Bar, BarChart, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { routes } from "@/lib/shared/routes";
import type { JobStats, TrendPoint } from "@/lib/shared/views";
import { TrendHint, TrendMark } from "./trend-marks";
import { type TrendMeasure, trendText, trendValue } from "./trend-measure";
import { trendUsual } from "./trend-usual";

/** A narrower bar is not to be seen, let alone hit. */
const BAR_WIDTH_MIN = 5;
/** Left and right of the bars: the axis, and the names of the lines. */
const BESIDE = 132;

/**
 * One bar per execution, oldest left, as many of the newest as there is room for; median and 95th percentile as lines. Arrow keys walk,
 * Enter opens.
 */
export function TrendChart({
  points: all,
  measure,
  stats,
  label,
  room,
  onRoom,
}: {
  points: readonly TrendPoint[];
  measure: TrendMeasure;
  stats: JobStats;
  label: string;
  /** The most bars that are shown. */
  room: number;
  onRoom: (bars: number) => void;
}) {
  const t = useT();
  const format = useFormat();
  const router = useRouter();
  const [active, setActive] = useState<number | null>(null);
  const points = all.slice(-room);
  const text = (value: number) => trendText(value, measure, format);
  const data = points.map((point) => ({ ...point, value: trendValue(point, measure) ?? 0 }));
  const { median, p95 } = trendUsual(all, measure, stats);
  const isWithinDays = spanOf(points) < 2 * DAY_MS;
  const timeOf = (id: string) => {
    const started = points.find((point) => point.id === id)?.started;
    if (!started) return id;
    return isWithinDays ? format.shortClock(started) : format.day(started);
  };
  const current = active === null ? undefined : data[active];
  const walk = (key: string) => {
    const last = data.length - 1;
    const from = active ?? (key === "ArrowLeft" ? last + 1 : -1);
    if (key === "ArrowLeft") setActive(Math.max(0, from - 1));
    else if (key === "ArrowRight") setActive(Math.min(last, from + 1));
    else if (key === "Home") setActive(0);
    else if (key === "End") setActive(last);
    else if (key === "Enter" && current) router.push(routes.executions.detail(current.id));
    else return false;
    return true;
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a chart that is walked with arrow keys has no element of its own
    <div
      role="group"
      aria-roledescription="chart"
      aria-label={label}
      aria-description={t("job.trendHint")}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it is walked with arrow keys
      tabIndex={0}
      onKeyDown={(event) => walk(event.key) && event.preventDefault()}
      onBlur={() => setActive(null)}
      className="h-68 px-2 pt-3 pb-1 focus-visible:-outline-offset-2 xl:h-full xl:min-h-68"
    >
      <ResponsiveContainer
        width="100%"
        height="100%"
        minHeight={260}
        onResize={(width) => onRoom(Math.max(1, Math.floor((width - BESIDE) / BAR_WIDTH_MIN)))}
      >
        <BarChart
          data={data}
          margin={{ top: 10, right: 64, bottom: 4, left: 4 }}
          barCategoryGap={1}
          accessibilityLayer={false}
        >
          <XAxis
            dataKey="id"
            ticks={ticksOf(points)}
            interval={0}
            tickLine={false}
            axisLine={{ stroke: "var(--line)" }}
            height={24}
            tickFormatter={(id: string) => timeOf(id)}
            tick={{ fill: "var(--muted)", fontSize: 11 }}
          />
          <YAxis
            width={64}
            tickLine={false}
            axisLine={false}
            tickCount={4}
            tickFormatter={text}
            tick={{ fill: "var(--muted)", fontSize: 11 }}
          />
          {median !== null && (
            <ReferenceLine
              y={median}
              stroke="var(--muted)"
              strokeDasharray="2 3"
              label={{ value: t("job.trendMedian"), position: "right", fill: "var(--muted)", fontSize: 11 }}
            />
          )}
          {p95 !== null && (
            <ReferenceLine
              y={p95}
              stroke="var(--stopping)"
              strokeDasharray="2 3"
              label={{ value: "95 %", position: "right", fill: "var(--stopping)", fontSize: 11 }}
            />
          )}
          <Tooltip
            cursor={{ fill: "var(--hover)" }}
            isAnimationActive={false}
            content={({ payload }) => {
              const point: unknown = payload?.[0]?.payload;
              return isPoint(point) ? <TrendHint point={point} measure={measure} /> : null;
            }}
          />
          <Bar
            dataKey="value"
            isAnimationActive={false}
            maxBarSize={18}
            minPointSize={3}
            className="cursor-pointer"
            onClick={(_, index) => {
              const point = data[index];
              if (point) router.push(routes.executions.detail(point.id));
            }}
            shape={({ x, y, width, height, index }) => (
              <TrendMark
                x={Number(x)}
                y={Number(y)}
                width={Number(width)}
                height={Number(height)}
                point={data[index]}
                isActive={index === active}
              />
            )}
          />
        </BarChart>
      </ResponsiveContainer>
      <div aria-live="polite" className="flex min-h-6 items-center px-3 text-xs">
        {current && <TrendHint point={current} measure={measure} inline />}
      </div>
    </div>
  );
}

const DAY_MS = 86_400_000;
const TICKS = 5;

/** Ids of some bars at even distances, not those at the very edges, whose words would be cut. */
function ticksOf(points: readonly TrendPoint[]): string[] {
  const step = points.length / TICKS;
  const at = Array.from({ length: TICKS }, (_, index) => Math.floor((index + 0.5) * step));
  return [...new Set(at)].flatMap((index) => points[index]?.id ?? []);
}

function spanOf(points: readonly TrendPoint[]): number {
  const times = points.flatMap(({ started }) => (started ? [Date.parse(started)] : []));
  return times.length === 0 ? 0 : Math.max(...times) - Math.min(...times);
}

function isPoint(value: unknown): value is TrendPoint {
  return typeof value === "object" && value !== null && "id" in value && "status" in value;
}
