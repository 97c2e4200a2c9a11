"use client";

import { CalendarOff, ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { useT } from "@/lib/client/locale";
import { useFormat } from "@/lib/client/use-format";
import { useNow } from "@/lib/client/use-now";
import { routes } from "@/lib/shared/routes";
import type { DayView } from "@/lib/shared/views";
import { PageTitle } from "../page/page";
import { Button } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import { Face } from "../ui/face";
import { Name } from "../ui/name";
import { Notice } from "../ui/notice";
import { Panel } from "../ui/panel";
import { DAY_ROW, HOUR_MS, HourLines, Hours } from "./day-hours";
import { DayLane } from "./day-lane";

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
                  className={`${DAY_ROW} relative h-8 border-line-soft border-b last:border-b-0 hover:bg-hover`}
                >
                  <Link
                    href={routes.jobs.detail(lane.jobName)}
                    prefetch={false}
                    className="truncate hover:underline"
                    title={lane.jobName}
                  >
                    <Name text={lane.jobName} />
                  </Link>
                  <DayLane
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
