import type { Format } from "@/lib/client/format";
import { cn } from "../ui/cn";

export const HOUR_MS = 3_600_000;

/** Name of a job, and its time axis. */
export const DAY_ROW =
  "grid grid-cols-[minmax(7rem,13rem)_minmax(0,1fr)] items-center gap-3 px-3.5 max-sm:grid-cols-[6rem_minmax(0,1fr)]";

/** A hairline per full hour behind all lanes. */
export function HourLines({ from, to }: { from: number; to: number }) {
  return (
    <li aria-hidden className={`${DAY_ROW} pointer-events-none absolute inset-0`}>
      <span />
      <div className="relative h-full">
        {hoursBetween(from, to).map((hour) => (
          <span
            key={hour}
            className="absolute inset-y-0 border-line-soft border-l"
            style={{ left: `${((hour - from) / (to - from)) * 100}%` }}
          />
        ))}
      </div>
    </li>
  );
}

/** Full hours, every third or sixth of them where it is narrow. */
export function Hours({ from, to, format }: { from: number; to: number; format: Format }) {
  return (
    <div aria-hidden className={`${DAY_ROW} sticky top-12 z-10 h-8 border-line border-b bg-card text-2xs text-muted`}>
      <span />
      <div className="relative h-4">
        {hoursBetween(from, to).map((hour, index) => (
          <span
            key={hour}
            className={cn(
              "absolute -translate-x-1/2 whitespace-nowrap",
              index % 3 !== 0 && "max-xl:hidden",
              index % 6 !== 0 && "max-sm:hidden",
            )}
            style={{ left: `${((hour - from) / (to - from)) * 100}%` }}
            suppressHydrationWarning
          >
            {format.shortClock(new Date(hour))}
          </span>
        ))}
      </div>
    </div>
  );
}

function hoursBetween(from: number, to: number): number[] {
  const first = Math.ceil(from / HOUR_MS) * HOUR_MS;
  return Array.from({ length: Math.floor((to - first) / HOUR_MS) + 1 }, (_, index) => first + index * HOUR_MS);
}
