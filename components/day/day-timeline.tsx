"use client";

import { CalendarOff, ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { KeyboardEvent, MouseEvent } from "react";
import type { Format } from "@/lib/client/format";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { useNow } from "@/lib/client/use-now";
import { routes } from "@/lib/shared/routes";
import type { DayView, StripCell } from "@/lib/shared/views";
import { PageTitle } from "../page/page";
import { toneStyle } from "../status/tone";
import { Button } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import { cn } from "../ui/cn";
import { Face } from "../ui/face";
import { Name } from "../ui/name";
import { Notice } from "../ui/notice";
import { Panel } from "../ui/panel";

const HOUR_MS = 3_600_000;
const ROW =
  "grid grid-cols-[minmax(7rem,13rem)_minmax(0,1fr)] items-center gap-3 px-3.5 max-sm:grid-cols-[6rem_minmax(0,1fr)]";

/** Everything that ran in 24 hours, a lane per job: what overlapped, and when the window ended. */
export function DayTimeline({ view, isToday }: { view: DayView; isToday: boolean }) {
  const t = useT();
  const format = useFormat();
  const now = useNow(30_000);
  const [from, to] = [new Date(view.from).getTime(), new Date(view.to).getTime()];
  const moved = (hours: number) => routes.day(new Date(to + hours * HOUR_MS).toISOString());
  return (
    <>
      <PageTitle
        title={t("day.title")}
        note={
          <span suppressHydrationWarning>
            {format.day(view.from)} {format.shortClock(view.from)} – {format.day(view.to)} {format.shortClock(view.to)}
          </span>
        }
      >
        <nav aria-label={t("day.move")} className="flex gap-2">
          <ButtonLink href={moved(-24)}>
            <ChevronLeft aria-hidden />
            {t("day.before")}
          </ButtonLink>
          {isToday ? (
            <Button disabledReason={t("day.isNow")}>{t("day.now")}</Button>
          ) : (
            <ButtonLink href={routes.day()}>{t("day.now")}</ButtonLink>
          )}
          {isToday ? (
            <Button disabledReason={t("day.isNow")}>
              {t("day.after")}
              <ChevronRight aria-hidden />
            </Button>
          ) : (
            <ButtonLink href={moved(24)}>
              {t("day.after")}
              <ChevronRight aria-hidden />
            </ButtonLink>
          )}
        </nav>
      </PageTitle>
      {view.capped && (
        <Notice kind="warning" className="mb-4">
          {t("day.capped")}
        </Notice>
      )}
      <Panel>
        {view.lanes.length === 0 ? (
          <Face icon={CalendarOff} title={t("day.nothing")}>
            {t("day.nothingHint")}
          </Face>
        ) : (
          <>
            <Hours from={from} to={to} format={format} />
            <ul className="relative">
              <HourLines from={from} to={to} />
              {view.lanes.map((lane) => (
                <li
                  key={lane.jobName}
                  className={`${ROW} relative h-8 border-line-soft border-b last:border-b-0 hover:bg-hover`}
                >
                  <Link
                    href={routes.jobs.detail(lane.jobName)}
                    prefetch={false}
                    className="truncate hover:underline"
                    title={lane.jobName}
                  >
                    <Name text={lane.jobName} />
                  </Link>
                  <Lane
                    label={t("day.lane", { job: lane.jobName, count: lane.bars.length })}
                    bars={lane.bars}
                    from={from}
                    to={to}
                    now={now}
                  />
                </li>
              ))}
            </ul>
          </>
        )}
      </Panel>
    </>
  );
}

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
function Lane({ label, bars, from, to, now }: LaneProps) {
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
const BAR =
  "absolute inset-y-0 rounded-[3px] border-card border-x-[0.5px] bg-[color-mix(in_oklch,var(--tone)_75%,var(--card))] outline-offset-1 hover:z-20 hover:bg-tone";
/** Notched at its foot, so that what did not complete is seen without colour. */
const ODD_BAR = "absolute inset-y-0 z-10 rounded-[3px] border-card border-b-4 border-double bg-tone outline-offset-1";

function hoursBetween(from: number, to: number): number[] {
  const first = Math.ceil(from / HOUR_MS) * HOUR_MS;
  return Array.from({ length: Math.floor((to - first) / HOUR_MS) + 1 }, (_, index) => first + index * HOUR_MS);
}

/** A hairline per full hour behind all lanes. */
function HourLines({ from, to }: { from: number; to: number }) {
  return (
    <li aria-hidden className={`${ROW} pointer-events-none absolute inset-0`}>
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
function Hours({ from, to, format }: { from: number; to: number; format: Format }) {
  return (
    <div aria-hidden className={`${ROW} sticky top-12 z-10 h-8 border-line border-b bg-card text-2xs text-muted`}>
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
