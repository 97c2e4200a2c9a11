import { useFormat } from "@/lib/client/use-format";
import type { TrendPoint } from "@/lib/shared/views";
import { StatusBadge } from "../status/status-badge";
import { toneColor } from "../status/tone";
import { type TrendMeasure, trendText, trendValue } from "./trend-measure";

/** A bar of the outcome's colour; what did not complete wears a dot, so that it is seen without colour. */
export function TrendMark({
  x,
  y,
  width,
  height,
  point,
  isActive,
}: {
  x: number;
  y: number;
  width: number;
  height: number;
  point: TrendPoint | undefined;
  isActive: boolean;
}) {
  if (!point) return null;
  const isWell = point.status === "COMPLETED";
  return (
    <g fill={toneColor(point.status)}>
      <rect x={x} y={y} width={width} height={height} rx={1.5} opacity={isActive || !isWell ? 1 : 0.55} />
      {!isWell && <circle cx={x + width / 2} cy={y - 4} r={2} />}
      {isActive && (
        <rect
          x={x - 1.5}
          y={y - 1.5}
          width={width + 3}
          height={height + 3}
          rx={2}
          fill="none"
          stroke="var(--focus)"
          strokeWidth={1.5}
        />
      )}
    </g>
  );
}

/** What one bar says, in words. */
export function TrendHint({
  point,
  measure,
  inline = false,
}: {
  point: TrendPoint;
  measure: TrendMeasure;
  inline?: boolean;
}) {
  const format = useFormat();
  const value = trendValue(point, measure);
  return (
    <div
      className={
        inline ? "flex items-center gap-3" : "flex flex-col gap-0.5 rounded-md bg-card px-2.5 py-2 text-xs shadow-float"
      }
    >
      <StatusBadge status={point.status} />
      <span className="font-medium">{value === null ? "–" : trendText(value, measure, format)}</span>
      <span className="text-muted">
        <span className="mono">{point.id}</span>
        {point.started && ` · ${format.day(point.started)} ${format.shortClock(point.started)}`}
      </span>
    </div>
  );
}
