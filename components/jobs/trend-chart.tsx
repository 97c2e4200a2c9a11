"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, type MouseEvent, useState } from "react";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { routes } from "@/lib/shared/routes";
import type { JobStats, TrendPoint } from "@/lib/shared/views";
import { TrendBar, TrendHint, TrendLine } from "./trend-marks";
import { type TrendMeasure, trendText, trendValue } from "./trend-measure";
import { scaleOf } from "./trend-scale";
import { trendUsual } from "./trend-usual";

/** One bar per execution, oldest left; median and 95th percentile as lines. Below, the newest or the one pointed at. Arrow keys walk, Enter opens. */
export function TrendChart({
  points,
  measure,
  stats,
  label,
}: {
  points: readonly TrendPoint[];
  measure: TrendMeasure;
  stats: JobStats;
  label: string;
}) {
  const t = useT();
  const format = useFormat();
  const router = useRouter();
  const [active, setActive] = useState<number | null>(null);
  const text = (value: number) => trendText(value, measure, format);
  const values = points.map((point) => trendValue(point, measure) ?? 0);
  const { top, ticks } = scaleOf(values, measure);
  const { median, p95 } = trendUsual(points, measure, stats);
  const isCrowded = median !== null && p95 !== null && (p95 - median) / top < CROWDED;
  const isWithinDays = spanOf(points) < 2 * DAY_MS;
  const timeOf = ({ id, started }: TrendPoint) =>
    !started ? id : isWithinDays ? format.shortClock(started) : format.day(started);
  const current = active === null ? undefined : points[active];
  const shown = current ?? points.at(-1);
  const last = points.length - 1;
  const walk = (event: KeyboardEvent) => {
    if (event.key === "ArrowLeft") setActive(Math.max(0, (active ?? last + 1) - 1));
    else if (event.key === "ArrowRight") setActive(Math.min(last, (active ?? -1) + 1));
    else if (event.key === "Home") setActive(0);
    else if (event.key === "End") setActive(last);
    else if (event.key === "Enter" && current) router.push(routes.executions.detail(current.id));
    else return;
    event.preventDefault();
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
      onKeyDown={walk}
      onBlur={() => setActive(null)}
      onPointerLeave={() => setActive(null)}
      onClick={(event) => openInPlace(event, router.push)}
      className="flex min-h-68 flex-col pt-4 pb-1 focus-visible:-outline-offset-2"
    >
      <div className="relative mr-14 mb-6 ml-16 min-h-48 flex-1 border-line border-b">
        {ticks.map((tick) => (
          <div
            key={tick}
            aria-hidden
            style={{ bottom: `${(tick / top) * 100}%` }}
            className="absolute inset-x-0 border-line-soft border-t text-2xs text-muted"
          >
            <span className="absolute right-full -translate-y-1/2 whitespace-nowrap pr-2 tabular-nums">
              {text(tick)}
            </span>
          </div>
        ))}
        <div className="absolute inset-0 flex">
          {points.map((point, index) => (
            <a
              key={point.id}
              href={routes.executions.detail(point.id)}
              tabIndex={-1}
              aria-label={t("executions.executionId", { id: point.id })}
              onPointerEnter={() => setActive(index)}
              className="relative min-w-0 flex-1 hover:bg-hover"
            >
              <TrendBar point={point} height={(values[index] ?? 0) / top} isActive={index === active} />
            </a>
          ))}
        </div>
        {median !== null && (
          <TrendLine at={median / top} word={t("job.trendMedian")} place={isCrowded ? "below" : "middle"} />
        )}
        {p95 !== null && <TrendLine at={p95 / top} word="95 %" isWarning place={isCrowded ? "above" : "middle"} />}
        {ticksOf(points).map((index) => (
          <span
            key={index}
            aria-hidden
            style={{ left: `${((index + 0.5) / points.length) * 100}%` }}
            className="absolute top-full -translate-x-1/2 whitespace-nowrap pt-1 text-2xs text-muted"
            suppressHydrationWarning
          >
            {points[index] && timeOf(points[index])}
          </span>
        ))}
      </div>
      <div aria-live="polite" className="flex min-h-6 flex-wrap items-center gap-x-3 px-3.5 text-xs">
        {shown && <TrendHint point={shown} measure={measure} />}
      </div>
    </div>
  );
}

const DAY_MS = 86_400_000;
const TICKS = 5;
/** Share of the height below which the words of two lines would lie on each other. */
const CROWDED = 0.075;

/** Bars at even distances, not those at the very edges, whose words would be cut. */
function ticksOf(points: readonly TrendPoint[]): readonly number[] {
  const step = points.length / TICKS;
  return [...new Set(Array.from({ length: TICKS }, (_, index) => Math.floor((index + 0.5) * step)))];
}

function spanOf(points: readonly TrendPoint[]): number {
  const times = points.flatMap(({ started }) => (started ? [Date.parse(started)] : []));
  return times.length === 0 ? 0 : Math.max(...times) - Math.min(...times);
}

/** A plain click goes on in this page; with a key held the browser does what it does with links. */
function openInPlace(event: MouseEvent, open: (href: string) => void) {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  open(link.pathname);
}
