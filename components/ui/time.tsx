"use client";

import { useFormat } from "@/lib/client/use-format";
import { useNow } from "@/lib/client/use-now";
import type { Instant } from "@/lib/shared/views";
import { cn } from "./cn";

/** How often "7 min ago" is looked at again. */
const TICK_MS = 10_000;

/**
 * A moment: the clock and how long ago, or one of them. The exact instant with its zone is in the title.
 * An absent moment is a dash.
 */
export function Time({
  at,
  show = "both",
  className,
}: {
  at: Instant | null;
  show?: "both" | "relative" | "moment";
  className?: string;
}) {
  const format = useFormat();
  const ticked = useNow(TICK_MS);
  if (!at) return <span className={cn("text-faint", className)}>–</span>;
  // What has just happened may be younger than the last tick, and is not in the future for that.
  const now = Math.max(ticked, Date.parse(at));
  return (
    <time
      dateTime={at}
      title={format.exact(at)}
      className={cn("whitespace-nowrap", className)}
      suppressHydrationWarning
    >
      {show !== "relative" && format.moment(at, now)}
      {show === "both" && " "}
      {show === "both" ? (
        <span className="text-faint text-xs" suppressHydrationWarning>
          {format.relative(at, now)}
        </span>
      ) : (
        show === "relative" && format.relative(at, now)
      )}
    </time>
  );
}
