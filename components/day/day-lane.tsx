import { useRouter } from "next/navigation";
import type { KeyboardEvent, MouseEvent } from "react";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { routes } from "@/lib/shared/routes";
import type { StripCell } from "@/lib/shared/views";
import { toneStyle } from "../status/tone";

interface LaneProps {
  label: string;
  bars: readonly StripCell[];
  from: number;
  to: number;
  now: number;
}

/**
 * The executions of one job. A day has thousands, so a bar is a bare link and the lane does what there is to
 * do for all of them: Tab goes from lane to lane, arrows go along one.
 */
export function DayLane({ label, bars, from, to, now }: LaneProps) {
  const t = useT();
  const format = useFormat();
  const router = useRouter();
  const shown = bars.filter((bar): bar is StripCell & { started: string } => bar.started !== null);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const { target } = event;
    if (!(target instanceof HTMLElement)) return;
    const next =
      event.key === "ArrowRight"
        ? target.nextElementSibling
        : event.key === "ArrowLeft"
          ? target.previousElementSibling
          : null;
    if (!(next instanceof HTMLElement)) return;
    event.preventDefault();
    next.focus();
  };
  const onClick = (event: MouseEvent<HTMLDivElement>) => {
    const { target } = event;
    if (event.metaKey || event.ctrlKey || event.shiftKey || !(target instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    router.push(target.pathname);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: links along a time axis, not fields
    <div role="group" aria-label={label} onKeyDown={onKeyDown} onClick={onClick} className="relative h-4">
      {shown.map((bar, index) => {
        const started = new Date(bar.started).getTime();
        const ended = bar.durationMs === null ? Math.min(now, to) : started + bar.durationMs;
        const left = Math.max(0, (started - from) / (to - from));
        const width = Math.max(0, (Math.min(ended, to) - Math.max(started, from)) / (to - from));
        const text = t("day.bar", {
          id: bar.id,
          status: t(`status.${bar.status}`),
          time: format.clock(bar.started),
          duration: bar.durationMs === null ? "–" : format.duration(bar.durationMs),
        });
        return (
          // biome-ignore lint/a11y/useAnchorContent: its label is its content
          <a
            key={bar.id}
            href={routes.executions.detail(bar.id)}
            tabIndex={index === 0 ? 0 : -1}
            aria-label={text}
            title={text}
            style={{
              ...toneStyle(bar.status),
              left: `${(left * 100).toFixed(2)}%`,
              width: `max(5px, ${(width * 100).toFixed(2)}%)`,
            }}
            className={bar.status === "COMPLETED" ? BAR : ODD_BAR}
            suppressHydrationWarning
          />
        );
      })}
    </div>
  );
}

/** Not translucent: where thousands lie on one another the colour would no longer say one thing. */
const BAR = "absolute inset-y-0 rounded-[3px] bg-tone-calm outline-offset-1 hover:z-20 hover:bg-tone";
/** Notched at its foot, so that what did not complete is seen without colour. */
const ODD_BAR = "absolute inset-y-0 z-10 rounded-[3px] border-card border-b-4 border-double bg-tone outline-offset-1";
