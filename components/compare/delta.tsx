"use client";

import { useFormat } from "@/lib/client/use-format";
import { cn } from "../ui/cn";

/** What kind of matter it is when B has more than A. */
export type DeltaKind = "duration" | "items" | "trouble";

/** From half as much again on, more time is worth a look. */
const SLOWER = 1.5;

/** B against A: how much more or less, and in what proportion. Nothing when they are equal. */
export function Delta({ a, b, kind }: { a: number | null; b: number | null; kind: DeltaKind }) {
  const format = useFormat();
  if (a === null || b === null || a === b) return null;
  const text = kind === "duration" ? format.duration : format.number;
  const isBad = kind === "trouble" && b > a;
  const isSlow = kind === "duration" && b > a * SLOWER;
  return (
    <span className={cn("tabular-nums", isBad ? "text-status-failed" : isSlow ? "text-warning" : "text-muted")}>
      {b > a ? "+" : "−"}
      {text(Math.abs(b - a))}
      {a > 0 && <span className="text-xs"> ({proportion(b / a, format)})</span>}
    </span>
  );
}

function proportion(ratio: number, format: ReturnType<typeof useFormat>): string {
  if (ratio >= 2) return `${format.number(Math.round(ratio * 10) / 10)}×`;
  return `${ratio > 1 ? "+" : "−"}${format.percent(Math.abs(ratio - 1))}`;
}
