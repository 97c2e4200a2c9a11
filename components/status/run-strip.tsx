"use client";

import { BATCH_STATUSES, type BatchStatus } from "batch-core/model";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import type { StripCell } from "@/lib/shared/views";
import { toneColor } from "./tone";

const CELL = 5;
const GAP = 1.5;
const HEIGHT = 18;
/** Room below the bars for the mark of those that did not go well. */
const FOOT = 4;
const SHOWN = 30;

/**
 * The last 30 executions, newest right: height is duration, colour is status, and what did not complete has a dot below, so
 * that it is seen without colour too.
 */
export function RunStrip({ cells }: { cells: readonly StripCell[] }) {
  const t = useT();
  const format = useFormat();
  if (cells.length === 0) return <span className="text-faint">–</span>;
  const shown = cells.slice(-SHOWN);
  const longest = Math.max(1, ...shown.map((cell) => cell.durationMs ?? 0));
  const width = SHOWN * (CELL + GAP);
  const offset = (SHOWN - shown.length) * (CELL + GAP);
  return (
    <svg
      role="img"
      aria-label={t("strip.label", { count: shown.length, outcome: outcomeOf(shown, t) })}
      viewBox={`0 0 ${width} ${HEIGHT + FOOT}`}
      width={width}
      height={HEIGHT + FOOT}
      className="block"
    >
      {/* Where executions would stand that there were not. */}
      {offset > 0 && <rect x="0" y={HEIGHT - 1} width={offset - GAP} height="1" className="fill-track" />}
      {shown.map((cell, index) => {
        const height = 3 + ((HEIGHT - 3) * (cell.durationMs ?? 0)) / longest;
        const x = offset + index * (CELL + GAP);
        const isWell = cell.status === "COMPLETED";
        return (
          <g key={cell.id} fill={toneColor(cell.status)}>
            <title>{`${cell.id} · ${t(`status.${cell.status}`)}${cell.durationMs === null ? "" : ` · ${format.duration(cell.durationMs)}`}`}</title>
            <rect x={x} y={HEIGHT - height} width={CELL} height={height} rx="1" opacity={isWell ? 0.55 : 1} />
            {!isWell && <circle cx={x + CELL / 2} cy={HEIGHT + FOOT - 1.5} r="1.5" />}
          </g>
        );
      })}
    </svg>
  );
}

function outcomeOf(cells: readonly StripCell[], t: ReturnType<typeof useT>): string {
  return BATCH_STATUSES.map((status): [BatchStatus, number] => [
    status,
    cells.filter((cell) => cell.status === status).length,
  ])
    .filter(([, count]) => count > 0)
    .map(([status, count]) => `${count} ${t(`status.${status}`)}`)
    .join(", ");
}
