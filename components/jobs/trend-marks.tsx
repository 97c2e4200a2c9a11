"use client";

import { useFormat } from "@/lib/client/use-format";
import type { TrendPoint } from "@/lib/shared/views";
import { StatusBadge } from "../status/status-badge";
import { toneStyle } from "../status/tone";
import { cn } from "../ui/cn";
import { type TrendMeasure, trendText, trendValue } from "./trend-measure";

/** A bar of the outcome's colour; what did not complete wears a dot, so that it is seen without colour. */
export function TrendBar({ point, height, isActive }: { point: TrendPoint; height: number; isActive: boolean }) {
  const isWell = point.status === "COMPLETED";
  return (
    <span
      style={{ ...toneStyle(point.status), height: `max(3px, ${(height * 100).toFixed(2)}%)` }}
      className={cn(
        "absolute bottom-0 left-1/2 w-[78%] max-w-4.5 -translate-x-1/2 rounded-t-[1.5px]",
        isWell && !isActive ? "bg-tone-calm" : "bg-tone",
        isActive && "outline-2 outline-focus outline-offset-1",
        !isWell && "before:absolute before:-top-1.5 before:left-1/2 before:size-1 before:-translate-x-1/2",
        !isWell && "before:rounded-full before:bg-tone",
      )}
    />
  );
}

/** The height of a usual value, across all bars, with its name beside the last one. */
export function TrendLine({
  at,
  word,
  isWarning = false,
  place,
}: {
  /** Share of the height. */
  at: number;
  word: string;
  isWarning?: boolean;
  /** Of the word, when two lines are close to each other. */
  place: "middle" | "above" | "below";
}) {
  return (
    <div
      aria-hidden
      style={{ bottom: `${at * 100}%` }}
      className={cn(
        "pointer-events-none absolute inset-x-0 border-t border-dashed text-2xs",
        isWarning ? "border-warning text-warning" : "border-muted text-muted",
      )}
    >
      <span
        className={cn(
          "absolute left-full whitespace-nowrap pl-1.5",
          place === "middle" ? "-translate-y-1/2" : place === "above" ? "-translate-y-[90%]" : "-translate-y-[10%]",
        )}
      >
        {word}
      </span>
    </div>
  );
}

/** What one bar says, in words. */
export function TrendHint({ point, measure }: { point: TrendPoint; measure: TrendMeasure }) {
  const format = useFormat();
  const value = trendValue(point, measure);
  return (
    <>
      <StatusBadge status={point.status} />
      <span className="font-medium">{value === null ? "–" : trendText(value, measure, format)}</span>
      <span className="text-muted" suppressHydrationWarning>
        <span className="mono">{point.id}</span>
        {point.started && ` · ${format.day(point.started)} ${format.shortClock(point.started)}`}
      </span>
    </>
  );
}
